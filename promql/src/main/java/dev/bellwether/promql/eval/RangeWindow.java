package dev.bellwether.promql.eval;

import dev.bellwether.promql.eval.QueryValue.Point;
import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The samples of one series in one range. Positions count from 0, floats and histograms apart.
 *
 * @param rangeStart where the range begins, which is not in it
 * @param rangeEnd where it ends, which is in it
 */
record RangeWindow(
        RangeSamples samples,
        long rangeStart,
        long rangeEnd,
        int floatsFrom,
        int floatsTo,
        int histogramsFrom,
        int histogramsTo) {

    Labels labels() {
        return samples.labels();
    }

    String metricName() {
        return samples.labels().metricName();
    }

    int floats() {
        return floatsTo - floatsFrom;
    }

    int histograms() {
        return histogramsTo - histogramsFrom;
    }

    int size() {
        return floats() + histograms();
    }

    boolean isEmpty() {
        return size() == 0;
    }

    boolean isMixed() {
        return floats() > 0 && histograms() > 0;
    }

    long floatTime(int position) {
        return samples.floatTime(floatsFrom + position);
    }

    double floatValue(int position) {
        return samples.floatValue(floatsFrom + position);
    }

    long floatStart(int position) {
        return samples.floatStart(floatsFrom + position);
    }

    long histogramTime(int position) {
        return samples.histogramTime(histogramsFrom + position);
    }

    NativeHistogram histogram(int position) {
        return samples.histogram(histogramsFrom + position);
    }

    long histogramStart(int position) {
        return samples.histogramStart(histogramsFrom + position);
    }

    double[] floatValues() {
        double[] values = new double[floats()];
        for (int i = 0; i < values.length; i++) {
            values[i] = floatValue(i);
        }
        return values;
    }

    /** All samples in rising order of time. */
    List<Point> points() {
        List<Point> points = new ArrayList<>(size());
        for (int i = 0; i < floats(); i++) {
            points.add(new Point(floatTime(i), floatValue(i), Optional.empty()));
        }
        for (int i = 0; i < histograms(); i++) {
            points.add(new Point(histogramTime(i), 0, Optional.of(histogram(i))));
        }
        points.sort(Comparator.comparingLong(Point::time));
        return points;
    }
}
