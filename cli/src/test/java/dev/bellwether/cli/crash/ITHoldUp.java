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

    /** Where one falls between two transactions, it aborts none. */
    private static final int MOST_HOLD_UPS = 5;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    @Tag("long")
    void topicsSayExactlyWhatWasAcknowledged_afterTheProcessWasHeldUp() throws Exception {
        try (OneProcess site = OneProcess.launch(folder, Drill.SETTINGS);
                Drill drill = new Drill(site, folder)) {
            site.awaitReady();
            ServeProcess serve = site.process();
            long before = drill.aborted();
            drill.rollOut();
            drill.blowWhilePending("held up", serve::suspend);
            goOn(drill, serve);
            for (int i = 1; i < MOST_HOLD_UPS && drill.aborted() == before; i++) {
                drill.pause(Duration.ofSeconds(1), Duration.ofSeconds(4));
                drill.blow("held up", serve::suspend);
                goOn(drill, serve);
            }
            assertThat(drill.aborted())
                    .as("records in transactions that a hold-up has aborted")
                    .isGreaterThan(before);
            drill.awaitFacts();
            assertThat(drill.settle()).as("seed %d", Drill.SEED).isEmpty();
        }
    }

    private static void goOn(Drill drill, ServeProcess serve) throws Exception {
        drill.pause(Duration.ofSeconds(7), Duration.ofSeconds(10));
        drill.recover("goes on", serve::resume);
    }
}
