package dev.bellwether.promql.unittest;

import dev.bellwether.promql.eval.Engine;
import dev.bellwether.promql.eval.EngineOptions;
import dev.bellwether.promql.eval.EvaluationException;
import dev.bellwether.promql.eval.QueryValue.Point;
import dev.bellwether.promql.eval.QueryValue.VectorSample;
import dev.bellwether.promql.rules.Alert;
import dev.bellwether.promql.rules.AlertingRule;
import dev.bellwether.promql.rules.GroupEvaluator;
import dev.bellwether.promql.rules.GroupState;
import dev.bellwether.promql.rules.Rule;
import dev.bellwether.promql.rules.RuleEnvironment;
import dev.bellwether.promql.rules.RuleGroup;
import dev.bellwether.promql.rules.RuleQuery;
import dev.bellwether.promql.rules.RuleSample;
import dev.bellwether.promql.storage.SequenceValue;
import dev.bellwether.promql.storage.SeriesDescription;
import dev.bellwether.promql.syntax.ParserOptions;
import dev.bellwether.promql.text.Durations;
import dev.bellwether.promql.unittest.TestFile.AlertTest;
import dev.bellwether.promql.unittest.TestFile.ExpectedAlert;
import dev.bellwether.promql.unittest.TestFile.ExpressionTest;
import dev.bellwether.promql.unittest.TestFile.TestGroup;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One run of one test: its series, its rules, and what became of them. Owned by one call of {@link #failures}. */
final class TestGroupRun {

    private final TestGroup test;
    private final Duration step;
    private final List<RuleGroup> groups;
    private final RuleEnvironment environment;
    private final SampleComparison comparison;
    private final TestStorage storage = new TestStorage();
    private final RuleQuery query;
    private final List<GroupState> states = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final List<AlertTest> alertsLeft;
    private final int[] loaded;

    TestGroupRun(
            TestFile file,
            TestGroup test,
            List<RuleGroup> groups,
            ParserOptions parserOptions,
            EngineOptions engineOptions) {
        this.test = test;
        this.step = file.evaluationInterval();
        this.groups = groups;
        this.comparison = new SampleComparison(file.fuzzyCompare());
        this.environment =
                new RuleEnvironment(test.external().labels(), test.external().url(), Duration.ZERO, parserOptions);
        Engine engine = new Engine(engineOptions.withSubqueryStep(step));
        this.query = RuleQuery.of(engine, storage);
        groups.forEach(group -> states.add(GroupState.initial(group)));
        this.alertsLeft = new ArrayList<>(test.expected().alerts().stream()
                .sorted(Comparator.comparing(AlertTest::time))
                .toList());
        this.loaded = new int[test.input().series().size()];
    }

    List<String> failures() {
        Instant start = test.input().start();
        Instant end = start.plus(test.lastTime());
        for (Instant time = start; !time.isAfter(end); time = time.plus(step)) {
            load(time);
            if (!evaluate(time)) {
                return failures;
            }
            compareAlerts(Duration.between(start, time).plus(step));
        }
        test.expected().expressions().forEach(this::compare);
        return failures;
    }

    /** Samples of the future are not there yet: a rule with a negative offset must not see them. */
    private void load(Instant until) {
        for (int i = 0; i < loaded.length; i++) {
            SeriesDescription series = test.input().series().get(i);
            while (loaded[i] < series.values().size() && !timeOf(loaded[i]).isAfter(until)) {
                long time = timeOf(loaded[i]).toEpochMilli();
                point(series.values().get(loaded[i]++), time)
                        .flatMap(point -> storage.write(new RuleSample(series.labels(), point)))
                        .ifPresent(refusal -> failures.add("    series: " + series.labels() + ", err: " + refusal));
            }
        }
    }

    private Instant timeOf(int sample) {
        return test.input().start().plus(test.input().interval().multipliedBy(sample));
    }

    private static Optional<Point> point(SequenceValue value, long time) {
        if (value instanceof SequenceValue.FloatValue number) {
            return Optional.of(new Point(time, number.value(), Optional.empty()));
        } else if (value instanceof SequenceValue.HistogramValue histogram) {
            return Optional.of(new Point(time, 0, Optional.of(histogram.histogram())));
        }
        return Optional.empty();
    }

    /** False if a rule failed, which ends the test. */
    private boolean evaluate(Instant time) {
        boolean good = true;
        for (int i = 0; i < groups.size(); i++) {
            RuleGroup group = groups.get(i);
            GroupState state = new GroupEvaluator(group, environment).evaluate(states.get(i), time, query, storage);
            states.set(i, state);
            for (int rule = 0; rule < group.rules().size(); rule++) {
                String name = group.rules().get(rule).name();
                Optional<String> failure = state.rules().get(rule).failure();
                failure.ifPresent(reason -> failures.add("    rule: " + name + ", time: "
                        + Durations.print(Duration.between(test.input().start(), time))
                        + ", err: " + reason));
                good &= failure.isEmpty();
            }
        }
        return good;
    }

    private void compareAlerts(Duration before) {
        while (!alertsLeft.isEmpty() && alertsLeft.get(0).time().compareTo(before) < 0) {
            AlertTest expected = alertsLeft.remove(0);
            List<ExpectedAlert> actual = AlertComparison.sorted(firing(expected.alert()));
            AlertComparison.difference(expected, actual).ifPresent(difference -> failures.add(named() + difference));
        }
    }

    private List<ExpectedAlert> firing(String name) {
        List<ExpectedAlert> firing = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            for (int rule = 0; rule < groups.get(i).rules().size(); rule++) {
                Rule candidate = groups.get(i).rules().get(rule);
                if (candidate instanceof AlertingRule && candidate.name().equals(name)) {
                    states.get(i).rules().get(rule).alerts().values().stream()
                            .filter(alert -> alert.state() == Alert.State.FIRING)
                            .map(alert -> new ExpectedAlert(alert.labels().toMap(), alert.annotations()))
                            .forEach(firing::add);
                }
            }
        }
        return firing;
    }

    private void compare(ExpressionTest expected) {
        String where = "    expr: \"" + expected.expression() + "\", time: " + Durations.print(expected.time());
        try {
            List<VectorSample> actual =
                    query.samplesAt(expected.expression(), test.input().start().plus(expected.time()));
            comparison
                    .difference(expected.expected(), actual)
                    .ifPresent(difference -> failures.add(named() + where + ",\n" + difference));
        } catch (EvaluationException failure) {
            failures.add(named() + where + ", err: " + failure.getMessage());
        }
    }

    private String named() {
        return test.name().isEmpty() ? "" : "    name: " + test.name() + ",\n";
    }
}
