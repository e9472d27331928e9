package dev.bellwether.promql.rules;

import static java.util.Objects.requireNonNull;

import dev.bellwether.promql.eval.EvaluationException;
import dev.bellwether.promql.eval.QueryValue.VectorSample;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.storage.StaleMarker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Evaluates the rules of a group one after the other, as Prometheus does; what a rule writes, the next one sees. A series that a rule wrote
 * in the evaluation before and does not write now gets a stale marker. A rule that fails leaves its alerts and series as they are.
 *
 * <p>Immutable: the state goes in and comes out. There is no clock here.
 */
public final class GroupEvaluator {

    private final RuleGroup group;
    private final RuleEnvironment environment;

    /** The evaluator of a group. */
    public GroupEvaluator(RuleGroup group, RuleEnvironment environment) {
        this.group = requireNonNull(group, "group");
        this.environment = requireNonNull(environment, "environment");
    }

    /**
     * One evaluation of all rules.
     *
     * @param before what the last evaluation gave, or {@link GroupState#initial}
     * @param time of the evaluation; queries look as far before it as the group's offset says, and samples are written there
     * @param sink takes what the rules write
     */
    public GroupState evaluate(GroupState before, Instant time, RuleQuery query, SampleSink sink) {
        List<RuleState> after = new ArrayList<>();
        for (int i = 0; i < group.rules().size(); i++) {
            after.add(evaluate(group.rules().get(i), before.rules().get(i), new Evaluation(time, query, sink)));
        }
        return new GroupState(after);
    }

    private record Evaluation(Instant time, RuleQuery query, SampleSink sink) {}

    private record Outcome(Map<Labels, Alert> alerts, List<RuleSample> samples) {}

    private RuleState evaluate(Rule rule, RuleState before, Evaluation evaluation) {
        Duration offset = group.queryOffset().orElse(environment.queryOffset());
        Instant queryTime = evaluation.time().minus(offset);
        try {
            List<VectorSample> result = evaluation.query().samplesAt(rule.expression(), queryTime);
            Outcome outcome;
            if (rule instanceof AlertingRule alerting) {
                AlertLifecycle lifecycle = new AlertLifecycle(alerting, evaluation.time());
                AlertExpansion expansion = new AlertExpansion(environment, evaluation.query(), evaluation.time());
                Map<Labels, Alert> alerts = lifecycle.next(before.alerts(), result, expansion);
                outcome = new Outcome(alerts, lifecycle.samples(alerts, queryTime.toEpochMilli()));
            } else {
                outcome = new Outcome(Map.of(), recorded((RecordingRule) rule, result));
            }
            Optional<String> exceeded = exceeded(outcome, rule);
            return exceeded.isPresent()
                    ? before.withAlerts(Map.of()).failed(exceeded.get())
                    : written(before, outcome, queryTime, evaluation.sink());
        } catch (EvaluationException | RuleFailureException failure) {
            return before.failed(String.valueOf(failure.getMessage()));
        }
    }

    private List<RuleSample> recorded(RecordingRule rule, List<VectorSample> result) throws RuleFailureException {
        List<RuleSample> samples = new ArrayList<>();
        Set<Labels> seen = new HashSet<>();
        for (VectorSample sample : result) {
            Map<String, String> labels = new HashMap<>(sample.labels().toMap());
            labels.put(Labels.METRIC_NAME, rule.name());
            labels.putAll(rule.labelTexts());
            RuleSample recorded = new RuleSample(Labels.of(labels), sample.point());
            if (!seen.add(recorded.labels())) {
                throw new RuleFailureException(
                        "vector contains metrics with the same labelset after applying rule labels");
            }
            samples.add(recorded);
        }
        return samples;
    }

    private Optional<String> exceeded(Outcome outcome, Rule rule) {
        boolean alerting = rule instanceof AlertingRule;
        long count = alerting ? outcome.samples().size() / 2 : outcome.samples().size();
        return group.limit() > 0 && count > group.limit()
                ? Optional.of(
                        "exceeded limit of " + group.limit() + " with " + count + (alerting ? " alerts" : " series"))
                : Optional.empty();
    }

    private static RuleState written(RuleState before, Outcome outcome, Instant sampleTime, SampleSink sink) {
        Set<Labels> written = new HashSet<>();
        Optional<String> refused = Optional.empty();
        for (RuleSample sample : outcome.samples()) {
            Optional<String> refusal = sink.write(sample);
            if (refusal.isEmpty()) {
                written.add(sample.labels());
            } else {
                refused = refusal;
            }
        }
        for (Labels series : before.written()) {
            if (!written.contains(series)) {
                // where another rule has written it at this time, the marker is refused, and that is right
                sink.write(RuleSample.of(series, sampleTime.toEpochMilli(), StaleMarker.VALUE));
            }
        }
        return new RuleState(outcome.alerts(), written, refused);
    }
}
