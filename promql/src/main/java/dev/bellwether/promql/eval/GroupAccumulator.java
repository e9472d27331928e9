package dev.bellwether.promql.eval;

import dev.bellwether.promql.histogram.HistogramSum;
import dev.bellwether.promql.histogram.IncompatibleBucketsException;
import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.syntax.AggregateExpr;
import dev.bellwether.promql.syntax.Aggregation;
import dev.bellwether.promql.syntax.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the samples of one group at one step. Mutable; one for each, dropped with its result. */
final class GroupAccumulator {

    private final Evaluation evaluation;
    private final Aggregation aggregation;
    private final Span span;
    private final List<Double> floats = new ArrayList<>();
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
            floats.add(value);
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
            case MIN, MAX, STDDEV, STDVAR, QUANTILE -> floats.isEmpty() ? null : Sample.of(ofFloats(parameter));
            case TOPK, BOTTOMK, LIMITK, LIMIT_RATIO, COUNT_VALUES ->
                throw new IllegalStateException(aggregation + " has no value for each group");
        };
    }

    private @Nullable Sample sumOrMean() {
        if (histograms == null) {
            return Sample.of(aggregation == Aggregation.SUM ? sum() : mean());
        }
        if (!floats.isEmpty()) {
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
            case QUANTILE ->
                Floats.quantile(
                        parameter,
                        floats.stream().mapToDouble(Double::doubleValue).toArray());
            case AVG, BOTTOMK, COUNT, COUNT_VALUES, GROUP, LIMITK, LIMIT_RATIO, SUM, TOPK ->
                throw new IllegalStateException(aggregation + " is not of floats alone");
        };
    }

    private double sum() {
        KahanSum sum = new KahanSum();
        floats.forEach(sum::add);
        return sum.value();
    }

    private double mean() {
        FloatMean mean = new FloatMean(floats.get(0));
        floats.subList(1, floats.size()).forEach(mean::add);
        return mean.value();
    }

    private interface Better {
        boolean than(double candidate, double best);
    }

    /** A NaN gives way to any number. */
    private double extreme(Better better) {
        double best = floats.get(0);
        for (double candidate : floats) {
            if (better.than(candidate, best) || Double.isNaN(best)) {
                best = candidate;
            }
        }
        return best;
    }

    /** After Welford. */
    private double variance() {
        double mean = floats.get(0);
        double squares = Double.isFinite(mean) ? 0 : Double.NaN;
        for (int i = 1; i < floats.size(); i++) {
            double delta = floats.get(i) - mean;
            mean += delta / (i + 1);
            squares += delta * (floats.get(i) - mean);
        }
        return squares / floats.size();
    }
}
