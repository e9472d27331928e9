package dev.bellwether.cli.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.cli.containers.Progress.Gap;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final Progress progress = new Progress();

    @Test
    void theLongestGap_isThatOfWhoeverStoodStill_howeverFarTheOthersCame() {
        progress.begin(at(0));
        for (int second = 0; second <= 10; second++) {
            progress.seen("a", second, at(second));
            progress.seen("b", second < 3 || second > 7 ? second : 2, at(second));
        }

        assertThat(progress.longest(at(10))).isEqualTo(new Gap("b", at(2), at(8)));
    }

    @Test
    void whoStillStands_countsUpToNow() {
        progress.begin(at(0));
        progress.seen("a", 1, at(1));
        progress.seen("a", 1, at(2));

        assertThat(progress.longest(at(9))).isEqualTo(new Gap("a", at(1), at(9)));
    }

    @Test
    void aGapThatWasOverBefore_doesNotCount_andOneThatWasNot_does() {
        progress.seen("a", 1, at(0));
        progress.seen("a", 2, at(8));
        progress.begin(at(10));
        progress.seen("a", 3, at(11));

        assertThat(progress.longest(at(11))).isEqualTo(new Gap("a", at(8), at(11)));
    }

    private static Instant at(int second) {
        return BEGIN.plusSeconds(second);
    }
}
