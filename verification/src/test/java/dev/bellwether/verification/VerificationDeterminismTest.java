package dev.bellwether.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.verification.VerificationTask.Input;
import dev.bellwether.verification.deployment.DeploymentConfig;
import dev.bellwether.verification.judge.GateConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same records give the same facts, in whatever order their sources are read, and through restarts. */
class VerificationDeterminismTest {

    private static final int SOURCES = 3;
    private static final long BEGIN = 1_767_268_800_000L;
    private static final int SECONDS = 260;

    private static final VerificationConfig CONFIG = VerificationConfig.DEFAULT.withDeployments(DeploymentConfig.DEFAULT
            .withFirstVersions(Duration.ofSeconds(20))
            .withGate(
                    GateConfig.DEFAULT.withMinimumBake(Duration.ofSeconds(60)).withDeadline(Duration.ofSeconds(120))));

    @TempDir
    private Path folder;

    @Test
    void facts_areTheSameInEveryInterleaving() {
        for (long seed = 1; seed <= 2; seed++) {
            List<List<Input>> log = log(seed);
            List<String> expected = run(inOrder(log), "ordered-" + seed, 0);
            assertThat(expected).as("seed %d", seed).hasSizeGreaterThan(8);
            for (int shuffle = 1; shuffle <= 3; shuffle++) {
                List<String> said = run(interleaved(log, seed * 100 + shuffle), "shuffled-" + seed + "-" + shuffle, 0);
                assertThat(said).as("seed %d, interleaving %d", seed, shuffle).isEqualTo(expected);
            }
        }
    }

    @Test
    void facts_areTheSameThroughRestarts() {
        List<List<Input>> log = log(9);
        List<String> expected = run(inOrder(log), "uninterrupted", 0);
        assertThat(expected).hasSizeGreaterThan(8);
        assertThat(run(inOrder(log), "restarted", 401)).isEqualTo(expected);
    }

    private List<String> run(List<Input> inputs, String name, int restartEvery) {
        try (VerificationTask task = new VerificationTask(CONFIG, folder.resolve(name))) {
            int count = 0;
            for (Input input : inputs) {
                task.process(input);
                boolean holdsAnEvent = input.value() instanceof DeploymentEvent;
                if (restartEvery > 0 && (++count % restartEvery == 0 || holdsAnEvent)) {
                    task.restart();
                }
            }
            return task.said();
        }
    }

    /**
     * Sources, each in its own order: spans of four services that are reported up to 12 s after they happened (so some
     * are late), watermarks at odd moments, and last the events of the outside.
     */
    private static List<List<Input>> log(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<Input>> sources = new ArrayList<>();
        for (int source = 0; source < SOURCES; source++) {
            sources.add(new ArrayList<>());
        }
        for (int second = 0; second < SECONDS; second++) {
            for (String service : new String[] {"cart", "checkout", "payment", "search"}) {
                report(sources.get(random.nextInt(SOURCES)), service, "1.0", second, 40, random.nextInt(3), random);
                if (second >= 60) {
                    long errors = service.equals("cart") ? random.nextInt(8) : random.nextInt(3);
                    report(sources.get(random.nextInt(SOURCES)), service, "2.0", second, 20, errors, random);
                }
                if (second >= 150 && service.equals("search")) {
                    report(sources.get(random.nextInt(SOURCES)), service, "3.0", second, 20, random.nextInt(2), random);
                }
            }
        }
        for (int source = 0; source < SOURCES; source++) {
            List<Input> records = sources.get(source);
            long time = BEGIN;
            while (time < BEGIN + (SECONDS + 60) * 1000L) {
                time += random.nextInt(200, 2_000);
                records.add(new Input(time, Records.watermark(source, SOURCES, time)));
            }
            records.sort(Comparator.comparingLong(Input::time));
        }
        sources.add(List.of(
                said(50.25, "cart", "2.0", DeploymentPhase.ANNOUNCED),
                said(90.5, "checkout", "2.0", DeploymentPhase.ANNOUNCED),
                said(100.75, "checkout", "2.0", DeploymentPhase.STEPPED),
                said(110.3, "silent", "1.0", DeploymentPhase.ANNOUNCED),
                said(130, "payment", "4.0", DeploymentPhase.ANNOUNCED)));
        return sources;
    }

    private static void report(
            List<Input> source,
            String service,
            String version,
            int second,
            long calls,
            long errors,
            SplittableRandom random) {
        long happened = BEGIN + second * 1000L;
        long reported = happened + random.nextInt(random.nextInt(20) == 0 ? 18_000 : 5_000);
        // a watermark's promise is of what was appended before it
        source.add(new Input(reported, Records.delta(service, version, happened, reported, calls, errors)));
    }

    private static Input said(double second, String service, String version, DeploymentPhase phase) {
        return new Input(BEGIN + (long) (second * 1000), Records.event(service, version, phase));
    }

    private static List<Input> inOrder(List<List<Input>> log) {
        return log.stream()
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(Input::time))
                .toList();
    }

    /** Sources at any speed; but an event is read before the clock, which is the slowest source, reaches it. */
    private static List<Input> interleaved(List<List<Input>> log, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Deque<Input>> sources = new ArrayList<>();
        log.forEach(records -> sources.add(new ArrayDeque<>(records)));
        Deque<Input> events = sources.remove(SOURCES);
        List<Input> order = new ArrayList<>();
        while (sources.stream().anyMatch(source -> !source.isEmpty())) {
            Deque<Input> source = sources.get(random.nextInt(SOURCES));
            int burst = random.nextInt(1, 60);
            for (int i = 0; i < burst && !source.isEmpty(); i++) {
                while (!events.isEmpty()
                        && events.getFirst().time() <= source.getFirst().time()) {
                    order.add(events.removeFirst());
                }
                order.add(source.removeFirst());
            }
        }
        return order;
    }
}
