package dev.bellwether.promql.eval;

import dev.bellwether.promql.histogram.HistogramSum;
import dev.bellwether.promql.histogram.IncompatibleBucketsException;
import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.syntax.AggregateExpr;
import dev.bellwether.promql.syntax.Aggregation;
import dev.bellwether.promql.syntax.Span;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects the samples of one group at one step. Mutable; one for each, dropped with its result. */
final class GroupAccumulator {

    private static final int FIRST_CAPACITY = 8;

    private final Evaluation evaluation;
    private final Aggregation aggregation;
    private final Span span;
    private double[] floats = new double[FIRST_CAPACITY];
    private int floatCount;
    private @Nullable HistogramSum histograms;
    private int count;
    private boolean incompatible;

    GroupAccumulator(Evaluation evaluation, AggregateExpr aggregate) {
        this.evaluation = evaluation;
        this.aggregation = aggregate.aggregation();
        this.span = aggregate.operand().span();
    }

    void add(double value, @Nullable NativeHistogram histogram, Labels labels) {
        count++;
        if (histogram == null) {
            if (floatCount == floats.length) {
                floats = Arrays.copyOf(floats, 2 * floatCount);
            }
            floats[floatCount++] = value;
        } else if (aggregation == Aggregation.SUM || aggregation == Aggregation.AVG) {
            add(histogram, labels);
        } else if (aggregation != Aggregation.COUNT && aggregation != Aggregation.GROUP) {
            evaluation.annotations().histogramIgnoredInAggregation(aggregation.symbol(), span);
        }
    }

    private void add(NativeHistogram histogram, Labels labels) {
        if (histograms == null) {
            histograms = new HistogramSum(histogram);
            return;
        }
        if (incompatible) {
            return;
        }
        try {
            if (aggregation == Aggregation.SUM) {
                histograms.add(histogram);
            } else {
                histograms.addToMean(histogram);
            }
        } catch (IncompatibleBucketsException e) {
            incompatible = true;
            evaluation.annotations().mixedSchemas(labels.metricName(), span);
        }
    }

    @Nullable
    Sample result(double parameter) {
        return switch (aggregation) {
            case COUNT -> Sample.of(count);
            case GROUP -> Sample.of(1);
            case SUM, AVG -> sumOrMean();
            case MIN, MAX, STDDEV, STDVAR, QUANTILE -> floatCount == 0 ? null : Sample.of(ofFloats(parameter));
            case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO, COUNT_VALUES ->
                throw new IllegalStateException(aggregation + " has no value for each group");
        };
    }

    private @Nullable Sample sumOrMean() {
        if (histograms == null) {
            return Sample.of(aggregation == Aggregation.SUM ? sum() : mean());
        }
        if (floatCount > 0) {
            evaluation.annotations().mixedInAggregation(span);
            return null;
        }
        if (incompatible) {
            return null;
        }
        if (histograms.resetsCollide()) {
            evaluation.annotations().resetsCollide("aggregation", span);
        }
        if (histograms.boundsDiffered()) {
            evaluation.annotations().boundsReconciled("aggregation", span);
        }
        NativeHistogram result = aggregation == Aggregation.SUM ? histograms.sum() : histograms.mean();
        return Sample.of(result.compact());
    }

    private double ofFloats(double parameter) {
        return switch (aggregation) {
            case MIN -> extreme((candidate, best) -> candidate < best);
            case MAX -> extreme((candidate, best) -> candidate > best);
            case STDVAR -> variance();
            case STDDEV -> Math.sqrt(variance());
            case QUANTILE -> Floats.quantile(parameter, Arrays.copyOf(floats, floatCount));
            case AVG, BOTTOMK, COUNT, COUNT_VALUES, GROUP, LIMITK, LIMIT_RATIO, SUM, TOPK ->
                throw new IllegalStateException(aggregation + " is not of floats alone");
        };
    }

    private double sum() {
        KahanSum sum = new KahanSum();
        for (int i = 0; i < floatCount; i++) {
            sum.add(floats[i]);
        }
        return sum.value();
    }

    private double mean() {
        FloatMean mean = new FloatMean(floats[0]);
        for (int i = 1; i < floatCount; i++) {
            mean.add(floats[i]);
        }
        return mean.value();
    }

    private interface Better {
        boolean than(double candidate, double best);
    }

    /** A NaN gives way to any number. */
    private double extreme(Better better) {
        double best = floats[0];
        for (int i = 1; i < floatCount; i++) {
            if (better.than(floats[i], best) || Double.isNaN(best)) {
                best = floats[i];
            }
        }
        return best;
    }

    /** After Welford. */
    private double variance() {
        double mean = floats[0];
        double squares = Double.isFinite(mean) ? 0 : Double.NaN;
        for (int i = 1; i < floatCount; i++) {
            double delta = floats[i] - mean;
            mean += delta / (i + 1);
            squares += delta * (floats[i] - mean);
        }
        return squares / floatCount;
    }
}
