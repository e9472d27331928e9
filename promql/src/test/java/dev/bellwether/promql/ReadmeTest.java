package dev.bellwether.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellwether.promql.eval.Engine;
import dev.bellwether.promql.eval.EngineOptions;
import dev.bellwether.promql.eval.QueryResult;
import dev.bellwether.promql.eval.QueryValue.VectorValue;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.rules.RuleFile;
import dev.bellwether.promql.rules.RuleFileReader;
import dev.bellwether.promql.storage.InMemorySeries;
import dev.bellwether.promql.storage.Queryable;
import dev.bellwether.promql.storage.SeriesSamples;
import dev.bellwether.promql.syntax.Expr;
import dev.bellwether.promql.syntax.ParseException;
import dev.bellwether.promql.syntax.Parser;
import dev.bellwether.promql.syntax.ParserOptions;
import dev.bellwether.promql.yaml.MalformedFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadmeTest {

    @Test
    void example_givesTheRateThatIsSaid() throws ParseException {
        // example 1:start
        Queryable series =
                InMemorySeries.of(List.of(SeriesSamples.builder(Labels.of("__name__", "requests_total", "job", "shop"))
                        .add(0, 30)
                        .add(60_000, 60)
                        .add(120_000, 120)
                        .build()));

        Expr query = new Parser(ParserOptions.DEFAULT).parse("sum by (job) (rate(requests_total[5m]))");
        QueryResult result = new Engine(EngineOptions.DEFAULT).instant(series, query, Instant.ofEpochMilli(120_000));

        VectorValue vector = (VectorValue) result.value();
        // example 1:end
        assertThat(vector.samples()).hasSize(1);
        assertThat(vector.samples().get(0).labels()).isEqualTo(Labels.of("job", "shop"));
        assertThat(vector.samples().get(0).point().value()).isCloseTo(0.375, within(1e-12));
    }

    @Test
    void ruleFile_isRead(@TempDir Path folder) throws IOException, MalformedFileException {
        Path rules =
                Files.writeString(folder.resolve("rules.yaml"), "groups: [{name: a, rules: [{record: r, expr: 1}]}]");
        // example 2:start
        RuleFile file = new RuleFileReader(ParserOptions.DEFAULT).read(rules);
        // example 2:end
        assertThat(file.ruleCount()).isEqualTo(1);
    }

    /** What stands in the README is what is run here, but for the place of the file. */
    @Test
    void examples_areThoseOfTheReadme() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/bellwether/promql/ReadmeTest.java"));
        List<String> run = matches("// example \\d:start\n(.*?)\\s*// example \\d:end", source);
        List<String> shown = matches("```java\n(.*?)```", Files.readString(Path.of("README.md"))).stream()
                .map(code -> code.replace("Path.of(\"rules.yaml\")", "rules"))
                .toList();
        assertThat(shown).hasSize(2).isEqualTo(run);
    }

    private static List<String> matches(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(match -> match.group(1).replaceAll("\\s+", ""))
                .toList();
    }
}
