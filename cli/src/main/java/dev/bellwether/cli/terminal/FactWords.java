package dev.bellwether.cli.terminal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Facts in words for a person, from their JSON. */
public final class FactWords {

    private FactWords() {}

    public static List<String> verdict(JsonNode verdict, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        String status = verdict.path("status").asText();
        lines.add(coloured(status, terminal) + " "
                + terminal.bold(verdict.path("service").asText() + " "
                        + verdict.path("version").asText())
                + ": " + verdict.path("reason").asText());
        verdict.path("evidence").forEach(evidence -> lines.addAll(evidence(evidence, verdict)));
        if (verdict.path("regressionSuspected").asBoolean() && !status.equals("FAIL")) {
            lines.add("  Advisory: it may still err more than 1.2 times as often as before.");
        }
        lines.add(terminal.dim("  deployment " + verdict.path("deployment").asText() + ", decided "
                + verdict.path("decidedAt").asText()));
        return lines;
    }

    /** An alert in two lines. */
    public static List<String> alert(JsonNode alert, Terminal terminal) {
        String state = alert.path("state").asText();
        String shown = "%-8s".formatted(state);
        JsonNode labels = alert.path("labels");
        String since =
                alert.path(state.equals("FIRING") ? "startsAt" : "activeAt").asText("");
        return List.of(
                (state.equals("FIRING") ? terminal.red(shown) : terminal.dim(shown)) + " "
                        + terminal.bold(labels.path("alertname").asText()) + " "
                        + alert.path("annotations").path("description").asText(""),
                "         "
                        + terminal.dim("since " + since + ", severity "
                                + labels.path("severity").asText() + ", fingerprint "
                                + alert.path("fingerprint").asText()));
    }

    private static String coloured(String status, Terminal terminal) {
        return switch (status) {
            case "PASS" -> terminal.green(terminal.bold("PASS"));
            case "FAIL" -> terminal.red(terminal.bold("FAIL"));
            default -> terminal.yellow(terminal.bold(status));
        };
    }

    private static List<String> evidence(JsonNode evidence, JsonNode verdict) {
        List<String> lines = new ArrayList<>();
        String before = verdict.path("baselineKind").asText().equals("BEFORE") ? " before it" : "";
        lines.add("  " + arm(verdict.path("version").asText(), evidence.path("canary")));
        lines.add("  " + arm(verdict.path("baselineVersion").asText() + before, evidence.path("baseline")));
        if (evidence.hasNonNull("ratioLow") && evidence.hasNonNull("ratioHigh")) {
            lines.add("  errors %s times as often (between %.2f and %.2f), over %d windows%s"
                    .formatted(
                            evidence.hasNonNull("ratio")
                                    ? "%.2f".formatted(evidence.path("ratio").asDouble())
                                    : "?",
                            evidence.path("ratioLow").asDouble(),
                            evidence.path("ratioHigh").asDouble(),
                            evidence.path("windows").asInt(),
                            evidence.path("completeness").asDouble(1) < 1 ? ", not all complete" : ""));
        }
        if (!evidence.path("traceIds").isEmpty()) {
            lines.add(
                    "  a trace to look at: " + evidence.path("traceIds").get(0).asText());
        }
        evidence.path("remarks").forEach(remark -> lines.add("  " + remark.asText()));
        return lines;
    }

    private static String arm(String name, JsonNode arm) {
        long requests = arm.path("requests").asLong();
        long errors = arm.path("errors").asLong();
        return "%s: %s of %s requests failed%s"
                .formatted(
                        name.isEmpty() ? "baseline" : name,
                        Output.count(errors),
                        Output.count(requests),
                        requests == 0 ? "" : " (" + Output.percent((double) errors / requests) + ")");
    }
}
