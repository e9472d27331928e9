package dev.bellwether.console.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.console.log.FactTopic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RouteTest {

    private static final Path README = Path.of("README.md");

    private static String row(Route route) {
        String parameters = route.parameters().isEmpty()
                ? ""
                : route.parameters().stream().collect(Collectors.joining("`, `", "`", "`"));
        return "| `%s %s` | %s | %s |".formatted(route.method(), route.path(), route.description(), parameters);
    }

    @Test
    void readme_hasTheTableOfRoutes() throws IOException {
        List<String> rows = Files.readAllLines(README).stream()
                .filter(line -> line.matches("\\| `(GET|POST|PUT|DELETE) .*"))
                .toList();
        assertThat(rows)
                .containsExactlyElementsOf(
                        Arrays.stream(Route.values()).map(RouteTest::row).toList());
    }

    @Test
    void readme_hasAnExampleOfEachRoute() throws IOException {
        String examples = Files.readString(README)
                .lines()
                .filter(line -> line.startsWith("curl "))
                .collect(Collectors.joining("\n"));
        for (Route route : Route.values()) {
            String pattern = route.path().replaceAll("\\{[a-z]+}", "[a-z0-9.-]+");
            String data = switch (route.method().name()) {
                case "PUT" -> ".* -T .*";
                case "DELETE" -> ".* -X DELETE .*";
                case "POST" -> ".* (--json|-X POST) .*";
                default -> ".*";
            };
            assertThat(examples.lines())
                    .as("an example of %s", route)
                    .anyMatch(line ->
                            line.matches("curl .*localhost:8080" + pattern + "(['?\" ].*|$)") && line.matches(data));
        }
    }

    @Test
    void readme_namesEveryTopicThatCanBeTailed() throws IOException {
        String readme = Files.readString(README);
        assertThat(FactTopic.words()).allMatch(word -> readme.contains("`" + word + "`"));
    }
}
