package dev.bellwether.promql.eval;

import dev.bellwether.promql.eval.FunctionTable.VectorFunction;
import dev.bellwether.promql.histogram.CounterResetHint;
import dev.bellwether.promql.histogram.HistogramResult;
import dev.bellwether.promql.histogram.IncompatibleBucketsException;
import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.syntax.VectorSelector.Extension;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Functions of how a series changes over a range: rates, and numbers of changes. */
final class CounterFunctions {

    private static final Set<String> COUNTER_SUFFIXES = Set.of("_total", "_sum", "_count", "_bucket");

    private CounterFunctions() {}

    static void addTo(Map<String, VectorFunction> table) {
        addRate(table, "delta", new Rate(false, false));
        addRate(table, "increase", new Rate(true, false));
        addRate(table, "rate", new Rate(true, true));
        RangeFunction.add(table, "idelta", (window, call, step) -> lastTwo(window, call, false));
        RangeFunction.add(table, "irate", (window, call, step) -> lastTwo(window, call, true));
        RangeFunction.add(table, "changes", (window, call, step) -> count(window, call, CounterFunctions::differ));
        RangeFunction.add(table, "resets", (window, call, step) -> count(window, call, CounterFunctions::isReset));
    }

    private static void addRate(Map<String, VectorFunction> table, String name, Rate rate) {
        RangeFunction.add(table, name, (window, call, step) -> {
            Sample sample = rate.apply(window, call, step);
            if (rate.ofCounters() && sample != null && sample.histogram() == null) {
                noteUnlikelyCounter(window.labels(), call);
            }
            return sample;
        });
    }

    private static void noteUnlikelyCounter(Labels labels, RangeFunction.Call call) {
        String metric = labels.metricName();
        if (metric.isEmpty()) {
            return;
        }
        if (call.evaluation().usesTypeLabels()) {
            String type = labels.get(Labels.METRIC_TYPE);
            if (!type.equals("counter") && !type.equals("histogram")) {
                call.annotations().maybeNoCounterByType(metric, type, call.span());
            }
        } else if (COUNTER_SUFFIXES.stream().noneMatch(metric::endsWith)) {
            call.annotations().maybeNoCounter(metric, call.span());
        }
    }

    /** A sample with all that the comparison with the next one needs. */
    private record Timed(long time, long start, Sample sample) {

        boolean isFloat() {
            return sample.histogram() == null;
        }

        NativeHistogram histogram() {
            NativeHistogram histogram = sample.histogram();
            if (histogram == null) {
                throw new IllegalStateException("a float");
            }
            return histogram;
        }
    }

    private static List<Timed> samples(RangeWindow window, int firstFloat, int firstHistogram) {
        List<Timed> samples = new ArrayList<>();
        for (int i = firstFloat; i < window.floats(); i++) {
            samples.add(new Timed(window.floatTime(i), window.floatStart(i), Sample.of(window.floatValue(i))));
        }
        for (int i = firstHistogram; i < window.histograms(); i++) {
            samples.add(new Timed(window.histogramTime(i), window.histogramStart(i), Sample.of(window.histogram(i))));
        }
        if (window.isMixed()) {
            samples.sort(Comparator.comparingLong(Timed::time));
        }
        return samples;
    }

    private interface Pair {
        boolean counts(Timed before, Timed now);
    }

    private static boolean differ(Timed before, Timed now) {
        if (before.isFloat() != now.isFloat()) {
            return true;
        }
        if (!now.isFloat()) {
            return !now.histogram().equals(before.histogram());
        }
        double a = before.sample().value();
        double b = now.sample().value();
        return a != b && !(Double.isNaN(a) && Double.isNaN(b));
    }

    private static boolean isReset(Timed before, Timed now) {
        if (before.isFloat() != now.isFloat()) {
            return true;
        }
        return StartTimes.isReset(before.start(), before.time(), now.start(), now.time())
                || (now.isFloat()
                        ? now.sample().value() < before.sample().value()
                        : now.histogram().isResetAfter(before.histogram()));
    }

    private static @Nullable Sample count(RangeWindow window, RangeFunction.Call call, Pair pair) {
        List<Timed> samples = samples(window, 0, 0);
        if (call.extension() == Extension.ANCHORED) {
            samples = anchored(samples, window.rangeStart());
            if (samples.isEmpty()) {
                return null;
            }
        }
        int count = 0;
        for (int i = 1; i < samples.size(); i++) {
            if (pair.counts(samples.get(i - 1), samples.get(i))) {
                count++;
            }
        }
        return Sample.of(count);
    }

    /** From the last sample before the range on; none if there is none in the range. */
    private static List<Timed> anchored(List<Timed> samples, long rangeStart) {
        int inRange = 0;
        while (inRange < samples.size() && samples.get(inRange).time() <= rangeStart) {
            inRange++;
        }
        return inRange == samples.size() ? List.of() : samples.subList(Math.max(0, inRange - 1), samples.size());
    }

    private static @Nullable Sample lastTwo(RangeWindow window, RangeFunction.Call call, boolean rate) {
        List<Timed> samples = samples(window, Math.max(0, window.floats() - 2), Math.max(0, window.histograms() - 2));
        if (samples.size() < 2) {
            return null;
        }
        Timed before = samples.get(samples.size() - 2);
        Timed now = samples.get(samples.size() - 1);
        if (now.time() == before.time()) {
            return null;
        }
        double seconds = (now.time() - before.time()) / 1000.0;
        if (before.isFloat() != now.isFloat()) {
            call.annotations().mixedFloatsAndHistograms(window.metricName(), call.span());
            return null;
        }
        if (now.isFloat()) {
            double value = now.sample().value();
            double change = rate && isReset(before, now)
                    ? value
                    : value - before.sample().value();
            return Sample.of(rate ? change / seconds : change);
        }
        NativeHistogram change = change(before, now, window, call, rate);
        return change == null ? null : Sample.of(rate ? change.dividedBy(seconds) : change);
    }

    private static @Nullable NativeHistogram change(
            Timed before, Timed now, RangeWindow window, RangeFunction.Call call, boolean rate) {
        boolean anyGauge = now.histogram().hint() == CounterResetHint.GAUGE
                || before.histogram().hint() == CounterResetHint.GAUGE;
        boolean bothGauges = now.histogram().hint() == CounterResetHint.GAUGE
                && before.histogram().hint() == CounterResetHint.GAUGE;
        if (rate && anyGauge) {
            call.annotations().notACounter(window.metricName(), call.span());
        }
        if (!rate && !bothGauges) {
            call.annotations().notAGauge(window.metricName(), call.span());
        }
        NativeHistogram change = now.histogram();
        if (!rate || !isReset(before, now)) {
            try {
                HistogramResult difference = change.minus(before.histogram());
                if (difference.boundsDiffered()) {
                    call.annotations().boundsReconciled("subtraction", call.span());
                }
                change = difference.histogram();
            } catch (IncompatibleBucketsException e) {
                call.annotations().mixedSchemas(window.metricName(), call.span());
                return null;
            }
        }
        return change.withHint(CounterResetHint.GAUGE).compact();
    }
}
