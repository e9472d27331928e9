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

    private final Installation installation;
    private final Plan plan;
    private final Topics topics = Topics.standard();

    /**
     * What is done.
     *
     * @param load how fast, and for how long
     * @param warmUp how long the same load runs before memory is looked at
     * @param every how often that is
     */
    public record Plan(LoadProfile profile, LoadPlan load, Duration warmUp, Duration every, ServerOptions server) {}

    /**
     * What came out.
     *
     * @param load with the warm-up
     * @param heap bytes that can be reached
     * @param resident bytes that Linux keeps
     * @param samples how many there were of each
     * @param balance of all spans
     */
    public record Result(LoadSummary load, CpuUse cpu, Trend heap, Trend resident, int samples, Balance balance) {

        /** Whether everything was acknowledged, and counted once. */
        public boolean good() {
            return load.complete() && balance.even();
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
                MemoryWatch memory = MemoryWatch.start(server.pid(), plan.every())) {
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
            new CatchUp(reader, topics, PATIENCE).await();
            progress.accept("counting what the windows say");
            Balance balance = Settlement.of(server.kafka(), server.registry(), topics, ledger);
            return new Result(
                    load,
                    cpu,
                    trend(samples, MemoryWatch.Sample::heap),
                    trend(samples, MemoryWatch.Sample::resident),
                    samples.size(),
                    balance);
        }
    }

    private static Trend trend(List<MemoryWatch.Sample> samples, ToLongFunction<MemoryWatch.Sample> value) {
        return Trend.of(samples.stream()
                .map(sample -> new Trend.Sample(sample.nanos(), value.applyAsLong(sample)))
                .toList());
    }
}
