package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The generator against a real node, and the benchmark around both: small, and exact. */
class ITLoad {

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    /** Its process counts windows of a load that goes over their borders, from two services and three versions each. */
    @Test
    @Tag("long")
    void pipeline_countsEachSpanOnce_andTellsWhatItCost() throws IOException, InterruptedException {
        Launched bench = Distribution.find(folder)
                .start(
                        Map.of("BELLWETHER_HEAP", "512m"),
                        "bench",
                        "pipeline",
                        "--rate",
                        "4000",
                        "--duration",
                        "3s",
                        "--warm-up",
                        "0s",
                        "--batch",
                        "100",
                        "--services",
                        "2",
                        "--versions",
                        "3",
                        "--errors",
                        "0.1",
                        "--set",
                        "windows.grace=1s",
                        "--json");
        bench.awaitEnd();

        assertThat(bench.outLines()).as(bench.toString()).hasSize(1);
        JsonNode line = ServerClient.JSON.readTree(bench.outLines().get(0));
        assertThat(line.path("lost").asLong(-1)).isZero();
        assertThat(line.path("doubled").asLong(-1)).isZero();
        assertThat(line.path("wrong_windows").asLong(-1)).isZero();
        assertThat(line.path("failed_requests").asLong(-1)).isZero();
        assertThat(line.path("spans_counted").asLong())
                .isEqualTo(line.path("spans").asLong())
                .isEqualTo(12_000 - 100 * line.path("unsent_requests").asLong());
        assertThat(line.path("windows").asLong()).isGreaterThanOrEqualTo(2 * 3 * 10);
        assertThat(line.path("bytes_per_span").asDouble()).isBetween(400.0, 450.0);
        assertThat(line.path("cpu_micros_per_span").asDouble())
                .isGreaterThan(line.path("processors_cpu_micros_per_span").asDouble());
        assertThat(line.path("processors_cpu_micros_per_span").asDouble()).isPositive();
        assertThat(line.path("spans_per_second").asDouble()).isBetween(1.0, 4_000.0);
        assertThat(bench.code()).isEqualTo(line.path("unsent_requests").asLong() == 0 ? 0 : 1);
    }

    @Test
    void interruptedLoad_saysWhatWasAchieved() throws IOException, InterruptedException {
        try (ServerSocket receiver = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Launched load = Distribution.find(folder)
                    .start(
                            "load",
                            "--endpoint",
                            "http://127.0.0.1:" + receiver.getLocalPort(),
                            "--rate",
                            "0.1",
                            "--batch",
                            "1",
                            "--duration",
                            "10m",
                            "--json");
            receiver.accept().close(); // it sends, and gets no answer
            load.signal("INT");

            assertThat(load.awaitEnd()).as(load.toString()).isEqualTo(1);
            JsonNode line = ServerClient.JSON.readTree(load.outLines().get(0));
            assertThat(line.path("items").asLong(-1)).isZero();
            assertThat(line.path("failed").asLong()).isEqualTo(1);
            assertThat(line.path("unsent").asLong(-1)).isZero();
            assertThat(line.path("problems").fieldNames().next()).startsWith("no answer: ");
        }
    }
}
