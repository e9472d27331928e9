package dev.bellwether.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.cli.Distribution;
import dev.bellwether.cli.Launched;
import dev.bellwether.cli.config.ConfigurationException;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
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

/** One run: load that goes on, rollouts that are judged, blows at random moments, and in the end the account. */
final class Drill implements AutoCloseable {

    /** Longer than a blow can be late after the alert was seen to be pending. */
    private static final Duration HOLD = Duration.ofSeconds(25);

    /** Short enough for a test; and write buffers so small that state reaches the disk between two blows. */
    private static final Map<String, String> SETTINGS = Map.of(
            "windows.grace", "2s",
            "streams.rocksdb-write-buffer-bytes", "32kB",
            "verification.grace", "5s",
            "verification.first-versions", "1s",
            "verification.minimum-bake", "10s",
            "alerting.range", "60s",
            "alerting.min-requests", "20",
            "alerting.error-ratio-for", HOLD.toSeconds() + "s");

    private final long seed;
    private final Random random;
    private final Path folder;
    private final Topics topics = Topics.standard();
    private final Rollouts rollouts = new Rollouts();
    private final Ledger ledger = new Ledger();
    private final ServeUnderTest serve;
    private final Load load;
    private final List<Instant> blows = new ArrayList<>();

    private Drill(long seed, Path folder, ServeUnderTest serve) {
        this.seed = seed;
        this.folder = folder;
        this.random = new Random(seed);
        this.serve = serve;
        this.load = Load.start(rollouts.fleet(), ledger, serve::otlp, seed);
    }

    /** @param folder for the data of the process and for what it prints */
    static Drill start(Path folder, long seed) throws IOException, InterruptedException {
        ServeUnderTest serve = new ServeUnderTest(Distribution.find(folder), folder.resolve("data"), SETTINGS);
        serve.launch();
        Drill drill = new Drill(seed, folder, serve);
        serve.awaitReady();
        return drill;
    }

    /** A version with a fault and one without take traffic beside those that were there before. */
    void rollOut() {
        patiently("versions have a window to be known by").until(() -> {
            assertGoesOn();
            return ledger.windows() > 1;
        });
        rollouts.next();
    }

    /** Kills it at a random moment of its work. */
    void killWhileRunning() throws InterruptedException {
        pause(Duration.ofSeconds(1), Duration.ofSeconds(6));
        kill("while running");
    }

    /** Kills it while an alert on the newest fault is pending. */
    void killWhilePending() throws IOException, InterruptedException {
        try (TopicReader reader = serve.reader()) {
            patiently("an alert is pending")
                    .until(() -> rollouts.tellsOfNewestFault(
                            AlertState.PENDING, reader.values(topics.alertEvents(), Alert.class)));
        }
        kill("while an alert is pending");
    }

    /** Starts it, and kills it at a random moment before it is ready, or soon after it. */
    void killWhileStarting() throws IOException, InterruptedException {
        serve.launch();
        pause(Duration.ofMillis(500), Duration.ofSeconds(8));
        kill("while starting");
    }

    /** Starts it, and says how long it took. */
    void recover() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        serve.launch();
        serve.awaitReady();
        long ready = System.nanoTime();
        try (TopicReader reader = serve.reader()) {
            new CatchUp(reader, topics).awaitAll();
        }
        say("started again: ready after %d ms, caught up after %d ms"
                .formatted(millisBetween(begin, ready), millisBetween(begin, System.nanoTime())));
    }

    /** Waits until the newest fault fires and the newest versions are judged. */
    void awaitFacts() throws IOException {
        try (TopicReader reader = serve.reader()) {
            patiently("the fault fires")
                    .until(() -> rollouts.tellsOfNewestFault(
                            AlertState.FIRING, reader.values(topics.alertEvents(), Alert.class)));
            patiently("all versions are judged")
                    .until(() -> rollouts.areJudged(reader.values(topics.verdicts(), Verdict.class)));
        }
    }

    /**
     * Ends the load, waits until the windows say all of it, stops the process, and settles the account on its topics.
     *
     * @return what is wrong, in words
     */
    List<String> settle() throws IOException, InterruptedException, ConfigurationException, ExecutionException {
        load.finish();
        try (TopicReader reader = serve.reader()) {
            patiently("every window is told")
                    .until(() -> WindowAudit.ofWindows(
                                    ledger.totals(), reader.values(topics.redWindows(), RedWindow.class))
                            .isEmpty());
        }
        assertThat(serve.stop().code()).isZero();
        say(load + "; " + ledger.totals().size() + " windows");
        try (StoppedCluster cluster = StoppedCluster.open(serve.data());
                TopicReader reader = cluster.reader()) {
            Account account = new Account(topics, reader);
            account.lives().forEach(this::say);
            say(account.pendingAt(blows) + " alerts were pending when a blow fell, and fired after it");
            List<String> findings = new ArrayList<>(account.findings(ledger.totals(), rollouts.expected(), HOLD));
            findings.addAll(new ReplayAudit(topics, reader, SETTINGS, folder.resolve("replay")).findings());
            return findings;
        }
    }

    private void kill(String when) throws InterruptedException {
        assertGoesOn();
        blows.add(Instant.now());
        serve.kill();
        say("kill %d, %s, at %s".formatted(blows.size(), when, blows.get(blows.size() - 1)));
    }

    private void assertGoesOn() {
        assertThat(load.running()).as("load goes on: %s", load).isTrue();
    }

    private static ConditionFactory patiently(String what) {
        return await(what).atMost(Duration.ofSeconds(Launched.PATIENCE_SECONDS)).pollInterval(Duration.ofMillis(300));
    }

    /** The moment of a blow is not to be foreseen, neither by the process nor by whoever wrote the test. */
    private void pause(Duration shortest, Duration longest) throws InterruptedException {
        long range = longest.minus(shortest).toMillis();
        TimeUnit.MILLISECONDS.sleep(shortest.toMillis() + random.nextLong(range));
    }

    private static long millisBetween(long beginNanos, long endNanos) {
        return TimeUnit.NANOSECONDS.toMillis(endNanos - beginNanos);
    }

    private void say(String what) {
        System.out.println("seed " + seed + ": " + what);
    }

    @Override
    public void close() throws InterruptedException {
        load.close();
        serve.close();
    }
}
