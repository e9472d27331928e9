package dev.bellwether.promql.unittest;

import dev.bellwether.promql.text.Durations;
import dev.bellwether.promql.unittest.TestFile.AlertTest;
import dev.bellwether.promql.unittest.TestFile.ExpectedAlert;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Alerts that are expected beside those that fire. */
final class AlertComparison {

    private AlertComparison() {}

    static List<ExpectedAlert> sorted(List<ExpectedAlert> alerts) {
        return alerts.stream()
                .sorted(Comparator.comparing(AlertComparison::line))
                .toList();
    }

    static Optional<String> difference(AlertTest test, List<ExpectedAlert> actual) {
        List<ExpectedAlert> expected = sorted(test.expected());
        return expected.equals(actual)
                ? Optional.empty()
                : Optional.of("    alertname: " + test.alert() + ", time: "
                        + Durations.print(test.time()) + ",\n        exp: " + lines(expected)
                        + "\n        got: " + lines(actual));
    }

    private static String lines(List<ExpectedAlert> alerts) {
        return alerts.isEmpty()
                ? "no alerts"
                : alerts.stream().map(AlertComparison::line).collect(Collectors.joining("\n             "));
    }

    private static String line(ExpectedAlert alert) {
        return "labels " + new TreeMap<>(alert.labels()) + " annotations " + new TreeMap<>(alert.annotations());
    }
}
