package dev.bellwether.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Holds the README against the code: its example is the one that runs here, its options are those that are parsed. */
final class ReadmeTest {

    private static final Path SOURCE = Path.of("src/test/java/dev/bellwether/demo/ReadmeTest.java");
    private static final Pattern JAVA = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("^\\| `(--[a-z]+) ", Pattern.MULTILINE);
    private static final Pattern USAGE_LINE = Pattern.compile("^ {2}(--[a-z]+) ", Pattern.MULTILINE);

    private @Nullable ShopStats reported;

    private void runExample(URI otlpEndpoint) {
        ShopConfig config = ShopConfig.of(otlpEndpoint).withSeed(7);
        try (Shop shop = Shop.start(config)) {
            shop.deployCanary("catalog", "1.5.0", CanaryBehaviour.good());
            shop.deployCanary("checkout", "2.4.0", CanaryBehaviour.errors(0.20));
            watchForAWhile(shop);
            shop.promote("catalog");
            shop.rollback("checkout");
            shop.flush();
            ShopStats ledger = shop.stats();
            report(ledger);
        }
    }

    private static void watchForAWhile(Shop shop) {
        await().until(() -> shop.stats().visits().answered() > 100);
    }

    private void report(ShopStats ledger) {
        reported = ledger;
    }

    @Test
    void example_runs() {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            runExample(receiver.endpoint());
        }
        assertThat(requireNonNull(reported)
                        .version("checkout", "2.4.0")
                        .orElseThrow()
                        .acknowledgedErrors())
                .isPositive();
    }

    @Test
    void example_isTheOneThatRuns() throws IOException {
        List<String> examples = blocks(Files.readString(Path.of("README.md")));
        assertThat(examples).hasSize(1);
        assertThat(Files.readString(SOURCE).replaceAll("\\s+", " "))
                .contains(examples.get(0).replaceAll("\\s+", " ").trim());
    }

    @Test
    void options_areThoseOfTheUsage() throws IOException {
        assertThat(matches(ROW, Files.readString(Path.of("README.md"))))
                .isNotEmpty()
                .isEqualTo(matches(USAGE_LINE, ShopArguments.USAGE));
    }

    private static List<String> blocks(String text) {
        return matches(JAVA, text);
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1)).toList();
    }
}
