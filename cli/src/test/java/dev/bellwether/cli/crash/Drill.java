package dev.bellwether.cli.crash;

import static dev.bellwether.cli.crash.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.bench.audit.Ledger;
import dev.bellwether.bench.audit.TopicReader;
import dev.bellwether.bench.audit.WindowAudit;
import dev.bellwether.cli.config.ConfigurationException;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.RedWindow;
import dev.bellwether.facts.Verdict;
import dev.bellwether.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One run: load that goes on, rollouts that are judged, blows, and in the end the account. */
public final class Drill implements AutoCloseable {

    public static final long SEED = Long.getLong("crash.seed", 20261121);

    /** Long enough to see that an alert is pending, and to strike before it fires. */
    private static final Duration HOLD = Duration.ofSeconds(25);

    private static final int MOST_HOLD_UPS = 5;

    private static final Duration SOON = Duration.ofSeconds(1);

    /** Short enough for a test; and write buffers so small that state reaches the disk between two blows. */
    public static final Map<String, String> SETTINGS = Map.of(
            "windows.grace", "2s",
            "streams.rocksdb-write-buffer-bytes", "32kB",
            "streams.store-cache-bytes",
                    "1B", // state is written as it changes, not only at a commit: a blow falls between them
            "verification.grace", "5s",
            "verification.first-versions", "1s",
            "verification.minimum-bake", "10s",
            "alerting.range", "60s",
            "alerting.min-requests", "20",
            "alerting.error-ratio-for", HOLD.toSeconds() + "s");

    private final Site site;
    private final Random random = new Random(SEED);
    private final Path folder;
    private final Topics topics = Topics.standard();
    private final Rollouts rollouts = new Rollouts();
    private final Ledger ledger = new Ledger();
    private final Load load;
    private final List<Instant> blows = new ArrayList<>();
    private final List<Instant> blowsWhilePending = new ArrayList<>();

    /**
     * Begins with the load.
     *
     * @param folder for the state of the replay
     */
    public Drill(Site site, Path folder) {
        this.site = site;
        this.folder = folder;
        this.load = Load.start(rollouts.fleet(), ledger, site::otlp, SEED);
    }

    /** Something done to a process, or by it. */
    public interface Step {
        void run() throws IOException, InterruptedException, ExecutionException;
    }

    /** A version with a fault, on which an alert is soon pending, and one without take traffic beside those there were. */
    public void rollOut() throws IOException {
        try (TopicReader reader = site.reader()) {
            patiently("the services are known")
                    .failFast(this::assertGoesOn)
                    .untilAsserted(() -> assertThat(Rollouts.notKnown(
                                    reader.values(topics.redDeltas(), RedDelta.class),
                                    Instant.now().minus(Fleet.LATEST)))
                            .isEmpty());
        }
        rollouts.next();
    }

    /** Waits until the newest fault fires and the newest versions are judged. */
    public void awaitFacts() throws IOException {
        try (TopicReader reader = site.reader()) {
            patiently("the fault fires").untilAsserted(() -> assertNewestFaultIs(reader, AlertState.FIRING));
            patiently("all versions are judged")
                    .untilAsserted(() -> assertThat(rollouts.notJudged(reader.values(topics.verdicts(), Verdict.class)))
                            .isEmpty());
        }
    }

    private void assertNewestFaultIs(TopicReader reader, AlertState state) {
        assertThat(newestFault(reader)).as("alerts on the newest fault").containsValue(state);
    }

    private Map<String, AlertState> newestFault(TopicReader reader) {
        return rollouts.newestFault(reader.values(topics.alertEvents(), Alert.class));
    }

    /** Lets a random time pass: the moment of a blow is not to be foreseen, neither by the process nor by who wrote the test. */
    public void pause(Duration shortest, Duration longest) throws InterruptedException {
        long range = longest.minus(shortest).toMillis();
        TimeUnit.MILLISECONDS.sleep(shortest.toMillis() + random.nextLong(range));
    }

    /** Strikes, and remembers when. */
    public void blow(String what, Step step) throws IOException, InterruptedException, ExecutionException {
        assertGoesOn();
        blows.add(Instant.now());
        step.run();
        say("blow %d, at %s: %s".formatted(blows.size(), blows.get(blows.size() - 1), what));
    }

    /**
     * Strikes soon after an alert on the newest fault was seen to be pending. The account requires that it is the blow that falls
     * first, and that the alert fires all the same.
     */
    public void blowWhilePending(String what, Step step) throws IOException, InterruptedException, ExecutionException {
        try (TopicReader reader = site.reader()) {
            patiently("an alert on the fault is pending")
                    .failFast(
                            "it fires before it was seen to be pending",
                            () -> newestFault(reader).containsValue(AlertState.FIRING))
                    .untilAsserted(() -> assertNewestFaultIs(reader, AlertState.PENDING));
        }
        pause(Duration.ZERO, SOON);
        blow(what + " while an alert is pending", step);
        blowsWhilePending.add(blows.get(blows.size() - 1));
    }

    /**
     * Holds somebody up while an alert is pending; and again, until that has aborted a transaction: where it falls between two, it aborts
     * none.
     *
     * @param release what ends it, after a time in which all transactions have timed out
     */
    public void holdUp(String who, Step hold, Step release)
            throws IOException, InterruptedException, ExecutionException {
        long before = aborted();
        blowWhilePending(who + " is held up", hold);
        recover(who + " goes on", release);
        for (int i = 1; i < MOST_HOLD_UPS && aborted() == before; i++) {
            pause(Duration.ofSeconds(1), Duration.ofSeconds(4));
            blow(who + " is held up", hold);
            recover(who + " goes on", release);
        }
        assertThat(aborted())
                .as("records in transactions that a hold-up has aborted")
                .isGreaterThan(before);
    }

    /** How many records were rolled back so far with the transactions that they were in. */
    private long aborted() throws IOException {
        try (TopicReader reader = site.reader()) {
            return Stream.of(topics.redDeltas(), topics.redWindows(), topics.alertEvents(), topics.alerts())
                    .mapToLong(reader::aborted)
                    .sum();
        }
    }

    /** Lets somebody recover, and says how long it took, and how long until everything that was there then had been read. */
    public void recover(String what, Step step) throws IOException, InterruptedException, ExecutionException {
        long begin = System.nanoTime();
        step.run();
        long ready = System.nanoTime();
        try (TopicReader reader = site.reader()) {
            new CatchUp(reader, topics).awaitAll();
        }
        say("%s: ready after %d ms, caught up after %d ms"
                .formatted(what, millisBetween(begin, ready), millisBetween(begin, System.nanoTime())));
    }

    /**
     * Ends the load, waits until the windows say all of it, stops the processes, and settles the account on their topics.
     *
     * @return what is wrong, in words
     */
    public List<String> settle() throws IOException, InterruptedException, ConfigurationException, ExecutionException {
        List<String> findings = settleWithoutReplay();
        try (TopicReader reader = site.reader()) {
            findings.addAll(new ReplayAudit(topics, reader, SETTINGS, folder.resolve("replay")).findings());
        }
        return findings;
    }

    /** The same, where not all facts are by the topologies of this build. */
    List<String> settleWithoutReplay() throws IOException, InterruptedException {
        load.finish();
        say(load + "; " + ledger.totals().size() + " windows");
        try (TopicReader reader = site.reader()) {
            patiently("every window is told")
                    .untilAsserted(() -> assertThat(WindowAudit.ofWindows(
                                    ledger.totals(), reader.values(topics.redWindows(), RedWindow.class)))
                            .isEmpty());
        }
        site.stop();
        try (TopicReader reader = site.reader()) {
            Account account = new Account(topics, reader);
            account.lives().forEach(this::say);
            List<String> findings = new ArrayList<>(account.findings(ledger.totals(), rollouts.expected(), HOLD));
            findings.addAll(account.withoutPendingAlert(blowsWhilePending));
            return findings;
        }
    }

    private void assertGoesOn() {
        assertThat(load.running()).as("load goes on: %s", load).isTrue();
    }

    private static long millisBetween(long beginNanos, long endNanos) {
        return TimeUnit.NANOSECONDS.toMillis(endNanos - beginNanos);
    }

    private void say(String what) {
        System.out.println("seed " + SEED + ": " + what);
    }

    @Override
    public void close() {
        load.close();
    }
}
