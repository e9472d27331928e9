package dev.bellwether.alerting.lifecycle;

import static dev.bellwether.alerting.lifecycle.Rules.holds;
import static dev.bellwether.alerting.lifecycle.Rules.rule;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random answers of a condition, against an oracle that knows no states and no timers: it looks at the whole history anew each
 * time and asks what the words of the documentation say of it.
 */
class LifecyclePropertyTest {

    private static final int CASES = 3_000;
    private static final int LENGTH = 60;
    private static final long RETENTION = 12;

    private enum Answer {
        HOLDS,
        MISSES,
        FAILS
    }

    private record Evaluated(long second, boolean holds) {}

    /** What is to be expected of the one alert; seconds, or null where there is no such time. */
    private record Expected(
            AlertPhase phase,
            @Nullable Long activeAt,
            @Nullable Long firedAt,
            @Nullable Long resolvedAt) {

        static final Expected NONE = new Expected(AlertPhase.INACTIVE, null, null, null);
    }

    @Test
    void anyHistory_endsWhereTheOracleSays() {
        for (int seed = 0; seed < CASES; seed++) {
            run(seed);
        }
    }

    private static void run(int seed) {
        Random random = new Random(seed);
        long hold = random.nextInt(8);
        long keep = random.nextInt(8);
        double stubbornness = random.nextDouble();
        Lifecycle lifecycle = new Lifecycle(Duration.ofSeconds(RETENTION), Duration.ofSeconds(1_000_000));
        SortedMap<Fingerprint, TrackedAlert> known = new TreeMap<>();
        List<Evaluated> history = new ArrayList<>();
        Expected before = Expected.NONE;
        boolean holds = random.nextBoolean();
        long second = 0;
        for (int step = 0; step < LENGTH; step++) {
            second += 1 + random.nextInt(2);
            long now = second;
            holds = random.nextDouble() < stubbornness ? holds : random.nextBoolean();
            Answer answer = random.nextInt(10) == 0 ? Answer.FAILS : holds ? Answer.HOLDS : Answer.MISSES;
            if (answer != Answer.FAILS) {
                history.add(new Evaluated(now, holds));
            }
            Outcome outcome =
                    lifecycle.evaluate(rule("Slow", hold, keep, slot -> evaluation(answer)), known, Rules.slot(now));
            known = outcome.alerts();

            Expected expected = expected(history, hold, keep);
            Supplier<String> where = () -> "seed " + seed + ", for " + hold + ", keep " + keep + ", " + history;
            assertThat(actual(known)).as(where).isEqualTo(expected);
            boolean told = expected.phase != before.phase
                    && !(before.phase == AlertPhase.RESOLVED && expected.phase == AlertPhase.INACTIVE);
            assertThat(outcome.transitions()).as(where).hasSize(told ? 1 : 0);
            if (told) {
                assertThat(outcome.transitions().get(0).from()).as(where).isEqualTo(before.phase);
                assertThat(outcome.transitions().get(0).alert().phase())
                        .as(where)
                        .isEqualTo(expected.phase);
            }
            before = expected;
        }
    }

    private static Evaluation evaluation(Answer answer) {
        return switch (answer) {
            case HOLDS -> holds(1, "cart");
            case MISSES -> Evaluation.Samples.NONE;
            case FAILS -> new Evaluation.Failed("no");
        };
    }

    private static Expected actual(SortedMap<Fingerprint, TrackedAlert> known) {
        if (known.isEmpty()) {
            return Expected.NONE;
        }
        TrackedAlert alert = known.values().iterator().next();
        return new Expected(
                alert.phase(), second(alert.activeAt()), second(alert.firedAt()), second(alert.resolvedAt()));
    }

    private static @Nullable Long second(@Nullable Instant instant) {
        return instant == null ? null : Duration.between(Rules.START, instant).toSeconds();
    }

    /** Cuts the history into the lives of alerts, one after the other; the last decides. */
    private static Expected expected(List<Evaluated> history, long hold, long keep) {
        Expected last = Expected.NONE;
        int next = 0;
        while (next < history.size()) {
            if (!history.get(next).holds) {
                next++;
                continue;
            }
            int begin = next;
            int miss = firstMiss(history, begin);
            int fired = -1;
            for (int i = miss - 1; i >= begin; i--) {
                fired = history.get(i).second - history.get(begin).second >= hold ? i : fired;
            }
            long activeAt = history.get(begin).second;
            if (fired < 0) {
                last = miss == history.size() ? new Expected(AlertPhase.PENDING, activeAt, null, null) : Expected.NONE;
                next = miss + 1;
                continue;
            }
            int resolved = resolved(history, fired, keep);
            long firedAt = history.get(fired).second;
            last = resolved == history.size()
                    ? new Expected(AlertPhase.FIRING, activeAt, firedAt, null)
                    : new Expected(AlertPhase.RESOLVED, activeAt, firedAt, history.get(resolved).second);
            next = resolved + 1;
        }
        boolean old = last.resolvedAt != null && history.get(history.size() - 1).second - last.resolvedAt > RETENTION;
        return old ? Expected.NONE : last;
    }

    private static int firstMiss(List<Evaluated> history, int from) {
        int i = from;
        while (i < history.size() && history.get(i).holds) {
            i++;
        }
        return i;
    }

    /** The first miss after which, or after as many more in a row as it takes, the condition has missed for long enough. */
    private static int resolved(List<Evaluated> history, int fired, long keep) {
        for (int i = fired + 1; i < history.size(); i++) {
            int firstOfRow = i;
            while (!history.get(i).holds && !history.get(firstOfRow - 1).holds) {
                firstOfRow--;
            }
            if (!history.get(i).holds && history.get(i).second - history.get(firstOfRow).second >= keep) {
                return i;
            }
        }
        return history.size();
    }
}
