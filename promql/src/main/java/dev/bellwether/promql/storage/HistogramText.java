package dev.bellwether.promql.storage;

import dev.bellwether.promql.histogram.CounterResetHint;
import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.histogram.NativeHistogramBuilder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A histogram as it stands between double braces: {@code schema:0 sum:5 count:4 buckets:[1 2 1] offset:-1}. */
record HistogramText(NativeHistogram histogram, boolean hintGiven) {

    private static final Pattern FIELD =
            Pattern.compile("\\s*+(?<key>[a-z_]++):(?<value>\\[[^\\]]*+]|[^\\s\\[\\]]++)\\s*+");

    private static final String HINT = "counter_reset_hint";

    static HistogramText parse(String text) {
        Map<String, String> fields = fields(text);
        NativeHistogramBuilder builder = NativeHistogram.builder()
                .schema(integer(fields.remove("schema")))
                .sum(number(fields.remove("sum")))
                .count(number(fields.remove("count")))
                .zero(number(fields.remove("z_bucket_w")), number(fields.remove("z_bucket")))
                .customBounds(numbers(fields.remove("custom_values")))
                .positive(integer(fields.remove("offset")), numbers(fields.remove("buckets")))
                .negative(integer(fields.remove("n_offset")), numbers(fields.remove("n_buckets")));
        String hint = fields.remove(HINT);
        if (hint != null) {
            builder.hint(CounterResetHint.valueOf(hint.toUpperCase(Locale.ROOT)));
        }
        if (!fields.isEmpty()) {
            throw new IllegalArgumentException("histogram: " + fields.keySet()
                    + " (expected: schema, sum, count, z_bucket, z_bucket_w, buckets, offset, n_buckets, n_offset,"
                    + " custom_values, " + HINT + ")");
        }
        return new HistogramText(builder.build(), hint != null);
    }

    private static Map<String, String> fields(String text) {
        Map<String, String> fields = new HashMap<>();
        Matcher matcher = FIELD.matcher(text);
        int at = text.length() - text.stripLeading().length();
        while (at < text.length()) {
            matcher.region(at, text.length());
            if (!matcher.lookingAt()) {
                throw new IllegalArgumentException(
                        "histogram: " + text.substring(at) + " (expected: key:value, with one blank between two)");
            }
            if (fields.put(matcher.group("key"), matcher.group("value")) != null) {
                throw new IllegalArgumentException("histogram: duplicate key " + matcher.group("key"));
            }
            at = matcher.end();
        }
        return fields;
    }

    private static int integer(@Nullable String value) {
        return value == null ? 0 : Integer.parseInt(value);
    }

    private static double number(@Nullable String value) {
        if (value == null) {
            return 0;
        }
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> Double.parseDouble(value);
        };
    }

    private static double[] numbers(@Nullable String value) {
        if (value == null) {
            return new double[0];
        }
        return Arrays.stream(value.replaceAll("[\\[\\]]", " ").trim().split("\\s+"))
                .filter(number -> !number.isEmpty())
                .mapToDouble(HistogramText::number)
                .toArray();
    }
}
