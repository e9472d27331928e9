package dev.bellwether.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerOptionsTest {

    @Test
    void whatBenchmarksCountBy_isRefused() {
        assertThatThrownBy(() -> new ServerOptions(Map.of("windows.length", "10s"), "", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("set: windows.length (expected: other settings");
        assertThatThrownBy(() -> ServerOptions.DEFAULT.with("topics.prefix", "mine."))
                .hasMessageContaining("topics.prefix");
    }

    @Test
    void settingsOfWhoRunsIt_overruleThoseOfTheBenchmark() {
        ServerOptions options = ServerOptions.DEFAULT.with("windows.grace", "1s");

        assertThat(options.over(Map.of("windows.grace", "2s", "roles", "ingest"))
                        .settings())
                .containsOnly(Map.entry("windows.grace", "1s"), Map.entry("roles", "ingest"));
    }
}
