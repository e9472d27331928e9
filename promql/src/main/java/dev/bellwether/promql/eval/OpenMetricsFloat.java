package dev.bellwether.promql.eval;

import dev.bellwether.promql.text.GoFloats;

/** Floats as OpenMetrics writes them in labels: always with a point or an exponent. */
final class OpenMetricsFloat {

    private OpenMetricsFloat() {}

    static String format(double value) {
        String text = GoFloats.print(value);
        boolean marked = text.chars().anyMatch(c -> c == '.' || c == 'e' || c == 'N' || c == 'I');
        return marked ? text : text + ".0";
    }
}
