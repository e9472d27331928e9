package dev.bellwether.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes share the tasks on a cluster of their own. One is killed, and the other takes over; one is held up for longer
 * than the group waits for it, so that the other takes over, and comes back as a zombie that still believes to own its tasks.
 */
class ITTakeover {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    @Tag("long")
    void topicsSayExactlyWhatWasAcknowledged_afterTakeovers() throws Exception {
        try (SharedCluster site = SharedCluster.start(folder, Drill.SETTINGS);
                Drill drill = new Drill(site, folder)) {
            drill.rollOut();
            drill.holdUp("one", () -> site.one().suspend(), () -> {
                drill.recover("the other has taken over", () -> {});
                site.one().resume();
            });
            drill.pause(Duration.ofSeconds(1), Duration.ofSeconds(4));
            drill.blow("one is killed", () -> site.one().kill());
            drill.recover("the other has taken over", () -> {});
            drill.recover("the one that was killed is started again", () -> {
                site.launchOneAgain();
                site.one().awaitReady();
            });
            drill.awaitFacts();
            assertThat(drill.settle()).as("seed %d", Drill.SEED).isEmpty();
        }
    }
}
