package dev.bellwether.cli.crash;

import static dev.bellwether.cli.crash.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellwether.bench.audit.Ledger;
import dev.bellwether.bench.audit.TopicReader;
import dev.bellwether.bench.audit.Totals;
import dev.bellwether.bench.endtoend.ResidentMemory;
import dev.bellwether.cli.ServeProcess;
import dev.bellwether.cli.ServeStatus;
import dev.bellwether.schemas.Topics;
import dev.bellwether.testing.FaultProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The network between a whole process and its broker fails: clients are told to come back, the process says why and holds no more than
 * it may, and when the network is back all of it goes on by itself, with nothing lost and nothing counted twice.
 */
class ITBrokerOutage {

    private static final long SEED = Long.getLong("crash.seed", 20261121);
    private static final long MIB = 1024 * 1024;

    private static final long MAX_IN_FLIGHT = 16 * MIB;
    private static final long OFFERED_AT_ONCE = 40 * MAX_IN_FLIGHT;

    /** A request is copied as it is put together, split and sent; what is left is for connections, and heap that was not collected yet. */
    private static final long MAY_BE_ADDED = 12 * MAX_IN_FLIGHT;

    /** The broker aborts what is open, and gives the tasks to others, after six seconds. */
    private static final Duration LONGER_THAN_A_TRANSACTION = Duration.ofSeconds(7);

    /** Streams gives up a task that makes no progress for five minutes. */
    private static final Duration LONGER_THAN_A_TASK_WAITS = Duration.ofMinutes(6);

    private static final Pattern REFUSAL =
            Pattern.compile("the Kafka broker does not answer since (\\S+) \\(.+\\)", Pattern.DOTALL);

    private static final Ledger LEDGER = new Ledger();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static RemoteBroker site;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        site = RemoteBroker.start(
                folder,
                Map.of(
                        "windows.grace",
                        "2s",
                        "ingest.max-request-bytes",
                        String.valueOf(MAX_IN_FLIGHT),
                        "ingest.max-in-flight-bytes",
                        String.valueOf(MAX_IN_FLIGHT),
                        "ingest.max-client-share",
                        "1"));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (site != null) { // it did not start: that is what is told then
            site.close();
        }
    }

    @AfterEach
    void restore() {
        site.network().restore();
    }

    @Test
    void outageLongerThanATransaction_isTold_andEndsByItself_andTheTopicsAreExact() throws Exception {
        underLoad(() -> outage(FaultProxy::stall, LONGER_THAN_A_TRANSACTION));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the peak of a process's memory is read from /proc")
    void fortyTimesWhatIsAdmitted_isRefused_andTakesNoMemory_whileTheBrokerIsAway() throws Exception {
        ServeProcess serve = site.process();
        awaitReady();
        Flood flood = new Flood(serve.address("OTLP/HTTP"));
        // Whatever grows once has grown then: classes, threads, pools of buffers.
        Flood.Answers taken = flood.offer(2 * MAX_IN_FLIGHT);
        assertThat(taken.byStatus()).as("while the broker is there").containsKey(200);
        ResidentMemory.resetPeak(serve.pid());
        long before = ResidentMemory.of(serve.pid()).peakBytes();

        site.network().stall();
        Flood.Answers first = flood.offer(OFFERED_AT_ONCE);
        assertThat(first.byStatus()).as("before it is known").containsOnlyKeys(503);
        awaitTold();
        Flood.Answers then = flood.offer(OFFERED_AT_ONCE);
        assertThat(then.byStatus()).as("from then on").containsOnlyKeys(503);

        long more = ResidentMemory.of(serve.pid()).peakBytes() - before;
        System.out.printf("peak memory: %d MiB, and %d MiB before%n", (before + more) / MIB, before / MIB);
        System.out.printf("longest answer: %s before it was known, %s then%n", first.longest(), then.longest());
        assertThat(more)
                .as("bytes of memory for %d bytes, twice", OFFERED_AT_ONCE)
                .isLessThan(MAY_BE_ADDED);
        assertThat(serve.log()).noneMatch(line -> line.contains("OutOfMemoryError"));

        site.network().restore();
        awaitReady();
        patiently("received = appended + rejected").untilAsserted(() -> {
            JsonNode requests = serve.status().balance("ingest-requests");
            assertThat(requests.path("received").asLong()).isGreaterThan(2 * OFFERED_AT_ONCE / (3 * MIB));
            assertThat(requests.path("difference").asLong()).isZero();
        });
    }

    @Test
    @Tag("long")
    void minutesOfOutage_andOneAfterTheOther_endByThemselves_andTheTopicsAreExact() throws Exception {
        underLoad(() -> {
            outage(FaultProxy::stall, LONGER_THAN_A_TASK_WAITS);
            for (int i = 0; i < 6; i++) {
                outage(FaultProxy::refuse, LONGER_THAN_A_TRANSACTION);
            }
            outage(FaultProxy::refuse, Duration.ofMinutes(2));
            outage(FaultProxy::loseAnswers, Duration.ofMinutes(1));
        });
    }

    private static void underLoad(Drill.Step fate) throws Exception {
        Fleet fleet = new Fleet();
        fleet.deploy(new Release("cart", "1.0.0", 0.1));
        try (Load load = Load.start(fleet, LEDGER, site::otlp, SEED)) {
            awaitMoreAcknowledged();
            fate.run();
            load.finish();
        }
        try (TopicReader reader = site.reader()) {
            patiently("deltas and windows say what was acknowledged")
                    .untilAsserted(() -> assertThat(new Account(Topics.standard(), reader).traffic(LEDGER.totals()))
                            .isEmpty());
            assertThat(reader.records(Topics.standard().deadLetters())).isEmpty();
        }
    }

    private static void outage(Consumer<FaultProxy> fault, Duration length) throws IOException, InterruptedException {
        fault.accept(site.network());
        awaitTold();
        assertThat(site.process().get("/readyz"))
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(503))
                .satisfies(answer -> assertThat(answer.body()).contains("the Kafka broker does not answer since"));
        patiently("the outage has lasted long enough")
                .atMost(length.plus(Patience.LONGEST))
                .until(() -> away(site.process().status()).compareTo(length) > 0);
        site.network().restore();
        awaitReady();
        awaitMoreAcknowledged();
    }

    private static void awaitTold() {
        patiently("the process says that the broker is away").untilAsserted(() -> {
            ServeStatus status = site.process().status();
            assertThat(status.ready()).isFalse();
            assertThat(status.refusal()).matches(REFUSAL);
        });
    }

    private static void awaitReady() {
        patiently("all of it goes on").until(() -> site.process().get("/readyz").statusCode() == 200);
    }

    /** For how long the broker has been away, as the process says. */
    private static Duration away(ServeStatus status) {
        Matcher refusal = REFUSAL.matcher(status.refusal());
        return refusal.matches() ? Duration.between(Instant.parse(refusal.group(1)), Instant.now()) : Duration.ZERO;
    }

    private static void awaitMoreAcknowledged() {
        long before = acknowledged();
        patiently("requests are acknowledged").until(() -> acknowledged() > before + 100);
    }

    private static long acknowledged() {
        return LEDGER.totals().values().stream().mapToLong(Totals::calls).sum();
    }
}
