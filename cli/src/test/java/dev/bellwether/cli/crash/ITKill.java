package dev.bellwether.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything in one process, killed with SIGKILL at random moments under load: nothing acknowledged is lost, nothing is counted
 * twice, and no fact is missing, doubled, or told at another time.
 */
class ITKill {

    /** As many new versions of a service as are judged within an hour. */
    private static final int ROUNDS = 5;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    void topicsSayExactlyWhatWasAcknowledged_afterThreeKills() throws Exception {
        kill(1, 1);
    }

    @Test
    @Tag("long")
    void topicsSayExactlyWhatWasAcknowledged_afterTwentyKills() throws Exception {
        kill(ROUNDS, 2);
    }

    /** In each round once while an alert is pending, once while it starts, and as often as asked while it runs. */
    private void kill(int rounds, int timesWhileItRuns) throws Exception {
        try (OneProcess site = OneProcess.launch(folder, Drill.SETTINGS);
                Drill drill = new Drill(site, folder)) {
            site.awaitReady();
            for (int round = 0; round < rounds; round++) {
                killTwiceInARow(site, drill);
                for (int i = 0; i < timesWhileItRuns; i++) {
                    killWhileItRuns(site, drill);
                }
                drill.awaitFacts();
            }
            assertThat(drill.settle()).as("seed %d", Drill.SEED).isEmpty();
        }
    }

    private static void killTwiceInARow(OneProcess site, Drill drill) throws Exception {
        drill.rollOut();
        drill.blowWhilePending("killed", () -> site.process().kill());
        site.launchAgain();
        drill.pause(Duration.ofMillis(500), Duration.ofSeconds(8));
        drill.blow("killed while it starts, or soon after", () -> site.process().kill());
        restart(site, drill);
    }

    private static void killWhileItRuns(OneProcess site, Drill drill) throws Exception {
        drill.pause(Duration.ofSeconds(1), Duration.ofSeconds(6));
        drill.blow("killed while it runs", () -> site.process().kill());
        restart(site, drill);
    }

    private static void restart(OneProcess site, Drill drill) throws Exception {
        drill.recover("started again", () -> {
            site.launchAgain();
            site.awaitReady();
        });
        assertThat(site.process().log())
                .as("a restore is told in one line")
                .anyMatch(line -> line.contains("state restored from its changelogs"))
                .noneMatch(line -> line.contains("TaskCorruptedException"));
    }
}
