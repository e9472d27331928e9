package dev.bellwether.kubernetes.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.kubernetes.cluster.Rollout;
import dev.bellwether.kubernetes.cluster.Rollout.Replicas;
import dev.bellwether.kubernetes.cluster.Rollout.ServiceHint;
import dev.bellwether.kubernetes.rollout.RolloutTrack.Step;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RolloutTrackTest {

    /** Replicas: wanted, updated, ready, old. */
    private RolloutTrack track = RolloutTrack.begin(runs("1", 3, 3, 3, 0));

    @Test
    void rollout_startsProgressesAndFinishes() {
        assertThat(look("1", 3, 3, 3, 0)).isEmpty();
        assertThat(look("2", 3, 0, 3, 3)).isEqualTo("STARTED 2 from 1");
        assertThat(look("2", 3, 0, 3, 3)).as("nothing has changed").isEmpty();
        assertThat(look("2", 3, 1, 3, 2)).isEqualTo("PROGRESSING 2 from 1");
        assertThat(look("2", 3, 1, 2, 2)).as("one is not ready any more").isEqualTo("PROGRESSING 2 from 1");
        assertThat(look("2", 3, 3, 2, 0)).isEqualTo("PROGRESSING 2 from 1");
        assertThat(look("2", 3, 3, 3, 0)).isEqualTo("FINISHED 2 from 1");
        assertThat(look("2", 3, 3, 2, 0)).as("a restart later on").isEmpty();
    }

    /** A template that the controller has not looked at yet has no updated replica: what the status says is of the old one. */
    @Test
    void rollout_isNotFinished_whileReplicasOfTheOldVersionAreThere() {
        look("2", 3, 0, 3, 3);
        assertThat(look("2", 3, 3, 3, 1)).isEqualTo("PROGRESSING 2 from 1");
        assertThat(look("2", 3, 3, 3, 0)).isEqualTo("FINISHED 2 from 1");
    }

    @Test
    void versionOfBefore_isARollBack_whileItIsRolledOut_andAfterwards() {
        look("2", 3, 1, 3, 2);
        assertThat(look("1", 3, 2, 3, 1)).isEqualTo("ROLLED_BACK 2 from 1");
        assertThat(look("1", 3, 3, 3, 0)).as("on the way back nothing is said").isEmpty();

        assertThat(look("2", 3, 0, 3, 3)).as("forward again").isEqualTo("STARTED 2 from 1");
        look("2", 3, 3, 3, 0);
        assertThat(look("1", 3, 0, 3, 3)).isEqualTo("ROLLED_BACK 2 from 1");
    }

    @Test
    void anotherVersionMeanwhile_isARolloutOfItsOwn_andWhatItReplacesIsNotKnown() {
        look("2", 3, 1, 3, 2);
        assertThat(look("3", 3, 0, 3, 3)).isEqualTo("STARTED 3 from ");
        assertThat(look("3", 3, 3, 3, 0)).isEqualTo("FINISHED 3 from 2");
    }

    @Test
    void scaling_isNoRollout() {
        assertThat(look("1", 5, 3, 3, 0)).isEmpty();
        assertThat(look("1", 5, 5, 5, 0)).isEmpty();
    }

    @Test
    void versionWithoutAName_isPassedOver() {
        assertThat(look("", 3, 0, 3, 3)).isEmpty();
        assertThat(look("2", 3, 0, 3, 3)).isEqualTo("STARTED 2 from 1");

        track = RolloutTrack.begin(runs("", 1, 1, 1, 0));
        assertThat(look("1", 1, 1, 1, 0)).as("what had no name was no version").isEmpty();
        assertThat(look("2", 1, 0, 1, 1)).isEqualTo("STARTED 2 from 1");
    }

    /** A rollout that is over when it is seen, after the watch was away, or of one replica, was under way for ever. */
    @Test
    void rolloutThatIsOverWhenItIsSeen_startsAndFinishes() {
        assertThat(look("2", 3, 3, 3, 0)).isEqualTo("STARTED 2 from 1, FINISHED 2 from 1");
        assertThat(look("2", 3, 3, 2, 0)).as("a restart later on").isEmpty();
        assertThat(look("1", 3, 3, 3, 0)).as("over too when it is seen").isEqualTo("ROLLED_BACK 2 from 1");
    }

    private String look(String version, int wanted, int updated, int ready, int old) {
        Step step = track.next(runs(version, wanted, updated, ready, old));
        track = step.track();
        return step.news().stream()
                .map(news -> news.kind() + " " + news.version() + " from " + news.previousVersion())
                .collect(Collectors.joining(", "));
    }

    private static Rollout runs(String version, int wanted, int updated, int ready, int old) {
        return new Rollout("r", version, new ServiceHint("", "", "cart"), new Replicas(wanted, updated, ready, old));
    }
}
