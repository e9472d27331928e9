package dev.bellwether.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.bellwether.promql.eval.Engine;
import dev.bellwether.promql.eval.EngineOptions;
import dev.bellwether.promql.eval.QueryResult;
import dev.bellwether.promql.eval.QueryValue.VectorValue;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.storage.InMemorySeries;
import dev.bellwether.promql.storage.Queryable;
import dev.bellwether.promql.storage.SeriesSamples;
import dev.bellwether.promql.syntax.Expr;
import dev.bellwether.promql.syntax.ParseException;
import dev.bellwether.promql.syntax.Parser;
import dev.bellwether.promql.syntax.ParserOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    @Test
    void example_givesTheRateThatIsSaid() throws ParseException {
        // example:start
        Queryable series =
                InMemorySeries.of(List.of(SeriesSamples.builder(Labels.of("__name__", "requests_total", "job", "shop"))
                        .add(0, 30)
                        .add(60_000, 60)
                        .add(120_000, 120)
                        .build()));

        Expr query = new Parser(ParserOptions.DEFAULT).parse("sum by (job) (rate(requests_total[5m]))");
        QueryResult result = new Engine(EngineOptions.DEFAULT).instant(series, query, Instant.ofEpochMilli(120_000));

        VectorValue vector = (VectorValue) result.value();
        // example:end
        assertThat(vector.samples()).hasSize(1);
        assertThat(vector.samples().get(0).labels()).isEqualTo(Labels.of("job", "shop"));
        assertThat(vector.samples().get(0).point().value()).isCloseTo(0.375, within(1e-12));
    }

    @Test
    void example_isThatOfTheReadme() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/bellwether/promql/ReadmeTest.java"));
        Matcher tested = Pattern.compile("// example:start\n(.*?)\\s*// example:end", Pattern.DOTALL)
                .matcher(source);
        Matcher shown =
                Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(Path.of("README.md")));
        assertThat(tested.find()).isTrue();
        assertThat(shown.find()).isTrue();
        assertThat(words(shown.group(1))).isEqualTo(words(tested.group(1)));
    }

    private static String words(String code) {
        return code.replaceAll("\\s+", "");
    }
}
