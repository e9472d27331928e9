package dev.bellwether.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.cli.Distribution;
import dev.bellwether.cli.Launched;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.RedWindow;
import dev.bellwether.schemas.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;

/** One run: load that goes on, blows at random moments, and in the end the account. */
final class Drill implements AutoCloseable {

    /** Short enough for a test; and write buffers so small that state reaches the disk between two blows. */
    static final List<String> SETTINGS = List.of(
            "windows.grace=2s",
            "streams.rocksdb-write-buffer-bytes=32kB",
            "verification.grace=2s",
            "verification.first-versions=5s",
            "verification.minimum-bake=10s",
            "alerting.range=30s",
            "alerting.min-requests=20",
            "alerting.error-ratio-for=8s");

    private static final Duration PATIENCE = Duration.ofSeconds(Launched.PATIENCE_SECONDS);

    private final long seed;
    private final Random random;
    private final Topics topics = Topics.standard();
    private final Fleet fleet = new Fleet();
    private final Ledger ledger = new Ledger();
    private final ServeUnderTest serve;
    private final Load load;
    private int blows;

    private Drill(long seed, ServeUnderTest serve) {
        this.seed = seed;
        this.random = new Random(seed);
        this.serve = serve;
        fleet.deploy(new Release("cart", "1.0.0", 0));
        fleet.deploy(new Release("checkout", "1.0.0", 0.01));
        this.load = Load.start(fleet, ledger, serve::otlp, seed);
    }

    /** @param folder for the data of the process and for what it prints */
    static Drill start(Path folder, long seed) throws IOException, InterruptedException {
        ServeUnderTest serve = new ServeUnderTest(Distribution.find(folder), folder.resolve("data"), SETTINGS);
        serve.launch();
        Drill drill = new Drill(seed, serve);
        serve.awaitReady();
        return drill;
    }

    /** Kills it at a random moment of its work. */
    void killWhileRunning() throws IOException, InterruptedException {
        pause(Duration.ofSeconds(1), Duration.ofSeconds(6));
        kill("while running");
    }

    /** Starts it, and kills it at a random moment before it is ready, or soon after it. */
    void killWhileStarting() throws IOException, InterruptedException {
        serve.launch();
        pause(Duration.ofMillis(500), Duration.ofSeconds(8));
        kill("while starting");
    }

    /** Starts it, and says how long that took. */
    void recover() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        serve.launch();
        serve.awaitReady();
        Duration ready = Duration.ofNanos(System.nanoTime() - begin);
        try (TopicReader reader = serve.reader()) {
            new CatchUp(reader, topics).awaitAll();
        }
        Duration caughtUp = Duration.ofNanos(System.nanoTime() - begin);
        say("started again: ready after %d ms, caught up after %d ms".formatted(ready.toMillis(), caughtUp.toMillis()));
    }

    private void kill(String when) throws InterruptedException {
        assertThat(load.running()).as("load goes on: %s", load).isTrue();
        blows++;
        serve.kill();
        say("kill " + blows + ", " + when);
    }

    /** Ends the load, waits until the windows say all of it, stops the process, and settles the account on its topics. */
    List<String> settle() throws IOException, InterruptedException {
        load.finish();
        try (TopicReader reader = serve.reader()) {
            await("every window is told")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> WindowAudit.ofWindows(
                                    ledger.totals(), values(reader.facts(topics.redWindows(), RedWindow.class)))
                            .isEmpty());
        }
        assertThat(serve.stop().code()).isZero();
        say(load + "; " + ledger.totals().size() + " windows");
        try (StoppedCluster cluster = StoppedCluster.open(serve.data());
                TopicReader reader = cluster.reader()) {
            List<String> findings = new ArrayList<>();
            findings.addAll(
                    WindowAudit.ofDeltas(ledger.totals(), values(reader.facts(topics.redDeltas(), RedDelta.class))));
            findings.addAll(
                    WindowAudit.ofWindows(ledger.totals(), values(reader.facts(topics.redWindows(), RedWindow.class))));
            reader.records(topics.deadLetters()).forEach(record -> findings.add("a dead letter: " + record));
            return findings;
        }
    }

    private static <T extends SpecificRecord> List<T> values(List<Fact<T>> facts) {
        return facts.stream().map(Fact::value).filter(Objects::nonNull).toList();
    }

    /** The moment of a blow is not to be foreseen, neither by the process nor by whoever wrote the test. */
    private void pause(Duration shortest, Duration longest) throws InterruptedException {
        long range = longest.minus(shortest).toMillis();
        TimeUnit.MILLISECONDS.sleep(shortest.toMillis() + random.nextLong(range));
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
