package dev.bellwether.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.cli.Distribution;
import dev.bellwether.testing.Requirements;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * This build starts on what an older one has written: topics, schemas, the state of its stores, an alert that was pending, a canary that was
 * being judged. Nothing of it is lost, nothing is counted twice, and what had begun goes on.
 */
class ITUpgrade {

    /** Those that the first build knew. */
    private static final Map<String, String> SETTINGS = withoutLaterOnes();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @Test
    @Tag("long")
    void topicsSayExactlyWhatWasAcknowledged_acrossAnUpgrade() throws Exception {
        Distribution old = Distribution.at(Requirements.folder("upgrade.from", "upgrade"), folder);
        try (OneProcess site = OneProcess.launch(old, folder.resolve("data"), SETTINGS);
                Drill drill = new Drill(site, folder)) {
            site.awaitReady();
            drill.rollOut();
            drill.awaitFacts();

            drill.rollOut();
            drill.blowWhilePending(
                    "the old build is stopped",
                    () -> assertThat(site.process().stop().code()).isZero());
            drill.recover("this build is started", () -> {
                site.launchAgain(Distribution.find(folder));
                site.awaitReady();
            });
            drill.awaitFacts();

            drill.rollOut();
            drill.awaitFacts();
            assertThat(drill.settleWithoutReplay()).as("seed %d", Drill.SEED).isEmpty();
        }
    }

    private static Map<String, String> withoutLaterOnes() {
        Map<String, String> settings = new TreeMap<>(Drill.SETTINGS);
        settings.remove("streams.store-cache-bytes");
        return settings;
    }
}
