package dev.bellwether.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.cli.ServeProcess;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Everything in one process, held up with SIGSTOP for longer than its transactions and its sessions may last. */
class ITHoldUp {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    @Tag("long")
    void topicsSayExactlyWhatWasAcknowledged_afterTheProcessWasHeldUp() throws Exception {
        try (OneProcess site = OneProcess.launch(folder, Drill.SETTINGS);
                Drill drill = new Drill(site, folder)) {
            site.awaitReady();
            ServeProcess serve = site.process();
            drill.rollOut();
            drill.holdUp("serve", serve::suspend, () -> {
                drill.pause(Duration.ofSeconds(7), Duration.ofSeconds(10));
                serve.resume();
            });
            drill.awaitFacts();
            assertThat(drill.settle()).as("seed %d", Drill.SEED).isEmpty();
        }
    }
}
