package dev.bellwether.alerting.lifecycle;

import static dev.bellwether.alerting.lifecycle.Rules.at;
import static dev.bellwether.alerting.lifecycle.Rules.fingerprint;
import static dev.bellwether.alerting.lifecycle.Rules.holds;
import static dev.bellwether.alerting.lifecycle.Rules.rule;
import static dev.bellwether.alerting.lifecycle.Rules.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class AlertEvaluatorTest {

    private final Map<Fingerprint, TrackedAlert> stored = new TreeMap<>();
    private final List<String> told = new ArrayList<>();
    private int puts;

    @Test
    void restart_goesOnWithAllTimers() {
        evaluator(rule("Slow", 10, 0, slot -> holds(1, "cart"))).evaluate(slot(0));

        evaluator(rule("Slow", 10, 0, slot -> holds(1, "cart"))).evaluate(slot(10));

        assertThat(stored.get(fingerprint("Slow", "cart"))).satisfies(alert -> {
            assertThat(alert.phase()).isEqualTo(AlertPhase.FIRING);
            assertThat(alert.activeAt()).isEqualTo(at(0));
        });
        assertThat(told).containsExactly("PENDING", "FIRING");
    }

    @Test
    void restart_goesOnKeepingAlertsFiring() {
        evaluator(rule("Slow", 0, 10, slot -> holds(1, "cart"))).evaluate(slot(0));
        evaluator(rule("Slow", 0, 10, slot -> holds(1))).evaluate(slot(5));
        evaluator(rule("Slow", 0, 10, slot -> holds(1))).evaluate(slot(14));
        assertThat(told).containsExactly("FIRING");

        evaluator(rule("Slow", 0, 10, slot -> holds(1))).evaluate(slot(15));

        assertThat(told).containsExactly("FIRING", "RESOLVED");
    }

    @Test
    void forgotten_isGoneFromTheStore() {
        AlertEvaluator evaluator =
                evaluator(rule("Slow", 0, 0, slot -> slot.at().equals(at(0)) ? holds(1, "cart") : holds(1)));
        evaluator.evaluate(slot(0));
        evaluator.evaluate(slot(1));
        assertThat(evaluator.size()).isEqualTo(1);

        evaluator.evaluate(slot(902));

        assertThat(stored).isEmpty();
        assertThat(evaluator.size()).isZero();
        assertThat(told).containsExactly("FIRING", "RESOLVED", "forgotten");
    }

    @Test
    void alertsOfARuleThatIsNoMore_areResolved() {
        evaluator(rule("Slow", 0, 0, slot -> holds(1, "cart"))).evaluate(slot(0));

        AlertEvaluator without = evaluator(rule("Other", 0, 0, slot -> holds(1)));
        assertThat(without.size()).isEqualTo(1);
        without.evaluate(slot(1));

        assertThat(told).containsExactly("FIRING", "RESOLVED");
    }

    @Test
    void ruleThatFails_leavesOthersAlone() {
        AlertEvaluator evaluator = evaluator(
                rule("Broken", 0, 0, slot -> new Evaluation.Failed("no")),
                rule("Slow", 0, 0, slot -> holds(1, "cart")));

        evaluator.evaluate(slot(0));

        assertThat(told).containsExactly("Broken: no", "FIRING");
    }

    @Test
    void whatAnEvaluationDidNotTouch_isNotWrittenAgain() {
        AlertEvaluator evaluator =
                evaluator(rule("Slow", 0, 0, slot -> slot.at().equals(at(0)) ? holds(1, "cart") : holds(1)));
        evaluator.evaluate(slot(0));
        evaluator.evaluate(slot(1));
        int before = puts;

        evaluator.evaluate(slot(2));

        assertThat(puts).isEqualTo(before);
    }

    @Test
    void twoRulesOfOneName_areRefused() {
        AlertRule rule = rule("Slow", 0, 0, slot -> holds(1));
        assertThatThrownBy(() -> evaluator(rule, rule))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Slow");
    }

    private AlertEvaluator evaluator(AlertRule... rules) {
        return new AlertEvaluator(
                List.of(rules),
                new Lifecycle(Duration.ofMinutes(15), Duration.ofMinutes(1)),
                new Store(),
                new Listener());
    }

    private final class Store implements AlertStore {
        @Override
        public void put(TrackedAlert alert) {
            puts++;
            stored.put(alert.finding().fingerprint(), alert);
        }

        @Override
        public void delete(Fingerprint fingerprint) {
            stored.remove(fingerprint);
        }

        @Override
        public void forEach(Consumer<TrackedAlert> action) {
            stored.values().forEach(action);
        }
    }

    private final class Listener implements AlertListener {
        @Override
        public void transition(Transition transition) {
            told.add(transition.alert().phase().name());
        }

        @Override
        public void refreshed(TrackedAlert alert) {
            told.add("refreshed");
        }

        @Override
        public void forgotten(TrackedAlert alert) {
            told.add("forgotten");
        }

        @Override
        public void failed(AlertRule rule, String reason) {
            told.add(rule.name() + ": " + reason);
        }
    }
}
