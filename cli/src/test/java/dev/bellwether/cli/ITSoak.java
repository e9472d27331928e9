package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only shows after minutes: memory that grows, and what one service does to the others. */
@Tag("long")
class ITSoak {

    /** By how much the line through samples of memory may rise from the first to the last one. */
    private static final double GROWTH = 0.10;

    /** How much longer the median alert may take beside the noise: the machine has other things to do, too. */
    private static final double SLOWER = 1.5;

    /** How much more memory there may be in use after the noise than before. */
    private static final double LARGER = 1.25;

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    /** As fast as {@code -Dsoak.rate} says, for as long as {@code -Dsoak.duration} does. */
    @Test
    void steadyLoad_leavesMemoryFlat_andIsCountedOnce() throws IOException, InterruptedException {
        JsonNode line = bench(
                "soak",
                "--rate",
                System.getProperty("soak.rate", "100000"),
                "--duration",
                System.getProperty("soak.duration", "10m"),
                "--tolerance",
                Double.toString(GROWTH));

        assertThat(line.path("heap_growth").asDouble(1)).isLessThanOrEqualTo(GROWTH);
        assertThat(line.path("resident_growth").asDouble(1)).isLessThanOrEqualTo(GROWTH);
        assertThat(line.path("samples").asInt()).isGreaterThanOrEqualTo(10);
        assertCountedOnce(line);
        assertThat(line.path("spans_counted").asLong())
                .isEqualTo(line.path("spans").asLong())
                .isPositive();
    }

    @Test
    void serviceWithAMillionOperations_harmsNobody() throws IOException, InterruptedException {
        JsonNode line = bench("noise", "--spans", "1000000", "--rounds", "4");

        assertCountedOnce(line);
        assertThat(line.path("windows_without_operations").asInt(-1))
                .as("of the others")
                .isZero();
        assertThat(line.path("noise_counted").asLong())
                .isEqualTo(line.path("noise_sent").asLong())
                .isEqualTo(2_000_000);
        assertThat(line.path("noise_operations").asInt())
                .as("windows.max-operations, and ~other")
                .isEqualTo(501);
        assertThat(line.path("quiet_missing").asInt(-1)).isZero();
        assertThat(line.path("noisy_missing").asInt(-1)).isZero();
        assertThat(line.path("alert_p50_ratio").asDouble()).isBetween(0.1, SLOWER);
        assertThat(line.path("heap_ratio").asDouble()).isBetween(0.1, LARGER);
        assertThat(line.path("resident_ratio").asDouble()).isBetween(0.1, LARGER);
    }

    private static void assertCountedOnce(JsonNode line) {
        assertThat(line.path("lost").asLong(-1)).isZero();
        assertThat(line.path("doubled").asLong(-1)).isZero();
        assertThat(line.path("wrong_windows").asLong(-1)).isZero();
    }

    private JsonNode bench(String name, String... options) throws IOException, InterruptedException {
        String[] command = new String[options.length + 3];
        command[0] = "bench";
        command[1] = name;
        System.arraycopy(options, 0, command, 2, options.length);
        command[command.length - 1] = "--json";
        Launched bench = Distribution.find(folder).start(Map.of("BELLWETHER_HEAP", "512m"), command);
        bench.awaitEnd(Duration.ofMinutes(50));
        assertThat(bench.outLines()).as(bench.toString()).hasSize(1);
        return ServerClient.JSON.readTree(bench.outLines().get(0));
    }
}
