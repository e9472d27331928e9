package dev.bellwether.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.bench.endtoend.CpuUse;
import dev.bellwether.bench.load.LoadProfile;
import dev.bellwether.bench.load.LoadSummary;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
                .forEach(field -> rows.add(List.of(
                        field.getKey().replace('_', ' '),
                        field.getValue().isFloatingPointNumber()
                                ? Output.twoDecimals(field.getValue().asDouble())
                                : field.getValue().asText(field.getValue().toString()))));
        Output.table(rows).forEach(terminal::line);
    }

    static void load(ObjectNode line, LoadSummary load) {
        line.put("ack_p50_millis", load.latencyMillis(0.5))
                .put("ack_p99_millis", load.latencyMillis(0.99))
                .put("ack_p999_millis", load.latencyMillis(0.999))
                .put("spans", load.acknowledgedItems())
                .put("bytes_per_span", load.bytesPerItem())
                .put("failed_requests", load.failed())
                .put("unsent_requests", load.unsent());
        ObjectNode problems = line.putObject("problems");
        load.problems().forEach(problems::put);
    }

    static void profile(ObjectNode line, LoadProfile profile) {
        line.put("shape", profile.shape().name().toLowerCase(Locale.ROOT))
                .put("services", profile.services())
                .put("operations", profile.operations())
                .put("versions", profile.versions())
                .put("batch", profile.batch())
                .put("seed", profile.seed());
    }

    /** On what it was measured, and how much others disturbed it. */
    static void machine(ObjectNode line, CpuUse cpu) {
        line.put("seconds", cpu.elapsed().toNanos() / 1e9)
                .put("others_cores", cpu.othersCores())
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("java", Runtime.version().toString())
                .put("version", Version.current());
    }
}
