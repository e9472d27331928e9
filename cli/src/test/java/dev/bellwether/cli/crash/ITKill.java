package dev.bellwether.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Killed with SIGKILL at random moments under load: nothing acknowledged is lost, nothing is counted twice. */
class ITKill {

    private static final long SEED = Long.getLong("crash.seed", 20261121);

    @TempDir
    private Path folder;

    @Test
    void topicsSayExactlyWhatWasAcknowledged_afterThreeKills() throws Exception {
        try (Drill drill = Drill.start(folder, SEED)) {
            drill.rollOut();
            drill.killWhilePending();
            drill.killWhileStarting();
            drill.recover();
            drill.killWhileRunning();
            drill.recover();
            drill.awaitFacts();
            assertThat(drill.settle()).as("seed %d", SEED).isEmpty();
        }
    }
}
