package dev.bellwether.promql.unittest;

import dev.bellwether.promql.eval.QueryValue.Point;
import dev.bellwether.promql.eval.QueryValue.VectorSample;
import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.text.GoFloats;
import dev.bellwether.promql.unittest.TestFile.ExpectedSample;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Samples that are expected beside those that an expression gave. Floats have to be equal, or neighbours if the comparison is fuzzy; NaN
 * equals nothing. Histograms have to be equal with what they say about counter resets.
 */
final class SampleComparison {

    private final boolean fuzzy;

    SampleComparison(boolean fuzzy) {
        this.fuzzy = fuzzy;
    }

    Optional<String> difference(List<ExpectedSample> expected, List<VectorSample> actual) {
        List<ExpectedSample> left = expected.stream()
                .sorted(Comparator.comparing(ExpectedSample::labels))
                .toList();
        List<VectorSample> right = actual.stream()
                .sorted(Comparator.comparing(VectorSample::labels))
                .toList();
        boolean same = left.size() == right.size();
        for (int i = 0; same && i < left.size(); i++) {
            same = left.get(i).labels().equals(right.get(i).labels())
                    && same(left.get(i), right.get(i).point());
        }
        return same
                ? Optional.empty()
                : Optional.of("        exp: "
                        + said(left.stream()
                                .map(sample -> sample.labels() + " " + said(sample.value(), sample.histogram()))
                                .toList())
                        + "\n        got: "
                        + said(right.stream()
                                .map(sample -> sample.labels() + " "
                                        + said(
                                                sample.point().value(),
                                                sample.point().histogram()))
                                .toList()));
    }

    private boolean same(ExpectedSample expected, Point actual) {
        if (expected.histogram().isPresent() || actual.histogram().isPresent()) {
            return expected.histogram().isPresent()
                    && actual.histogram().isPresent()
                    && same(expected.histogram().get(), actual.histogram().get());
        }
        double left = expected.value();
        double right = actual.value();
        return left == right || (fuzzy && (Math.nextDown(left) == right || Math.nextUp(left) == right));
    }

    private static boolean same(NativeHistogram left, NativeHistogram right) {
        return left.hint() == right.hint() && left.compact().equals(right.compact());
    }

    private static String said(List<String> samples) {
        return samples.isEmpty() ? "nothing" : samples.stream().collect(Collectors.joining(", "));
    }

    private static String said(double value, Optional<NativeHistogram> histogram) {
        return histogram
                .map(found -> found + " (" + found.hint() + ")")
                .orElse(GoFloats.format(value, 'E', GoFloats.SHORTEST));
    }
}
