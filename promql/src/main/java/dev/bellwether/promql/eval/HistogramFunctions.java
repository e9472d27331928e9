package dev.bellwether.promql.eval;

import dev.bellwether.promql.eval.FunctionTable.VectorFunction;
import dev.bellwether.promql.histogram.Bucket;
import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.syntax.Span;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;

/** Functions of histograms, native and classic. */
final class HistogramFunctions {

    private HistogramFunctions() {}

    static void addTo(Map<String, VectorFunction> table) {
        add(table, "histogram_avg", histogram -> histogram.sum() / histogram.count());
        add(table, "histogram_count", NativeHistogram::count);
        add(table, "histogram_stddev", histogram -> Math.sqrt(variance(histogram)));
        add(table, "histogram_stdvar", HistogramFunctions::variance);
        add(table, "histogram_sum", NativeHistogram::sum);
        table.put("histogram_fraction", HistogramFunctions::fraction);
        table.put("histogram_quantile", HistogramFunctions::quantile);
        table.put("histogram_quantiles", HistogramFunctions::quantiles);
    }

    private static void add(
            Map<String, VectorFunction> table, String name, ToDoubleFunction<NativeHistogram> function) {
        table.put(name, call -> {
            List<Column> results = new ArrayList<>();
            for (Column column : call.vector(0)) {
                Column result = call.unnamed(column);
                for (int step = 0; step < column.steps(); step++) {
                    NativeHistogram histogram = column.histogram(step);
                    if (histogram != null) {
                        result.set(step, function.applyAsDouble(histogram));
                    }
                }
                results.add(result);
            }
            return results;
        });
    }

    /** Of the middles of the buckets: arithmetic ones of custom buckets, geometric ones of exponential buckets. */
    private static double variance(NativeHistogram histogram) {
        double mean = histogram.sum() / histogram.count();
        KahanSum squares = new KahanSum();
        for (Bucket bucket : histogram.buckets()) {
            if (bucket.count() != 0) {
                double delta = middle(bucket, histogram.hasCustomBuckets()) - mean;
                squares.add(bucket.count() * delta * delta);
            }
        }
        return squares.value() / histogram.count();
    }

    private static double middle(Bucket bucket, boolean custom) {
        if (custom) {
            return (bucket.upper() + bucket.lower()) / 2;
        }
        if (bucket.lower() <= 0 && bucket.upper() >= 0) {
            return 0;
        }
        double middle = Math.sqrt(bucket.upper() * bucket.lower());
        return bucket.upper() < 0 ? -middle : middle;
    }

    /** What is asked of each histogram, and where in the query. */
    private interface Question {
        double ofNative(NativeHistogram histogram, String metric, int step);

        double ofClassic(ClassicBuckets buckets, String metric, int step);
    }

    private static List<Column> ask(
            FunctionCall call, int vectorPosition, UnaryOperator<Labels> label, Question question) {
        Map<Labels, Column> results = new LinkedHashMap<>();
        List<Column> vector = call.vector(vectorPosition);
        for (int step = 0; step < call.steps().count(); step++) {
            int now = step;
            HistogramInput input = HistogramInput.of(vector, step, call.evaluation(), call.span(vectorPosition));
            input.natives()
                    .forEach((labels, histogram) -> results.computeIfAbsent(labels, key -> column(key, call, label))
                            .set(now, question.ofNative(histogram, labels.metricName(), now)));
            input.classics()
                    .forEach((labels, buckets) -> results.computeIfAbsent(labels, key -> column(key, call, label))
                            .set(now, question.ofClassic(buckets, labels.metricName(), now)));
        }
        return new ArrayList<>(results.values());
    }

    private static Column column(Labels labels, FunctionCall call, UnaryOperator<Labels> label) {
        Column unnamed = call.unnamed(labels);
        return unnamed.withLabels(label.apply(unnamed.labels()), unnamed.dropName());
    }

    private static List<Column> fraction(FunctionCall call) {
        double[] lower = call.scalar(0);
        double[] upper = call.scalar(1);
        return ask(call, 2, UnaryOperator.identity(), new Question() {
            @Override
            public double ofNative(NativeHistogram histogram, String metric, int step) {
                if (Double.isNaN(histogram.sum())) {
                    call.annotations().fractionWithoutNaNs(metric, call.span(2));
                }
                return histogram.fraction(lower[step], upper[step]);
            }

            @Override
            public double ofClassic(ClassicBuckets buckets, String metric, int step) {
                return buckets.fraction(lower[step], upper[step]);
            }
        });
    }

    private static List<Column> quantile(FunctionCall call) {
        return quantile(call, 1, 0, UnaryOperator.identity());
    }

    private static List<Column> quantiles(FunctionCall call) {
        String label = call.text(1);
        List<Column> results = new ArrayList<>();
        for (int i = 2; i < call.arguments(); i++) {
            double[] shares = call.scalar(i);
            String value = OpenMetricsFloat.format(shares[0]);
            results.addAll(quantile(call, 0, i, labels -> labels.with(label, value)));
        }
        return results;
    }

    private static List<Column> quantile(
            FunctionCall call, int vectorPosition, int sharePosition, UnaryOperator<Labels> label) {
        double[] shares = call.scalar(sharePosition);
        for (double share : shares) {
            if (Double.isNaN(share) || share < 0 || share > 1) {
                call.annotations().invalidQuantile(share, call.span(sharePosition));
            }
        }
        Span span = call.span(vectorPosition);
        return ask(call, vectorPosition, label, new Question() {
            @Override
            public double ofNative(NativeHistogram histogram, String metric, int step) {
                double quantile = histogram.quantile(shares[step]);
                if (Double.isNaN(histogram.sum()) && histogram.count() != 0 && shares[step] >= 0 && shares[step] <= 1) {
                    if (Double.isNaN(quantile)) {
                        call.annotations().quantileOfNaNs(metric, span);
                    } else {
                        call.annotations().quantileSkewedByNaNs(metric, span);
                    }
                }
                return quantile;
            }

            @Override
            public double ofClassic(ClassicBuckets buckets, String metric, int step) {
                double quantile = buckets.quantile(shares[step]);
                if (buckets.wasForcedMonotonic()) {
                    String name = call.evaluation().delaysNameRemoval() ? metric : "";
                    call.annotations().forcedMonotonicity(name, span);
                }
                return quantile;
            }
        });
    }
}
