package dev.bellwether.alerting.lifecycle;

import static dev.bellwether.alerting.lifecycle.AlertPhase.FIRING;
import static dev.bellwether.alerting.lifecycle.AlertPhase.INACTIVE;
import static dev.bellwether.alerting.lifecycle.AlertPhase.PENDING;
import static dev.bellwether.alerting.lifecycle.AlertPhase.RESOLVED;
import static dev.bellwether.alerting.lifecycle.Rules.at;
import static dev.bellwether.alerting.lifecycle.Rules.fingerprint;
import static dev.bellwether.alerting.lifecycle.Rules.holds;
import static dev.bellwether.alerting.lifecycle.Rules.rule;
import static dev.bellwether.alerting.lifecycle.Rules.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class LifecycleTest {

    private static final Evaluation NOTHING = Evaluation.Samples.NONE;
    private static final Evaluation ERROR = new Evaluation.Failed("many-to-many matching");

    private final Lifecycle lifecycle = new Lifecycle(Duration.ofMinutes(15), Duration.ofMinutes(1));
    private SortedMap<Fingerprint, TrackedAlert> known = new TreeMap<>();

    @Test
    void conditionThatHolds_isPendingThenFires() {
        assertThat(evaluate(0, 10, 0, holds(1, "cart")).transitions())
                .extracting(Transition::from, t -> t.alert().phase())
                .containsExactly(tuple(INACTIVE, PENDING));
        assertThat(evaluate(9, 10, 0, holds(1, "cart")).transitions()).isEmpty();

        Outcome fired = evaluate(10, 10, 0, holds(2, "cart"));

        assertThat(fired.transitions()).singleElement().satisfies(transition -> {
            assertThat(transition.from()).isEqualTo(PENDING);
            assertThat(transition.alert().phase()).isEqualTo(FIRING);
            assertThat(transition.alert().activeAt()).isEqualTo(at(0));
            assertThat(transition.alert().firedAt()).isEqualTo(at(10));
            assertThat(transition.alert().finding().value()).isEqualTo(2);
            assertThat(transition.alert().finding().annotations()).containsEntry("summary", "cart is at 2.0");
        });
    }

    @Test
    void noHoldDuration_firesInTheSameEvaluation() {
        assertThat(evaluate(0, 0, 0, holds(1, "cart")).transitions())
                .singleElement()
                .satisfies(transition -> {
                    assertThat(transition.from()).isEqualTo(INACTIVE);
                    assertThat(transition.alert().phase()).isEqualTo(FIRING);
                });
    }

    @Test
    void identity_isTheSamplesLabelsOverwrittenByTheRules() {
        Labels labels = Labels.of(Map.of("__name__", "up", "service", "cart", "severity", "low", "alertname", "x"));
        Outcome outcome = evaluate(0, 0, 0, new Evaluation.Samples(List.of(new Sample(labels, 1, null))));

        assertThat(outcome.alerts().values())
                .extracting(alert -> alert.finding().labels())
                .containsExactly(Labels.of(Map.of("alertname", "Slow", "service", "cart", "severity", "page")));
        assertThat(outcome.alerts()).containsKey(fingerprint("Slow", "cart"));
    }

    @Test
    void pendingThatStops_isGoneAndWasNeverResolved() {
        evaluate(0, 10, 0, holds(1, "cart"));

        Outcome gone = evaluate(5, 10, 0, NOTHING);

        assertThat(gone.alerts()).isEmpty();
        assertThat(gone.transitions()).singleElement().satisfies(transition -> {
            assertThat(transition.from()).isEqualTo(PENDING);
            assertThat(transition.alert().phase()).isEqualTo(INACTIVE);
            assertThat(transition.alert().resolvedAt()).isNull();
        });
    }

    @Test
    void oneEmptyEvaluation_startsTheHoldDurationAnew() {
        evaluate(0, 10, 0, holds(1, "cart"));
        evaluate(9, 10, 0, NOTHING);
        evaluate(10, 10, 0, holds(1, "cart"));

        assertThat(Rules.phases(evaluate(19, 10, 0, holds(1, "cart")))).containsExactly(PENDING);
        assertThat(Rules.phases(evaluate(20, 10, 0, holds(1, "cart")))).containsExactly(FIRING);
    }

    @Test
    void failedEvaluation_changesNothing() {
        evaluate(0, 10, 0, holds(1, "cart"));
        SortedMap<Fingerprint, TrackedAlert> before = known;

        Outcome failed = evaluate(5, 10, 0, ERROR);

        assertThat(failed.alerts()).isSameAs(before);
        assertThat(failed.failure()).contains("many-to-many matching");
        assertThat(Rules.phases(evaluate(10, 10, 0, holds(1, "cart")))).containsExactly(FIRING);
    }

    @Test
    void twoSamplesWithTheSameIdentity_failTheRule() {
        evaluate(0, 0, 0, holds(1, "cart"));

        Outcome failed = evaluate(1, 0, 0, holds(1, "pay", "cart", "pay"));

        assertThat(failed.failure())
                .hasValueSatisfying(
                        reason -> assertThat(reason).contains("two samples").contains("pay"));
        assertThat(failed.alerts()).containsOnlyKeys(fingerprint("Slow", "cart"));
    }

    @Test
    void firingThatStops_isResolvedAtOnce() {
        evaluate(0, 0, 0, holds(1, "cart"));

        Outcome resolved = evaluate(7, 0, 0, NOTHING);

        assertThat(resolved.transitions()).singleElement().satisfies(transition -> {
            assertThat(transition.from()).isEqualTo(FIRING);
            assertThat(transition.alert().phase()).isEqualTo(RESOLVED);
            assertThat(transition.alert().firedAt()).isEqualTo(at(0));
            assertThat(transition.alert().resolvedAt()).isEqualTo(at(7));
        });
    }

    @Test
    void keptFiring_isResolvedThatLongAfterTheFirstMiss() {
        evaluate(0, 0, 10, holds(1, "cart"));

        assertThat(Rules.phases(evaluate(5, 0, 10, NOTHING))).containsExactly(FIRING);
        assertThat(Rules.phases(evaluate(14, 0, 10, NOTHING))).containsExactly(FIRING);
        assertThat(Rules.phases(evaluate(15, 0, 10, NOTHING))).containsExactly(RESOLVED);
    }

    @Test
    void keptFiring_startsItsTimeAnewWhenTheConditionHoldsAgain() {
        evaluate(0, 0, 10, holds(1, "cart"));
        evaluate(5, 0, 10, NOTHING);
        evaluate(14, 0, 10, holds(3, "cart"));
        evaluate(15, 0, 10, NOTHING);

        Outcome kept = evaluate(24, 0, 10, NOTHING);

        assertThat(kept.alerts().values()).singleElement().satisfies(alert -> {
            assertThat(alert.phase()).isEqualTo(FIRING);
            assertThat(alert.activeAt()).isEqualTo(at(0));
            assertThat(alert.missingSince()).isEqualTo(at(15));
            assertThat(alert.finding().value()).isEqualTo(3);
        });
    }

    @Test
    void resolved_isForgottenAfterMoreThanItsRetention() {
        evaluate(0, 0, 0, holds(1, "cart"));
        evaluate(1, 0, 0, NOTHING);

        assertThat(Rules.phases(evaluate(901, 0, 0, NOTHING))).containsExactly(RESOLVED);
        Outcome later = evaluate(902, 0, 0, NOTHING);

        assertThat(later.alerts()).isEmpty();
        assertThat(later.forgotten()).extracting(TrackedAlert::phase).containsExactly(RESOLVED);
        assertThat(later.transitions()).isEmpty();
    }

    @Test
    void resolvedThatHoldsAgain_isANewAlert() {
        evaluate(0, 0, 0, holds(1, "cart"));
        evaluate(1, 0, 0, NOTHING);

        Outcome again = evaluate(60, 10, 0, holds(1, "cart"));

        assertThat(again.transitions()).singleElement().satisfies(transition -> {
            assertThat(transition.from()).isEqualTo(RESOLVED);
            assertThat(transition.alert().phase()).isEqualTo(PENDING);
            assertThat(transition.alert().activeAt()).isEqualTo(at(60));
            assertThat(transition.alert().firedAt()).isNull();
            assertThat(transition.alert().resolvedAt()).isNull();
        });
    }

    @Test
    void firing_isPendingAgainWhenTheRuleAsksForMore() {
        evaluate(0, 5, 0, holds(1, "cart"));
        evaluate(5, 5, 0, holds(1, "cart"));

        Outcome back = evaluate(6, 60, 0, holds(1, "cart"));

        assertThat(back.transitions()).singleElement().satisfies(transition -> {
            assertThat(transition.from()).isEqualTo(FIRING);
            assertThat(transition.alert().phase()).isEqualTo(PENDING);
            assertThat(transition.alert().activeAt()).isEqualTo(at(0));
        });
        assertThat(Rules.phases(evaluate(60, 60, 0, holds(1, "cart")))).containsExactly(FIRING);
    }

    @Test
    void firing_isToldAgainEveryMinute() {
        evaluate(0, 0, 0, holds(1, "cart"));

        assertThat(evaluate(59, 0, 0, holds(2, "cart")).refreshed()).isEmpty();
        assertThat(evaluate(60, 0, 0, holds(3, "cart")).refreshed())
                .extracting(alert -> alert.finding().value())
                .containsExactly(3.0);
        assertThat(evaluate(119, 0, 0, holds(4, "cart")).refreshed()).isEmpty();
        assertThat(evaluate(120, 0, 0, holds(5, "cart")).refreshed()).hasSize(1);
    }

    @Test
    void alerts_liveApart() {
        evaluate(0, 10, 0, holds(1, "cart"));
        evaluate(5, 10, 0, holds(1, "cart", "pay"));

        Outcome outcome = evaluate(10, 10, 0, holds(1, "pay", "cart"));

        assertThat(outcome.alerts()).hasEntrySatisfying(fingerprint("Slow", "cart"), is(FIRING));
        assertThat(outcome.alerts()).hasEntrySatisfying(fingerprint("Slow", "pay"), is(PENDING));
        assertThat(outcome.transitions()).hasSize(1);
    }

    private static Consumer<TrackedAlert> is(AlertPhase phase) {
        return alert -> assertThat(alert.phase()).isEqualTo(phase);
    }

    private Outcome evaluate(long second, long hold, long keepFiring, Evaluation evaluation) {
        Outcome outcome = lifecycle.evaluate(rule("Slow", hold, keepFiring, slot -> evaluation), known, slot(second));
        known = outcome.alerts();
        return outcome;
    }
}
