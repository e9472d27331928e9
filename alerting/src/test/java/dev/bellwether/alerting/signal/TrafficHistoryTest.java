package dev.bellwether.alerting.signal;

import static dev.bellwether.alerting.signal.ListeningTime.WITHOUT_GAPS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TrafficHistoryTest {

    /** Against the set of all minutes, in any order of arrival. */
    @Test
    void anySeconds_areSteadyForAsManyMinutesAsThereAreOnEnd() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            TreeSet<Long> minutes = new TreeSet<>();
            TrafficHistory history = null;
            for (int i = 0; i < 150; i++) {
                long second = 6_000L + random.nextInt(90 * 60);
                minutes.add(second / 60);
                history =
                        history == null ? TrafficHistory.of(second, WITHOUT_GAPS) : history.plus(second, WITHOUT_GAPS);
                int onEnd = onEnd(minutes);
                assertThat(history.steadyFor(onEnd))
                        .as("seed %d, %d minutes", seed, onEnd)
                        .isTrue();
                if (onEnd < TrafficHistory.MAX_MINUTES) {
                    assertThat(history.steadyFor(onEnd + 1))
                            .as("seed %d, %d + 1 minutes", seed, onEnd)
                            .isFalse();
                }
            }
        }
    }

    @Test
    void bytes_giveTheSameHistory() {
        TrafficHistory history = new TrafficHistory(1_800_000_000L, 1_799_999_000L, -2L);
        assertThat(TrafficHistory.parse(history.toBytes())).isEqualTo(history);
        Progress progress = new Progress(17, new ListeningTime(10, 3, 9));
        assertThat(Progress.parse(progress.toBytes())).isEqualTo(progress);
    }

    private static int onEnd(NavigableSet<Long> minutes) {
        int count = 1;
        while (count < TrafficHistory.MAX_MINUTES && minutes.contains(minutes.last() - count)) {
            count++;
        }
        return count;
    }
}
