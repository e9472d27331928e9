package dev.bellwether.promql.storage;

import dev.bellwether.promql.histogram.IncompatibleBucketsException;
import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.storage.SequenceValue.FloatValue;
import dev.bellwether.promql.storage.SequenceValue.HistogramValue;
import dev.bellwether.promql.storage.SequenceValue.Omitted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the values of a described series. */
final class SequenceParser {

    /** So that a short text does not become a series that nothing can hold. */
    private static final int MOST_REPETITIONS = 10_000_000;

    private static final String NUMBER =
            "[+-]?(?:(?i:inf|nan)|(?:[0-9][0-9_]*+(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?)";

    private static final String TIMES = "x(?<times>[0-9]{1,8})";

    private static final Pattern FLOATS =
            Pattern.compile("(?<start>" + NUMBER + ")(?:(?<change>[+-]" + NUMBER + ")?+" + TIMES + ")?+");

    private static final Pattern HOLES = Pattern.compile("_(?:" + TIMES + ")?+");

    private static final Pattern HISTOGRAMS =
            Pattern.compile("\\{\\{(?<start>[^}]*+)}}(?:(?:(?<sign>[+-])\\{\\{(?<change>[^}]*+)}})?+" + TIMES + ")?+");

    private final String text;
    private final List<SequenceValue> values = new ArrayList<>();

    SequenceParser(String text) {
        this.text = text;
    }

    List<SequenceValue> values() {
        int at = 0;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
                continue;
            }
            int end = endOfItem(at);
            item(text.substring(at, end));
            at = end;
        }
        return values;
    }

    /** Up to the next blank that is not in a histogram. */
    private int endOfItem(int start) {
        int at = start;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            if (text.startsWith("{{", at)) {
                int close = text.indexOf("}}", at);
                at = close < 0 ? text.length() : close + 2;
            } else {
                at++;
            }
        }
        return at;
    }

    private void item(String item) {
        Matcher matcher = FLOATS.matcher(item);
        if (matcher.matches()) {
            floats(matcher);
        } else if ((matcher = HOLES.matcher(item)).matches()) {
            for (int i = times(matcher, 1); i > 0; i--) {
                values.add(new Omitted());
            }
        } else if ((matcher = HISTOGRAMS.matcher(item)).matches()) {
            histograms(matcher);
        } else if (item.equals("stale")) {
            values.add(new FloatValue(StaleMarker.VALUE));
        } else {
            throw new IllegalArgumentException(
                    "value: " + item
                            + " (expected: a number, \"_\", \"stale\", or a histogram in double braces, and repetitions of it: \"1x2\", \"1+2x3\")");
        }
    }

    private void floats(Matcher matcher) {
        double value = number(matcher.group("start"));
        String written = matcher.group("change");
        double change = written == null ? 0 : number(written);
        for (int i = times(matcher, 0); i >= 0; i--) {
            values.add(new FloatValue(value));
            value += change;
        }
    }

    private static double number(String written) {
        String number = written.toLowerCase(Locale.ROOT).replace("_", "");
        if (number.endsWith("inf")) {
            return number.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        return number.endsWith("nan") ? Double.NaN : Double.parseDouble(number);
    }

    private static int times(Matcher matcher, int otherwise) {
        String times = matcher.group("times");
        int count = times == null ? otherwise : Integer.parseInt(times);
        if (count > MOST_REPETITIONS) {
            throw new IllegalArgumentException(
                    "repetitions: " + count + " (expected: at most " + MOST_REPETITIONS + ")");
        }
        return count;
    }

    private void histograms(Matcher matcher) {
        HistogramText start = HistogramText.parse(matcher.group("start"));
        String written = matcher.group("change");
        HistogramText change = written == null ? null : HistogramText.parse(written);
        boolean hintGiven = change == null ? start.hintGiven() : change.hintGiven();
        NativeHistogram histogram = start.histogram();
        for (int i = times(matcher, 0); i >= 0; i--) {
            values.add(new HistogramValue(histogram, hintGiven));
            if (change != null && i > 0) {
                histogram = changed(
                        histogram, change.histogram(), matcher.group("sign").equals("-"));
            }
        }
    }

    private static NativeHistogram changed(NativeHistogram histogram, NativeHistogram change, boolean less) {
        try {
            return (less ? histogram.minus(change) : histogram.plus(change)).histogram();
        } catch (IncompatibleBucketsException e) {
            throw new IllegalArgumentException("error combining histograms: " + e.getMessage(), e);
        }
    }
}
