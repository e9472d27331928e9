package dev.bellwether.promql.unittest;

import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.storage.SeriesDescription;
import dev.bellwether.promql.syntax.Expr;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tests of rule files.
 *
 * @param ruleFiles relative to the folder of this file
 * @param evaluationInterval between two evaluations of all groups, whatever interval they give themselves
 * @param groupOrder names of groups that are evaluated in this order; a group that is not named counts as the first of them
 * @param fuzzyCompare whether values that are neighbours among the floats count as equal
 */
public record TestFile(
        List<FilePattern> ruleFiles,
        Duration evaluationInterval,
        List<String> groupOrder,
        boolean fuzzyCompare,
        List<TestGroup> tests) {

    /** Copies. */
    public TestFile {
        ruleFiles = List.copyOf(ruleFiles);
        groupOrder = List.copyOf(groupOrder);
        tests = List.copyOf(tests);
    }

    /**
     * Series, and what is expected of them.
     *
     * @param name for messages, or empty
     * @param external what templates see of the server
     */
    public record TestGroup(String name, Input input, Expectations expected, External external) {

        /** The last time that is asked for, counted from the start. */
        Duration lastTime() {
            Duration last = Duration.ZERO;
            for (AlertTest test : expected.alerts()) {
                last = last.compareTo(test.time()) >= 0 ? last : test.time();
            }
            for (ExpressionTest test : expected.expressions()) {
                last = last.compareTo(test.time()) >= 0 ? last : test.time();
            }
            return last;
        }
    }

    /**
     * The series that are there.
     *
     * @param start of the input and of the evaluations
     * @param interval between two values
     */
    public record Input(Instant start, Duration interval, List<SeriesDescription> series) {

        /** Copies. */
        public Input {
            series = List.copyOf(series);
        }
    }

    /** The labels and the address of the server whose rules are tested. */
    public record External(Map<String, String> labels, String url) {

        /** Copies. */
        public External {
            labels = Map.copyOf(labels);
        }
    }

    /** What a test expects. */
    public record Expectations(List<AlertTest> alerts, List<ExpressionTest> expressions) {

        /** Copies. */
        public Expectations {
            alerts = List.copyOf(alerts);
            expressions = List.copyOf(expressions);
        }
    }

    /**
     * The alerts of one name that fire at a time.
     *
     * @param time counted from the start
     */
    public record AlertTest(Duration time, String alert, List<ExpectedAlert> expected) {

        /** Copies. */
        public AlertTest {
            expected = List.copyOf(expected);
        }
    }

    /** An alert, its labels with {@code alertname}. */
    public record ExpectedAlert(Map<String, String> labels, Map<String, String> annotations) {

        /** Copies. */
        public ExpectedAlert {
            labels = Map.copyOf(labels);
            annotations = Map.copyOf(annotations);
        }
    }

    /**
     * The result of an expression at a time.
     *
     * @param time counted from the start
     */
    public record ExpressionTest(Expr expression, Duration time, List<ExpectedSample> expected) {

        /** Copies. */
        public ExpressionTest {
            expected = List.copyOf(expected);
        }
    }

    /** A sample; its value does not count where there is a histogram. */
    public record ExpectedSample(Labels labels, double value, Optional<NativeHistogram> histogram) {}
}
