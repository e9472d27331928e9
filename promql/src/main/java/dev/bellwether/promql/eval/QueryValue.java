package dev.bellwether.promql.eval;

import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.Labels;
import java.util.List;
import java.util.Optional;

/** The result of a query. Times are milliseconds since the epoch. */
public sealed interface QueryValue {

    /** A number at a time. */
    record ScalarValue(long time, double value) implements QueryValue {}

    /** A text. */
    record StringValue(long time, String value) implements QueryValue {}

    /** One sample for each series, at the time of the query, in the order of evaluation; that is what {@code sort} decides. */
    record VectorValue(List<VectorSample> samples) implements QueryValue {

        public VectorValue {
            samples = List.copyOf(samples);
        }
    }

    /** Many samples for each series, in rising order of labels. */
    record MatrixValue(List<MatrixSeries> series) implements QueryValue {

        public MatrixValue {
            series = List.copyOf(series);
        }
    }

    /** A series and its sample. */
    record VectorSample(Labels labels, Point point) {}

    /** A series and its samples in rising order of time; at least one. */
    record MatrixSeries(Labels labels, List<Point> points) {

        public MatrixSeries {
            points = List.copyOf(points);
        }
    }

    /**
     * A sample.
     *
     * @param value not to be used where there is a histogram
     */
    record Point(long time, double value, Optional<NativeHistogram> histogram) {}
}
