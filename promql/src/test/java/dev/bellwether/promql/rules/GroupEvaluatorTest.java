package dev.bellwether.promql.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.promql.eval.EvaluationException;
import dev.bellwether.promql.eval.QueryValue.Point;
import dev.bellwether.promql.eval.QueryValue.VectorSample;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.storage.StaleMarker;
import dev.bellwether.promql.syntax.ParserOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GroupEvaluatorTest {

    private static final Labels A = Labels.of("instance", "a");
    private static final Labels B = Labels.of("instance", "b");

    private final List<RuleSample> written = new ArrayList<>();
    private List<Labels> wrong = List.of();
    private boolean broken;
    private Instant asked = Instant.EPOCH;

    private GroupState after(RuleGroup group, GroupState before, int minute) {
        written.clear();
        RuleQuery query = (expression, time) -> {
            asked = time;
            if (broken) {
                throw new EvaluationException("out of order");
            }
            return wrong.stream()
                    .map(labels -> new VectorSample(labels, new Point(time.toEpochMilli(), 1, Optional.empty())))
                    .toList();
        };
        return new GroupEvaluator(group, RuleEnvironment.DEFAULT).evaluate(before, time(minute), query, sample -> {
            written.add(sample);
            return Optional.empty();
        });
    }

    private static Instant time(int minute) {
        return Instant.EPOCH.plus(Duration.ofMinutes(minute));
    }

    private static RuleGroup group(String fields, String rule) throws Exception {
        return new RuleFileReader(ParserOptions.DEFAULT)
                .parse("test", "groups: [{name: g, " + fields + "rules: [{" + rule + "}]}]")
                .groups()
                .get(0);
    }

    private static List<Alert> alerts(GroupState state) {
        return List.copyOf(state.rules().get(0).alerts().values());
    }

    private static Alert.State stateOf(GroupState state) {
        return alerts(state).get(0).state();
    }

    @Test
    void alert_isPendingThenFiringThenResolved_andForgottenAfterFifteenMinutes() throws Exception {
        RuleGroup group = group("", "alert: Down, expr: up, for: 2m");
        wrong = List.of(A);
        GroupState state = after(group, GroupState.initial(group), 0);
        assertThat(stateOf(state)).isEqualTo(Alert.State.PENDING);
        state = after(group, state, 1);
        assertThat(stateOf(state)).isEqualTo(Alert.State.PENDING);
        state = after(group, state, 2);
        assertThat(alerts(state).get(0).firedAt()).contains(time(2));
        assertThat(alerts(state).get(0).activeAt()).isEqualTo(time(0));

        wrong = List.of();
        state = after(group, state, 3);
        assertThat(stateOf(state)).isEqualTo(Alert.State.INACTIVE);
        assertThat(alerts(state).get(0).resolvedAt()).contains(time(3));
        assertThat(written)
                .as("both series end")
                .hasSize(2)
                .allSatisfy(sample ->
                        assertThat(StaleMarker.is(sample.point().value())).isTrue());
        state = after(group, state, 18);
        assertThat(alerts(state)).hasSize(1);
        assertThat(after(group, state, 19).rules().get(0).alerts()).isEmpty();
    }

    @Test
    void resolvedAlertThatComesAgain_isNew() throws Exception {
        RuleGroup group = group("", "alert: Down, expr: up");
        wrong = List.of(A);
        GroupState state = after(group, GroupState.initial(group), 0);
        wrong = List.of();
        state = after(group, state, 1);
        wrong = List.of(A);
        state = after(group, state, 2);
        assertThat(alerts(state)).singleElement().satisfies(alert -> {
            assertThat(alert.activeAt()).isEqualTo(time(2));
            assertThat(alert.resolvedAt()).isEmpty();
            assertThat(alert.state()).isEqualTo(Alert.State.FIRING);
        });
    }

    @Test
    void oneEmptyEvaluation_beginsTheHoldDurationAnew_butAFailureDoesNot() throws Exception {
        RuleGroup group = group("", "alert: Down, expr: up, for: 2m");
        wrong = List.of(A);
        GroupState first = after(group, GroupState.initial(group), 0);

        broken = true;
        GroupState failed = after(group, first, 1);
        assertThat(failed.rules().get(0).failure()).contains("out of order");
        assertThat(written).isEmpty();
        broken = false;
        assertThat(stateOf(after(group, failed, 2))).isEqualTo(Alert.State.FIRING);

        wrong = List.of();
        GroupState empty = after(group, first, 1);
        assertThat(alerts(empty)).isEmpty();
        wrong = List.of(A);
        assertThat(stateOf(after(group, empty, 2))).isEqualTo(Alert.State.PENDING);
    }

    @Test
    void keepFiringFor_beginsAtTheFirstMiss_andIsResetByASample() throws Exception {
        RuleGroup group = group("", "alert: Down, expr: up, keep_firing_for: 2m");
        wrong = List.of(A);
        GroupState state = after(group, GroupState.initial(group), 0);
        wrong = List.of();
        state = after(group, state, 1);
        assertThat(stateOf(state)).isEqualTo(Alert.State.FIRING);
        wrong = List.of(A);
        state = after(group, state, 2);
        assertThat(alerts(state).get(0).keepFiringSince()).isEmpty();
        wrong = List.of();
        state = after(group, state, 3);
        state = after(group, state, 4);
        assertThat(stateOf(state)).isEqualTo(Alert.State.FIRING);
        state = after(group, state, 5);
        assertThat(stateOf(state)).isEqualTo(Alert.State.INACTIVE);
    }

    @Test
    void raisedHoldDuration_makesAFiringAlertPendingAgain() throws Exception {
        wrong = List.of(A);
        RuleGroup before = group("", "alert: Down, expr: up");
        GroupState state = after(before, GroupState.initial(before), 0);
        assertThat(stateOf(state)).isEqualTo(Alert.State.FIRING);

        state = after(group("", "alert: Down, expr: up, for: 5m"), state, 1);
        assertThat(stateOf(state)).isEqualTo(Alert.State.PENDING);
        assertThat(alerts(state).get(0).firedAt()).isEmpty();
    }

    @Test
    void exceededLimit_forgetsAllAlerts_withoutStaleMarkers() throws Exception {
        RuleGroup group = group("limit: 1, ", "alert: Down, expr: up");
        wrong = List.of(A);
        GroupState state = after(group, GroupState.initial(group), 0);
        wrong = List.of(A, B);
        state = after(group, state, 1);
        assertThat(state.rules().get(0).failure()).contains("exceeded limit of 1 with 2 alerts");
        assertThat(state.rules().get(0).alerts()).isEmpty();
        assertThat(written).isEmpty();
    }

    @Test
    void vanishedSeriesOfARecordingRule_getAStaleMarkerOnce() throws Exception {
        RuleGroup group = group("", "record: r, expr: up");
        wrong = List.of(A, B);
        GroupState state = after(group, GroupState.initial(group), 0);
        wrong = List.of(A);
        state = after(group, state, 1);
        assertThat(written).hasSize(2);
        assertThat(written.get(0).labels()).isEqualTo(A.with(Labels.METRIC_NAME, "r"));
        assertThat(written.get(1).labels()).isEqualTo(B.with(Labels.METRIC_NAME, "r"));
        assertThat(StaleMarker.is(written.get(1).point().value())).isTrue();
        after(group, state, 2);
        assertThat(written).hasSize(1);
    }

    @Test
    void queryOffset_movesTheQueryAndTheSamples_andNotTheAlert() throws Exception {
        RuleGroup group = group("query_offset: 1m, ", "alert: Down, expr: up");
        wrong = List.of(A);
        GroupState state = after(group, GroupState.initial(group), 5);
        assertThat(asked).isEqualTo(time(4));
        assertThat(written)
                .hasSize(2)
                .allSatisfy(sample -> assertThat(sample.point().time()).isEqualTo(time(4).toEpochMilli()));
        assertThat(alerts(state).get(0).activeAt()).isEqualTo(time(5));
    }

    @Test
    void labelsOfTheRule_winOverThoseOfTheSample_andAnEmptyOneRemoves() throws Exception {
        RuleGroup group = group("", "record: r, expr: up, labels: {instance: '', job: x}");
        wrong = List.of(A);
        after(group, GroupState.initial(group), 0);
        assertThat(written.get(0).labels()).isEqualTo(Labels.of(Labels.METRIC_NAME, "r", "job", "x"));
    }
}
