package dev.bellwether.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.bench.audit.Balance;
import dev.bellwether.bench.endtoend.CpuUse;
import dev.bellwether.bench.endtoend.ServerOptions;
import dev.bellwether.bench.load.LoadPlan;
import dev.bellwether.bench.load.LoadProfile;
import dev.bellwether.bench.load.LoadSummary;
import dev.bellwether.cli.config.Secrets;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * What a benchmark of whole processes says: a line of JSON, or the same for people.
 *
 * @param json its fields, the most important ones first
 */
record BenchReport(ObjectNode json) {

    BenchReport(String name) {
        this(ServerClient.JSON.createObjectNode().put("bench", name));
    }

    void print(Terminal terminal, boolean asJson) {
        if (asJson) {
            terminal.line(json.toString());
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        json.properties()
                .forEach(field -> rows.add(List.of(field.getKey().replace('_', ' '), inWords(field.getValue()))));
        Output.table(rows).forEach(terminal::line);
    }

    private static String inWords(JsonNode value) {
        if (value.isFloatingPointNumber()) {
            return Output.twoDecimals(value.asDouble());
        }
        return value.isContainerNode() ? value.toString() : value.asText();
    }

    /** How what windows say compares with what was sent. */
    BenchReport balance(Balance balance) {
        json.put("lost", balance.lost())
                .put("doubled", balance.doubled())
                .put("wrong_windows", balance.wrong())
                .put("windows", balance.windows())
                .put("windows_without_operations", balance.together())
                .put("spans_counted", balance.counted());
        return this;
    }

    /** How a load was answered. */
    BenchReport load(LoadSummary load) {
        json.put("ack_p50_millis", load.latencyMillis(0.5))
                .put("ack_p99_millis", load.latencyMillis(0.99))
                .put("ack_p999_millis", load.latencyMillis(0.999))
                .put("late_p99_millis", load.lateMillis(0.99))
                .put("spans", load.acknowledgedItems())
                .put("bytes_per_span", load.bytesPerItem())
                .put("failed_requests", load.failed())
                .put("unsent_requests", load.unsent())
                .put("overdue_requests", load.overdue());
        ObjectNode problems = json.putObject("problems");
        load.problems().forEach(problems::put);
        return this;
    }

    /** How fast a load was asked for, and for how long. */
    BenchReport pace(LoadPlan plan) {
        if (plan.isOpenLoop()) {
            json.put("offered_spans_per_second", plan.itemsPerSecond());
        }
        json.put("in_flight", plan.maxInFlight()).put("duration_seconds", seconds(plan.duration()));
        return this;
    }

    BenchReport warmUp(Duration warmUp) {
        json.put("warm_up_seconds", seconds(warmUp));
        return this;
    }

    /** What was generated. */
    BenchReport profile(LoadProfile profile) {
        json.put("signal", profile.signal().name().toLowerCase(Locale.ROOT))
                .put("shape", profile.shape().name().toLowerCase(Locale.ROOT))
                .put("services", profile.services())
                .put("services_per_request", profile.servicesOfARequest())
                .put("operations", profile.operations())
                .put("operations_in_all", profile.operationsInAll())
                .put("versions", profile.versions())
                .put("batch", profile.batch())
                .put("error_ratio", profile.errorRatio())
                .put("latency_median_millis", seconds(profile.latency().median()) * 1e3)
                .put("latency_p99_millis", seconds(profile.latency().p99()) * 1e3)
                .put("seed", profile.seed());
        return this;
    }

    /** How the process that was measured was started. */
    BenchReport server(ServerOptions server) {
        ObjectNode settings = json.putObject("settings");
        new TreeMap<>(server.settings()).forEach((key, value) -> settings.put(key, Secrets.hidden(value)));
        json.put("server_heap", server.heap().isEmpty() ? "default" : server.heap())
                .put("server_java_options", server.javaOptions());
        return this;
    }

    /** On what it was measured, and how much others disturbed it. */
    BenchReport machine(CpuUse cpu) {
        json.put("seconds", seconds(cpu.elapsed()));
        cpu.othersCores().ifPresent(cores -> json.put("others_cores", cores));
        json.put("cores", Runtime.getRuntime().availableProcessors())
                .put("java", Runtime.version().toString())
                .put("version", Version.current().number())
                .put("commit", Version.current().commit());
        return this;
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
