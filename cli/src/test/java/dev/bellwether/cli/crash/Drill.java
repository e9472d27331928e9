package dev.bellwether.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.cli.Launched;
import dev.bellwether.cli.config.ConfigurationException;
import dev.bellwether.facts.Alert;
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
import org.awaitility.core.ConditionFactory;

/** One run: load that goes on, rollouts that are judged, blows, and in the end the account. */
final class Drill implements AutoCloseable {

    /** Long enough for a blow to fall while an alert is pending: some seconds after the fault began. */
    private static final Duration HOLD = Duration.ofSeconds(25);

    /** Short enough for a test; and write buffers so small that state reaches the disk between two blows. */
    static final Map<String, String> SETTINGS = Map.of(
            "windows.grace", "2s",
            "streams.rocksdb-write-buffer-bytes", "32kB",
            "verification.grace", "5s",
            "verification.first-versions", "1s",
            "verification.minimum-bake", "10s",
            "alerting.range", "60s",
            "alerting.min-requests", "20",
            "alerting.error-ratio-for", HOLD.toSeconds() + "s");

    private final Site site;
    private final long seed;
    private final Random random;
    private final Path folder;
    private final Topics topics = Topics.standard();
    private final Rollouts rollouts = new Rollouts();
    private final Ledger ledger = new Ledger();
    private final Load load;
    private final List<Instant> blows = new ArrayList<>();

    /**
     * Begins with the load.
     *
     * @param folder for the state of the replay
     */
    Drill(Site site, Path folder, long seed) {
        this.site = site;
        this.folder = folder;
        this.seed = seed;
        this.random = new Random(seed);
        this.load = Load.start(rollouts.fleet(), ledger, site::otlp, seed);
    }

    /** Something done to a process, or by it. */
    interface Step {
        void run() throws IOException, InterruptedException;
    }

    /** A version with a fault, on which an alert is soon pending, and one without take traffic beside those there were. */
    void rollOut() {
        patiently("versions have a window to be known by").until(() -> {
            assertGoesOn();
            return ledger.windows() > 1;
        });
        rollouts.next();
    }

    /** Waits until the newest fault fires and the newest versions are judged. */
    void awaitFacts() throws IOException {
        try (TopicReader reader = site.reader()) {
            patiently("the fault fires")
                    .until(() -> rollouts.newestFaultFired(reader.values(topics.alertEvents(), Alert.class)));
            patiently("all versions are judged")
                    .until(() -> rollouts.areJudged(reader.values(topics.verdicts(), Verdict.class)));
        }
    }

    /** Lets a random time pass: the moment of a blow is not to be foreseen, neither by the process nor by who wrote the test. */
    void pause(Duration shortest, Duration longest) throws InterruptedException {
        long range = longest.minus(shortest).toMillis();
        TimeUnit.MILLISECONDS.sleep(shortest.toMillis() + random.nextLong(range));
    }

    /** Strikes, and remembers when. */
    void blow(String what, Step step) throws IOException, InterruptedException {
        assertGoesOn();
        blows.add(Instant.now());
        step.run();
        say("blow %d, at %s: %s".formatted(blows.size(), blows.get(blows.size() - 1), what));
    }

    /** Lets somebody recover, and says how long it took, and how long until everything that was there then had been read. */
    void recover(String what, Step step) throws IOException, InterruptedException, ExecutionException {
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
    List<String> settle() throws IOException, InterruptedException, ConfigurationException, ExecutionException {
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
            say(account.pendingAt(blows) + " alerts were pending when a blow fell, and fired after it");
            List<String> findings = new ArrayList<>(account.findings(ledger.totals(), rollouts.expected(), HOLD));
            findings.addAll(new ReplayAudit(topics, reader, SETTINGS, folder.resolve("replay")).findings());
            return findings;
        }
    }

    private void assertGoesOn() {
        assertThat(load.running()).as("load goes on: %s", load).isTrue();
    }

    private static ConditionFactory patiently(String what) {
        return await(what).atMost(Duration.ofSeconds(Launched.PATIENCE_SECONDS)).pollInterval(Duration.ofMillis(300));
    }

    private static long millisBetween(long beginNanos, long endNanos) {
        return TimeUnit.NANOSECONDS.toMillis(endNanos - beginNanos);
    }

    private void say(String what) {
        System.out.println("seed " + seed + ": " + what);
    }

    @Override
    public void close() {
        load.close();
    }
}
