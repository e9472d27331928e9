package dev.bellwether.promql.conformance;

import dev.bellwether.promql.conformance.Eval.Range;
import dev.bellwether.promql.eval.QueryValue;
import dev.bellwether.promql.eval.QueryValue.MatrixSeries;
import dev.bellwether.promql.eval.QueryValue.MatrixValue;
import dev.bellwether.promql.eval.QueryValue.Point;
import dev.bellwether.promql.eval.QueryValue.ScalarValue;
import dev.bellwether.promql.eval.QueryValue.StringValue;
import dev.bellwether.promql.eval.QueryValue.VectorSample;
import dev.bellwether.promql.eval.QueryValue.VectorValue;
import dev.bellwether.promql.histogram.Bucket;
import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.storage.SequenceValue;
import dev.bellwether.promql.storage.SequenceValue.FloatValue;
import dev.bellwether.promql.storage.SequenceValue.HistogramValue;
import dev.bellwether.promql.storage.SequenceValue.Omitted;
import dev.bellwether.promql.storage.SeriesDescription;
import dev.bellwether.promql.storage.StaleMarker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Compares a result with what a script expects; the answer is what differs. */
final class Comparison {

    private static final double TOLERANCE = 1e-6;

    private Comparison() {}

    static Optional<String> difference(Expectations expected, QueryValue value) {
        if (expected.string().isPresent()) {
            return value instanceof StringValue string
                            && string.value().equals(expected.string().get())
                    ? Optional.empty()
                    : Optional.of("expected string " + expected.string().get() + ", got " + value);
        }
        if (value instanceof ScalarValue scalar) {
            return expected.scalar().isPresent() && same(expected.scalar().getAsDouble(), scalar.value())
                    ? Optional.empty()
                    : Optional.of("expected scalar " + expected.scalar() + ", got " + scalar.value());
        }
        if (expected.scalar().isPresent()) {
            return Optional.of("expected scalar " + expected.scalar() + ", got " + value);
        }
        if (value instanceof VectorValue vector) {
            return expected.ordered() ? inOrder(expected, vector.samples()) : vector(expected, vector.samples());
        }
        return value instanceof MatrixValue matrix && expected.rangeVector().isPresent()
                ? matrix(expected, matrix.series(), expected.rangeVector().get())
                : Optional.of("expected " + expected.source() + ", got another type: " + value);
    }

    private static Optional<String> inOrder(Expectations expected, List<VectorSample> samples) {
        List<Labels> labels = samples.stream().map(VectorSample::labels).toList();
        List<Labels> wanted =
                expected.series().stream().map(SeriesDescription::labels).toList();
        return labels.equals(wanted)
                ? vector(expected, samples)
                : Optional.of("expected in order " + wanted + ", got " + labels);
    }

    static Optional<String> vector(Expectations expected, List<VectorSample> samples) {
        Map<Labels, Point> got = new TreeMap<>();
        for (VectorSample sample : samples) {
            if (got.put(sample.labels(), sample.point()) != null) {
                return Optional.of("expected each label set once, got twice: " + sample.labels());
            }
        }
        for (SeriesDescription series : expected.series()) {
            Point point = got.remove(series.labels());
            if (series.values().size() != 1) {
                return Optional.of(
                        "expected one value for " + series.labels() + ", got a script with " + series.values());
            }
            SequenceValue value = series.values().get(0);
            if (point == null || !same(value, point)) {
                return Optional.of("expected " + series.labels() + " " + text(value) + ", got "
                        + (point == null ? "nothing; there are " + samples : text(point)));
            }
        }
        return got.isEmpty() ? Optional.empty() : Optional.of("expected " + expected.source() + ", got also " + got);
    }

    static Optional<String> matrix(Expectations expected, List<MatrixSeries> series, Range range) {
        Map<Labels, List<Point>> got = new TreeMap<>();
        series.forEach(one -> got.put(one.labels(), one.points()));
        if (got.size() < series.size()
                || !List.copyOf(got.keySet())
                        .equals(series.stream().map(MatrixSeries::labels).toList())) {
            return Optional.of("expected label sets in order, each once, got "
                    + series.stream().map(MatrixSeries::labels).toList());
        }
        for (SeriesDescription wanted : expected.series()) {
            List<Point> points = got.remove(wanted.labels());
            if (points == null) {
                return Optional.of("expected " + wanted.labels() + ", got nothing; there are "
                        + series.stream().map(MatrixSeries::labels).toList());
            }
            Optional<String> difference = points(wanted, points, range);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return got.isEmpty()
                ? Optional.empty()
                : Optional.of("expected " + expected.source() + ", got also " + got.keySet());
    }

    private static Optional<String> points(SeriesDescription wanted, List<Point> points, Range range) {
        Map<Long, Point> byTime = new TreeMap<>();
        points.forEach(point -> byTime.put(point.time(), point));
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < wanted.values().size(); i++) {
            SequenceValue value = wanted.values().get(i);
            if (value instanceof Omitted) {
                continue;
            }
            Point point = byTime.remove(range.time(i));
            if (point == null || !same(value, point)) {
                differences.add("at step " + i + " expected " + text(value) + ", got "
                        + (point == null ? "nothing" : text(point)));
            }
        }
        byTime.forEach((time, point) -> differences.add("at " + time + " ms expected nothing, got " + text(point)));
        return differences.isEmpty() ? Optional.empty() : Optional.of(wanted.labels() + ": " + differences);
    }

    private static String text(Point point) {
        return point.histogram()
                .map(histogram -> histogram + " " + histogram.hint())
                .orElse(String.valueOf(point.value()));
    }

    private static String text(SequenceValue value) {
        return value instanceof FloatValue number ? String.valueOf(number.value()) : String.valueOf(value);
    }

    private static boolean same(SequenceValue expected, Point point) {
        if (expected instanceof FloatValue number) {
            return point.histogram().isEmpty() && same(number.value(), point.value());
        }
        return expected instanceof HistogramValue histogram
                && point.histogram().isPresent()
                && same(histogram, point.histogram().get());
    }

    private static boolean same(HistogramValue expected, NativeHistogram got) {
        NativeHistogram a = expected.histogram().compact();
        NativeHistogram b = got.compact();
        return (!expected.hintGiven() || a.hint() == b.hint())
                && a.schema() == b.schema()
                && Arrays.equals(a.customBounds(), b.customBounds())
                && same(a.count(), b.count())
                && same(a.sum(), b.sum())
                && same(a.zeroThreshold(), b.zeroThreshold())
                && same(a.zeroCount(), b.zeroCount())
                && same(a.buckets(), b.buckets());
    }

    private static boolean same(List<Bucket> a, List<Bucket> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (a.get(i).lower() != b.get(i).lower()
                    || a.get(i).upper() != b.get(i).upper()
                    || !same(a.get(i).count(), b.get(i).count())) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(double a, double b) {
        if (StaleMarker.is(a) || StaleMarker.is(b)) {
            return StaleMarker.is(a) && StaleMarker.is(b);
        }
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Double.isNaN(a) && Double.isNaN(b);
        }
        if (a == b) {
            return true;
        }
        double sum = Math.abs(a) + Math.abs(b);
        double difference = Math.abs(a - b);
        if (a == 0 || b == 0 || sum < Double.MIN_NORMAL) {
            return difference < TOLERANCE * Double.MIN_NORMAL;
        }
        return difference / Math.min(sum, Double.MAX_VALUE) < TOLERANCE;
    }
}
