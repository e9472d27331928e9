package dev.bellwether.promql.unittest;

import dev.bellwether.promql.eval.QueryValue.Point;
import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.LabelMatcher;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.rules.RuleSample;
import dev.bellwether.promql.rules.SampleSink;
import dev.bellwether.promql.storage.InMemorySeries;
import dev.bellwether.promql.storage.Queryable;
import dev.bellwether.promql.storage.SeriesSamples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Series that grow while rules are evaluated. Owned by one run of one test. */
final class TestStorage implements Queryable, SampleSink {

    private final Map<Labels, Series> series = new TreeMap<>();

    @Override
    public Optional<String> write(RuleSample sample) {
        return series.computeIfAbsent(sample.labels(), Series::new).add(sample.point());
    }

    @Override
    public List<SeriesSamples> select(List<LabelMatcher> matchers, long from, long to) {
        List<SeriesSamples> chosen = series.entrySet().stream()
                .filter(entry -> matchers.stream().allMatch(matcher -> matcher.matches(entry.getKey())))
                .map(entry -> entry.getValue().between(from, to))
                .toList();
        // derives what histograms say of counter resets, as a server's storage does
        return InMemorySeries.of(chosen).select(matchers, from, to);
    }

    /** One series: its points in rising order of time. */
    private static final class Series {

        private final Labels labels;
        private final List<Point> points = new ArrayList<>();

        Series(Labels labels) {
            this.labels = labels;
        }

        Optional<String> add(Point point) {
            if (!points.isEmpty()) {
                Point last = points.get(points.size() - 1);
                if (point.time() < last.time()) {
                    return Optional.of("out of order sample");
                } else if (point.time() == last.time()) {
                    return isSame(last, point) ? Optional.empty() : Optional.of("duplicate sample for timestamp");
                }
            }
            points.add(point);
            return Optional.empty();
        }

        private static boolean isSame(Point left, Point right) {
            return left.histogram().equals(right.histogram())
                    && (left.histogram().isPresent()
                            || Double.doubleToRawLongBits(left.value()) == Double.doubleToRawLongBits(right.value()));
        }

        /** With the histogram before the stretch, since what the first one says about resets depends on it. */
        SeriesSamples between(long from, long to) {
            int first = firstFrom(from);
            boolean follows = first > 0
                    && first < points.size()
                    && points.get(first).histogram().isPresent();
            SeriesSamples.Builder builder = SeriesSamples.builder(labels);
            for (int i = follows ? first - 1 : first;
                    i < points.size() && points.get(i).time() <= to;
                    i++) {
                Point point = points.get(i);
                NativeHistogram histogram = point.histogram().orElse(null);
                builder.add(point.time(), point.value(), histogram, 0);
            }
            return builder.build();
        }

        private int firstFrom(long time) {
            int low = 0;
            int high = points.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (points.get(middle).time() < time) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }
}
