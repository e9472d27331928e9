package dev.bellwether.bench.endtoend;

import dev.bellwether.bench.audit.Balance;
import dev.bellwether.bench.audit.TopicReader;
import dev.bellwether.bench.load.GrpcTarget;
import dev.bellwether.bench.load.LoadClock;
import dev.bellwether.bench.load.LoadPlan;
import dev.bellwether.bench.load.LoadProfile;
import dev.bellwether.bench.load.LoadRequests;
import dev.bellwether.bench.load.LoadRun;
import dev.bellwether.bench.load.LoadSummary;
import dev.bellwether.bench.load.OtlpGrpcSender;
import dev.bellwether.bench.load.SpanLedger;
import dev.bellwether.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/**
 * Whether {@code serve} with its own broker and all its roles could go on for ever: under a steady load its memory must not grow, and in the end
 * each span must have been counted once.
 *
 * <p>What is remembered for a time grows until that has passed. So times are short here, and the warm-up is longer than the longest of them.
 */
public final class SoakBench {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final Map<String, String> SHORT_MEMORY = Map.of(
            "windows.restate-for", "30s",
            "fold.remember-retries", "1m",
            "alerting.range", "1m");

    /** Looks at memory that a line has to have at least. */
    private static final int LOOKS = 5;

    private final Installation installation;
    private final Plan plan;
    private final Topics topics = Topics.standard();

    /**
     * What is done.
     *
     * @param load how fast, and for how long
     * @param warmUp how long the same load runs before memory is looked at
     */
    public record Plan(LoadProfile profile, LoadPlan load, Duration warmUp, Looks looks, ServerOptions server) {

        public Plan {
            Duration shortest = looks.every().multipliedBy(LOOKS);
            if (load.duration().compareTo(shortest) < 0) {
                throw new IllegalArgumentException("duration: " + load.duration() + " (expected: at least " + shortest
                        + ", for " + LOOKS + " looks at memory)");
            }
        }
    }

    /**
     * How memory is looked at.
     *
     * @param every how often
     * @param tolerance by how much its line may rise from its begin to its end, as a share of the mean
     */
    public record Looks(Duration every, double tolerance) {

        public Looks {
            if (every.isNegative() || every.isZero()) {
                throw new IllegalArgumentException("every: " + every + " (expected: more than zero)");
            }
            if (!(tolerance >= 0 && tolerance <= 10)) {
                throw new IllegalArgumentException("tolerance: " + tolerance + " (expected: 0 to 10)");
            }
        }
    }

    /**
     * What came out.
     *
     * @param load with the warm-up
     * @param balance of all spans
     */
    public record Result(LoadSummary load, CpuUse cpu, Memory memory, Balance balance) {

        /** Whether memory is flat, and everything was acknowledged and counted once. */
        public boolean good() {
            return memory.flat() && load.complete() && balance.even();
        }
    }

    /**
     * What memory did.
     *
     * @param heap bytes that can be reached
     * @param resident bytes that Linux keeps
     * @param samples how many there were of each
     * @param tolerance as planned
     */
    public record Memory(Trend heap, Trend resident, int samples, double tolerance) {

        boolean flat() {
            return Math.max(heap.growth(), resident.growth()) <= tolerance;
        }
    }

    public SoakBench(Installation installation, Plan plan) {
        this.installation = installation;
        this.plan = plan;
    }

    /**
     * Runs it.
     *
     * @param progress told what goes on
     * @throws IOException if the server does not start, or does not keep up
     */
    public Result run(Consumer<String> progress) throws IOException, InterruptedException {
        progress.accept("starting serve");
        try (TemporaryFolder folder = TemporaryFolder.make("bellwether-bench-");
                ServerProcess server =
                        ServerProcess.start(installation, folder, plan.server().over(SHORT_MEMORY));
                TopicReader reader = new TopicReader(server.kafka(), server.registry());
                OtlpGrpcSender sender = new OtlpGrpcSender(
                        GrpcTarget.plain(server.otlpGrpc()), plan.profile().signal());
                MemoryWatch memory =
                        MemoryWatch.start(server.pid(), plan.looks().every())) {
            LoadRequests requests = new LoadRequests(plan.profile(), LoadClock.SYSTEM.unixNanos());
            SpanLedger ledger = new SpanLedger(requests);
            Duration all = plan.warmUp().plus(plan.load().duration());
            progress.accept(
                    "load for " + all.toSeconds() + " s, of it " + plan.warmUp().toSeconds() + " s of warm-up");
            long measured = System.nanoTime() + plan.warmUp().toNanos();
            CpuReading before = CpuReading.of(server);
            LoadSummary load = Measurable.load(
                    new LoadRun(plan.load().withDuration(all), requests, sender, ledger, () -> false).run());
            CpuUse cpu = before.until(CpuReading.of(server));
            List<MemoryWatch.Sample> samples = memory.stop().stream()
                    .filter(sample -> sample.nanos() >= measured)
                    .toList();
            if (samples.size() < LOOKS) {
                throw new IOException("memory was looked at " + samples.size() + " times (expected: at least " + LOOKS
                        + "): a look takes too long on this machine for so short a load");
            }
            new CatchUp(reader, topics, PATIENCE).await();
            progress.accept("counting what the windows say");
            Balance balance = Settlement.of(server.kafka(), server.registry(), topics, ledger);
            return new Result(load, cpu, memory(samples), balance);
        }
    }

    private Memory memory(List<MemoryWatch.Sample> samples) {
        return new Memory(
                trend(samples, MemoryWatch.Sample::heap),
                trend(samples, MemoryWatch.Sample::resident),
                samples.size(),
                plan.looks().tolerance());
    }

    private static Trend trend(List<MemoryWatch.Sample> samples, ToLongFunction<MemoryWatch.Sample> value) {
        return Trend.of(samples.stream()
                .map(sample -> new Trend.Sample(sample.nanos(), value.applyAsLong(sample)))
                .toList());
    }
}
