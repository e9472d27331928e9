package dev.bellwether.processors.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StallDetectorTest {

    private static final SourcePartition ONE = new SourcePartition("spans", 0);
    private static final SourcePartition OTHER = new SourcePartition("spans", 1);

    private final StallDetector detector = new StallDetector(Duration.ofSeconds(30));

    @Test
    void sourceSilentForThePatience_isStalledWhileAnotherSpeaks() {
        detector.heard(OTHER, 2, 0);
        for (int second = 0; second < 30; second += 2) {
            detector.heard(ONE, 2, second * 1_000L);
            assertThat(detector.stalled(second * 1_000L)).isEmpty();
        }
        detector.heard(ONE, 2, 30_000);
        assertThat(detector.stalled(30_000)).containsExactly(OTHER);
        detector.heard(OTHER, 2, 31_000);
        assertThat(detector.stalled(32_000)).isEmpty();
    }

    @Test
    void sourceThatNeverSpoke_isStalledToo() {
        for (int second = 0; second <= 30; second += 2) {
            detector.heard(ONE, 2, second * 1_000L);
            assertThat(detector.stalled(second * 1_000L)).isEqualTo(second < 30 ? List.of() : List.of(OTHER));
        }
    }

    @Test
    void allSilent_noneIsStalled() {
        detector.heard(ONE, 2, 0);
        detector.heard(OTHER, 2, 0);
        for (int second = 0; second < 300; second += 2) {
            assertThat(detector.stalled(second * 1_000L)).isEmpty();
        }
    }

    @Test
    void ownStandstill_excusesNobody() {
        detector.heard(ONE, 2, 0);
        detector.heard(OTHER, 2, 0);
        assertThat(detector.stalled(0)).isEmpty();
        detector.heard(ONE, 2, 60_000); // this process was suspended for a minute; the other's watermark is on its way
        assertThat(detector.stalled(60_000)).isEmpty();
        for (int second = 62; second < 90; second += 2) {
            detector.heard(ONE, 2, second * 1_000L);
            assertThat(detector.stalled(second * 1_000L)).isEmpty();
        }
        detector.heard(ONE, 2, 90_000);
        assertThat(detector.stalled(90_000)).containsExactly(OTHER);
    }
}
