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
            lines.add("  Advisory: it may still err more than 1.2 times as often as its baseline.");
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
        return List.of(
                (state.equals("FIRING") ? terminal.red(shown) : terminal.dim(shown)) + " "
                        + terminal.bold(labels.path("alertname").asText()) + " "
                        + alert.path("annotations").path("description").asText(""),
                "         "
                        + terminal.dim(when(state, alert) + ", severity "
                                + labels.path("severity").asText() + ", fingerprint "
                                + alert.path("fingerprint").asText()));
    }

    private static String when(String state, JsonNode alert) {
        return switch (state) {
            case "FIRING" -> "since " + alert.path("startsAt").asText();
            case "RESOLVED" ->
                "from " + alert.path("startsAt").asText() + " to "
                        + alert.path("endsAt").asText();
            case "PENDING" -> "since " + alert.path("activeAt").asText();
            default -> "at " + alert.path("evaluatedAt").asText();
        };
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
        String kind = verdict.path("baselineKind").asText();
        lines.add("  " + arm(verdict.path("version").asText(), evidence.path("canary")));
        if (!kind.equals("NONE")) {
            String version = verdict.path("baselineVersion").asText();
            String before = kind.equals("BEFORE") ? " before it" : "";
            lines.add("  " + arm((version.isEmpty() ? "baseline" : version) + before, evidence.path("baseline")));
        }
        if (evidence.hasNonNull("ratioLow") && evidence.hasNonNull("ratioHigh")) {
            String ratio = evidence.hasNonNull("ratio")
                    ? Output.twoDecimals(evidence.path("ratio").asDouble())
                    : "?";
            lines.add("  errors %s times as often (between %s and %s), over %d windows%s"
                    .formatted(
                            ratio,
                            Output.twoDecimals(evidence.path("ratioLow").asDouble()),
                            Output.twoDecimals(evidence.path("ratioHigh").asDouble()),
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
                        name,
                        Output.count(errors),
                        Output.count(requests),
                        requests == 0 ? "" : " (" + Output.percent((double) errors / requests) + ")");
    }
}
