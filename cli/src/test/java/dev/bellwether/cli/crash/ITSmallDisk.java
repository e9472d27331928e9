package dev.bellwether.cli.crash;

import static dev.bellwether.cli.crash.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellwether.bench.audit.Ledger;
import dev.bellwether.bench.audit.TopicReader;
import dev.bellwether.bench.audit.Totals;
import dev.bellwether.cli.ServeStatus;
import dev.bellwether.schemas.Topics;
import dev.bellwether.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Others fill the disk: intake stops in time and says why, goes on when there is room, and even a disk without any loses nothing. */
class ITSmallDisk {

    private static final long MIB = 1024 * 1024;
    private static final long NEEDED = 64 * MIB;
    private static final long SEED = 20261121;

    private final Topics topics = Topics.standard();
    private final Ledger ledger = new Ledger();

    @TempDir
    private Path printed;

    @Test
    void nearlyFull_stopsIntake_andFull_endsTheProcess_andNothingAcknowledgedIsLost()
            throws IOException, InterruptedException {
        Path disk = Requirements.folder("small.disk.dir", "small-disk");
        assertThat(Files.getFileStore(disk).getTotalSpace())
                .as("-Dsmall.disk.dir=%s: bytes of a file system that a test may fill", disk)
                .isBetween(4 * NEEDED, 2048 * MIB);
        Path data = Files.createTempDirectory(disk, "data-");
        Map<String, String> settings = Map.of("windows.grace", "2s", "embedded.min-free-bytes", String.valueOf(NEEDED));
        try (DiskFiller others = new DiskFiller(disk.resolve("others"));
                OneProcess serve = OneProcess.launch(printed, data, settings)) {
            fillUpAndMakeRoom(serve, others, data);
        } finally {
            delete(data);
        }
    }

    private void fillUpAndMakeRoom(OneProcess serve, DiskFiller others, Path data)
            throws IOException, InterruptedException {
        Fleet fleet = new Fleet();
        fleet.deploy(new Release("cart", "1.0.0", 0.1));
        serve.awaitReady();
        try (Load load = Load.start(fleet, ledger, serve::otlp, SEED)) {
            awaitMoreAcknowledged();

            others.leave(NEEDED / 2);
            patiently("intake stops")
                    .untilAsserted(() -> assertSaysWhy(serve.process().status(), data));
            awaitRefused(serve);

            others.close();
            patiently("intake goes on").until(() -> serve.process().status().ready());
            awaitMoreAcknowledged();

            others.leave(0);
            patiently("Kafka ends the process").until(() -> !serve.process().running());

            others.close();
            serve.launchAgain();
            serve.awaitReady();
            awaitMoreAcknowledged();
            load.finish();
            try (TopicReader reader = serve.reader()) {
                patiently("deltas and windows say what was acknowledged")
                        .untilAsserted(() -> assertThat(new Account(topics, reader).traffic(ledger.totals()))
                                .isEmpty());
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void assertSaysWhy(ServeStatus status, Path data) {
        assertThat(status.ready()).isFalse();
        assertThat(status.refusal()).isEqualTo("the disk of the embedded broker is nearly full");
        JsonNode disk = status.role("disk");
        assertThat(disk.path("state").asText()).isEqualTo("DEGRADED");
        assertThat(disk.path("details").path("folder").asText()).isEqualTo(data.toString());
        assertThat(disk.path("details").path("free").asText()).matches("\\d+ MiB");
        assertThat(disk.path("details").path("needed").asText()).isEqualTo("64 MiB, and a quarter more to go on");
    }

    private static void awaitRefused(OneProcess serve) {
        patiently("clients are refused")
                .until(() -> serve.process()
                                .status()
                                .balance("ingest-requests")
                                .path("rejectedBy")
                                .path("paused")
                                .asLong()
                        > 0);
    }

    private void awaitMoreAcknowledged() {
        long before = acknowledged();
        patiently("requests are acknowledged").until(() -> acknowledged() > before + 100);
    }

    private long acknowledged() {
        return ledger.totals().values().stream().mapToLong(Totals::calls).sum();
    }
}
