package dev.bellwether.schemas.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final TopicPartition FIRST = new TopicPartition("t", 0);
    private static final TopicPartition SECOND = new TopicPartition("t", 1);
    private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");

    private final Progress progress = new Progress();

    @Test
    void nothingSaid_isNotLoaded_andNothingToFollowIs() {
        assertThat(progress.isLoaded()).isFalse();

        progress.follow(List.of());

        assertThat(progress.isLoaded()).isTrue();
        assertThat(progress.knownUntil()).as("of nothing, nothing is known").isEmpty();
    }

    @Test
    void ends_areKnownWhenTheyAreReached() {
        progress.follow(List.of(FIRST));
        progress.ends(TEN, Map.of(FIRST, 3L, SECOND, 9L));

        assertThat(progress.read(partition -> 2)).isEmpty();
        assertThat(progress.isLoaded()).isFalse();
        assertThat(progress.knownUntil()).isEmpty();

        assertThat(progress.read(partition -> 3)).containsExactly(FIRST);
        assertThat(progress.isLoaded()).isTrue();
        assertThat(progress.knownUntil()).contains(TEN);
    }

    @Test
    void laterEnd_movesWhatIsKnownOn_andIsNoFirstTime() {
        progress.follow(List.of(FIRST));
        progress.ends(TEN, Map.of(FIRST, 3L));
        progress.read(partition -> 3);
        progress.ends(TEN.plusSeconds(1), Map.of(FIRST, 4L));

        progress.read(partition -> 3);
        assertThat(progress.knownUntil()).contains(TEN);

        assertThat(progress.read(partition -> 4)).isEmpty();
        assertThat(progress.knownUntil()).contains(TEN.plusSeconds(1));
    }

    /** Else nothing would ever be known of a partition to which is written faster than ends are asked for. */
    @Test
    void endThatIsNotReachedYet_isKeptWhenAskedAgain() {
        progress.follow(List.of(FIRST));
        progress.ends(TEN, Map.of(FIRST, 3L));
        progress.ends(TEN.plusSeconds(1), Map.of(FIRST, 100L));

        progress.read(partition -> 50);

        assertThat(progress.knownUntil()).contains(TEN);
    }

    @Test
    void endThatTheBrokerHasLost_isNotWaitedFor() {
        progress.follow(List.of(FIRST));
        progress.ends(TEN, Map.of(FIRST, 100L));
        progress.ends(TEN.plusSeconds(1), Map.of(FIRST, 3L));

        progress.read(partition -> 3);

        assertThat(progress.knownUntil()).contains(TEN.plusSeconds(1));
    }

    @Test
    void allPartitions_areKnownUntilTheOldestIs() {
        progress.follow(List.of(FIRST, SECOND));
        progress.ends(TEN, Map.of(FIRST, 3L, SECOND, 3L));
        assertThat(progress.read(partition -> partition.equals(FIRST) ? 3 : 0)).containsExactly(FIRST);
        assertThat(progress.isLoaded()).isFalse();

        progress.read(partition -> 3);
        progress.ends(TEN.plusSeconds(1), Map.of(FIRST, 3L, SECOND, 4L));
        progress.read(partition -> 3);

        assertThat(progress.knownUntil()).contains(TEN);
    }

    @Test
    void partitionThatWasLeft_isNotWaitedFor_andForgotten() {
        progress.follow(List.of(FIRST, SECOND));
        progress.ends(TEN, Map.of(FIRST, 3L, SECOND, 3L));
        progress.read(partition -> partition.equals(FIRST) ? 3 : 0);

        progress.leave(List.of(SECOND));
        assertThat(progress.isLoaded()).isTrue();

        progress.follow(List.of(SECOND));
        assertThat(progress.isLoaded()).as("begun with anew").isFalse();
    }

    @Test
    void whatIsBegunAnew_hasToBeSaidAnew() {
        progress.follow(List.of(FIRST));
        progress.ends(TEN, Map.of(FIRST, 0L));
        progress.read(partition -> 0);

        progress.leaveAll();

        assertThat(progress.followed()).isEmpty();
        assertThat(progress.isLoaded()).isFalse();
        assertThat(progress.knownUntil()).isEmpty();
    }
}
