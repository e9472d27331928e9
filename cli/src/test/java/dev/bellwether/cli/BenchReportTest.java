package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellwether.bench.audit.Balance;
import dev.bellwether.bench.endtoend.CpuUse;
import dev.bellwether.bench.endtoend.ProcessorsBench;
import dev.bellwether.bench.endtoend.ServerOptions;
import dev.bellwether.bench.load.LoadPlan;
import dev.bellwether.bench.load.LoadProfile;
import dev.bellwether.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchReportTest {

    private static final CpuUse CPU =
            new CpuUse(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ZERO, Duration.ofSeconds(1));

    private static String printed(BenchReport report, boolean asJson) {
        StringWriter out = new StringWriter();
        report.print(new Terminal(new PrintWriter(out), new PrintWriter(out), false), asJson);
        return out.toString();
    }

    /** Whoever has nothing but the line can run the same again. */
    @Test
    void line_saysHowItCanBeReproduced() throws IOException {
        ServerOptions server = new ServerOptions(
                Map.of("windows.grace", "1s", "kafka.bootstrap-servers", "user:secret@host:9092"), "1g", "-Xlog:gc");
        LoadPlan plan = new LoadPlan(50_000, Duration.ofSeconds(60), 128, 1);

        JsonNode line = ServerClient.JSON.readTree(printed(
                new BenchReport("pipeline")
                        .pace(plan)
                        .warmUp(Duration.ofSeconds(20))
                        .profile(LoadProfile.DEFAULT.withServices(200))
                        .server(server)
                        .machine(CPU),
                true));

        assertThat(line.path("offered_spans_per_second").asDouble()).isEqualTo(50_000);
        assertThat(line.path("in_flight").asInt()).isEqualTo(128);
        assertThat(line.path("duration_seconds").asDouble()).isEqualTo(60);
        assertThat(line.path("warm_up_seconds").asDouble()).isEqualTo(20);
        assertThat(line.path("signal").asText()).isEqualTo("traces");
        assertThat(line.path("services_per_request").asInt()).isEqualTo(1);
        assertThat(line.path("operations_in_all").asInt()).isEqualTo(2_000);
        assertThat(line.path("error_ratio").asDouble()).isEqualTo(0.01);
        assertThat(line.path("latency_median_millis").asDouble()).isEqualTo(20);
        assertThat(line.path("latency_p99_millis").asDouble()).isEqualTo(300);
        assertThat(line.path("settings"))
                .isEqualTo(ServerClient.JSON.readTree(
                        "{\"kafka.bootstrap-servers\":\"***@host:9092\",\"windows.grace\":\"1s\"}"));
        assertThat(line.path("server_heap").asText()).isEqualTo("1g");
        assertThat(line.path("server_java_options").asText()).isEqualTo("-Xlog:gc");
        assertThat(line.path("commit").asText()).matches("[0-9a-f]{7,40}(-dirty)?|unknown");
    }

    @Test
    void asFastAsItGoes_isNoRate() throws IOException {
        LoadPlan plan = new LoadPlan(0, Duration.ofSeconds(60), 32, 1);

        assertThat(ServerClient.JSON
                        .readTree(printed(new BenchReport("ingest").pace(plan), true))
                        .has("offered_spans_per_second"))
                .isFalse();
    }

    @Test
    void spansCounted_areThoseOfTheWindows() {
        ProcessorsBench.Plan plan =
                new ProcessorsBench.Plan(LoadProfile.DEFAULT, 10_000, 500_000, 4, ServerOptions.DEFAULT);
        Balance balance = new Balance(30, 2, 10_000, 9_990, 10, 0, 0);

        JsonNode line = BenchProcessorsCommand.fill(
                        new BenchReport("curve"),
                        plan,
                        new ProcessorsBench.Result(6_000, Duration.ofSeconds(2), CPU, balance))
                .json();

        assertThat(line.path("bench").asText()).isEqualTo("curve");
        assertThat(line.path("spans_counted").asLong()).isEqualTo(9_990);
        assertThat(line.path("lost").asLong()).isEqualTo(10);
        assertThat(line.path("windows_without_operations").asLong()).isEqualTo(2);
        assertThat(line.path("event_spans_per_second").asDouble()).isEqualTo(500_000);
        assertThat(line.path("fill_behind_seconds").asDouble()).isEqualTo(2);
        assertThat(line.path("server_heap").asText()).isEqualTo("default");
    }

    @Test
    void forPeople_thereIsARowForEachField_andWhatHasPartsIsSpelledOut() {
        ServerOptions server = new ServerOptions(Map.of("windows.grace", "1s"), "", "");

        assertThat(printed(new BenchReport("memory").server(server), false))
                .contains("server heap")
                .contains("{\"windows.grace\":\"1s\"}");
    }
}
