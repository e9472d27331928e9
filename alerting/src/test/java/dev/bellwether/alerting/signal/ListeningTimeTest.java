package dev.bellwether.alerting.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ListeningTimeTest {

    @Test
    void time_standsStillInGaps() {
        ListeningTime time = ListeningTime.WITHOUT_GAPS.withGap(100, 400).withGap(500, 600);

        assertThat(time.at(450)).isEqualTo(150);
        assertThat(time.at(500)).isEqualTo(200);
        assertThat(time.at(599)).isEqualTo(200);
        assertThat(time.at(600)).isEqualTo(200);
        assertThat(time.at(601)).isEqualTo(201);
    }

    @Test
    void whenReached_isTheFirstSecondAtWhichItIs() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            long from = random.nextInt(50);
            long to = from + random.nextInt(50);
            long nextFrom = to + random.nextInt(50);
            long nextTo = nextFrom + random.nextInt(50);
            ListeningTime time = ListeningTime.WITHOUT_GAPS.withGap(from, to).withGap(nextFrom, nextTo);
            TreeSet<Long> reached = new TreeSet<>();
            for (long second = to; second < 300; second++) {
                if (reached.add(time.at(second)) && second > to) {
                    assertThat(time.whenReached(time.at(second)))
                            .as("seed %d", seed)
                            .isEqualTo(second);
                }
            }
        }
    }
}
