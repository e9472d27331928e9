package dev.bellwether.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds the README against the catalogue. */
final class ReadmeTest {

    private static final String HEAD = """
            | Topic | Key | Value | Partitioned by | Kept | Timestamps | Largest batch | Stored as |
            | --- | --- | --- | --- | --- | --- | --- | --- |
            """;

    @Test
    void theTableOfTopics_isTheCatalogue() throws IOException {
        String readme = Files.readString(Path.of("README.md"), UTF_8);
        Topics topics = Topics.standard();
        String expected = HEAD
                + Stream.concat(topics.all().stream(), topics.optional().stream())
                        .map(ReadmeTest::row)
                        .collect(Collectors.joining());

        assertThat(readme).contains("-->\n" + expected + "<!-- end of topics -->");
    }

    @Test
    void theJavaExample_compiles(@TempDir Path folder) throws IOException {
        String readme = Files.readString(Path.of("README.md"), UTF_8);
        String example =
                readme.substring(readme.indexOf("```java\n") + 8, readme.indexOf("```\n", readme.indexOf("```java")));
        Path source = folder.resolve("Example.java");
        Files.writeString(source, """
                import dev.bellwether.facts.*;
                import dev.bellwether.schemas.*;
                import dev.bellwether.schemas.registry.*;
                import java.net.URI;
                import org.apache.kafka.common.serialization.Serde;
                class Example { { %s } }
                """.formatted(example), UTF_8);
        ByteArrayOutputStream messages = new ByteArrayOutputStream();

        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, messages, messages, "-proc:none", "-d", folder.toString(), source.toString());

        assertThat(result).as(messages.toString(UTF_8)).isZero();
    }

    private static String row(Topic topic) {
        return "| `%s` | %s | %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                        topic.name(),
                        topic.key(),
                        value(topic),
                        topic.partitionedBy(),
                        kept(topic),
                        topic.timestamps().setting(),
                        size(topic.maxMessageBytes()),
                        topic.compression().setting());
    }

    private static String value(Topic topic) {
        if (!topic.holdsFacts()) {
            return topic.value();
        }
        return topic.facts().stream()
                .map(fact -> "`" + fact.getSimpleName() + "`")
                .collect(Collectors.joining(", ", "", ": " + topic.value()));
    }

    private static String kept(Topic topic) {
        return switch (topic.cleanup()) {
            case COMPACT -> "compacted, tombstones " + words(topic.retention());
            case HISTORY -> "newest for ever, others " + words(topic.retention());
            case DELETE -> words(topic.retention());
        };
    }

    private static String words(Duration duration) {
        return duration.toDays() > 1 ? duration.toDays() + " d" : duration.toHours() + " h";
    }

    private static String size(int bytes) {
        return bytes / (1024 * 1024) + " MiB";
    }
}
