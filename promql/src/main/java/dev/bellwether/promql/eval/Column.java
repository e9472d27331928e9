package dev.bellwether.promql.eval;

import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.Labels;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A series of an instant vector at all steps of a query: at each step a float, a histogram, or nothing. Filled in by the one operation that
 * makes it, and not changed after that.
 */
final class Column {

    private final Labels labels;
    private final boolean dropName;
    private final double[] values;
    private final BitSet present = new BitSet();
    private @Nullable NativeHistogram @Nullable [] histograms;

    /** Nothing at all steps. Made by {@link Evaluation#column} alone, which sees to the limit of samples. */
    Column(Labels labels, boolean dropName, int steps) {
        this.labels = labels;
        this.dropName = dropName;
        this.values = new double[steps];
    }

    private Column(Labels labels, boolean dropName, Column samples) {
        this.labels = labels;
        this.dropName = dropName;
        this.values = samples.values;
        this.present.or(samples.present);
        this.histograms = samples.histograms;
    }

    Labels labels() {
        return labels;
    }

    boolean dropName() {
        return dropName;
    }

    /** The same samples of another series. */
    Column withLabels(Labels other, boolean dropsName) {
        return new Column(other, dropsName, this);
    }

    int steps() {
        return values.length;
    }

    boolean has(int step) {
        return present.get(step);
    }

    boolean isEmpty() {
        return present.isEmpty();
    }

    int samples() {
        return present.cardinality();
    }

    /** How many of the samples are histograms. */
    int histograms() {
        int count = 0;
        for (int i = 0; histograms != null && i < histograms.length; i++) {
            count += histograms[i] == null ? 0 : 1;
        }
        return count;
    }

    double value(int step) {
        return values[step];
    }

    @Nullable
    NativeHistogram histogram(int step) {
        return histograms == null ? null : histograms[step];
    }

    boolean isFloat(int step) {
        return present.get(step) && histogram(step) == null;
    }

    void set(int step, double value) {
        values[step] = value;
        present.set(step);
    }

    void set(int step, double value, @Nullable NativeHistogram histogram) {
        set(step, value);
        if (histogram != null) {
            if (histograms == null) {
                histograms = new NativeHistogram[values.length];
            }
            histograms[step] = histogram;
        }
    }

    void set(int step, Sample sample) {
        set(step, sample.value(), sample.histogram());
    }

    /** Takes over a sample of another column at the same step. */
    void copy(int step, Column other) {
        set(step, other.values[step], other.histogram(step));
    }

    boolean sharesAStepWith(Column other) {
        return present.intersects(other.present);
    }

    /** Those that have a sample at some step. */
    static List<Column> nonEmpty(List<Column> columns) {
        return columns.stream().filter(column -> !column.isEmpty()).toList();
    }
}
