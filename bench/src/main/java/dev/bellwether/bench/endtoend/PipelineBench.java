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
import java.util.function.Consumer;

/**
 * The whole way of spans: generated here, sent over OTLP/gRPC to a {@code serve} with its own broker and all its roles, folded, and added up in
 * windows, exactly once. What the windows say in the end is held against what was sent.
 *
 * <p>Throughput counts until the processors have committed everything, so that a backlog does not pass for speed.
 */
public final class PipelineBench {

    /** For what the processors are behind when the load ends. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Installation installation;
    private final Plan plan;
    private final Topics topics = Topics.standard();

    /**
     * What is measured, and how.
     *
     * @param profile of spans
     * @param load how fast, and for how long
     * @param warmUp how long the same load runs before the measurement; its spans are counted too, but not timed
     */
    public record Plan(LoadProfile profile, LoadPlan load, Duration warmUp, ServerOptions server) {}

    /**
     * What came out.
     *
     * @param load of the measurement, without the warm-up
     * @param cpu from the first span until the processors had committed the last one
     * @param processorsCpu of it, the {@linkplain ProcessorThreads threads} of the fold and of the windows, without garbage collection and
     *     compilation
     * @param balance of all spans, with those of the warm-up
     */
    public record Result(LoadSummary load, CpuUse cpu, Duration processorsCpu, Balance balance) {

        /** Spans a second, from the first one sent to the last one committed by the processors. */
        public double spansPerSecond() {
            return load.acknowledgedItems() / (cpu.elapsed().toNanos() / 1e9);
        }

        /** Of everything: generator, server, broker, processors. */
        public double cpuMicrosPerSpan() {
            return cpu.serverMicrosPer(load.acknowledgedItems()) + cpu.benchMicrosPer(load.acknowledgedItems());
        }

        public double processorsCpuMicrosPerSpan() {
            return CpuUse.micros(processorsCpu, load.acknowledgedItems());
        }

        /** Whether everything was acknowledged, and counted once. */
        public boolean good() {
            return load.complete() && balance.even();
        }
    }

    public PipelineBench(Installation installation, Plan plan) {
        this.installation = installation;
        this.plan = plan;
    }

    /**
     * Runs it.
     *
     * @param progress told what goes on
     * @throws IOException if the server does not start, acknowledges nothing, or does not keep up
     */
    public Result run(Consumer<String> progress) throws IOException, InterruptedException {
        try (TemporaryFolder folder = TemporaryFolder.make("bellwether-bench-")) {
            progress.accept("starting serve");
            try (ServerProcess server = ServerProcess.start(installation, folder, plan.server());
                    TopicReader reader = new TopicReader(server.kafka(), server.registry());
                    OtlpGrpcSender sender = new OtlpGrpcSender(
                            GrpcTarget.plain(server.otlpGrpc()), plan.profile().signal())) {
                return measure(server, reader, sender, progress);
            }
        }
    }

    private Result measure(ServerProcess server, TopicReader reader, OtlpGrpcSender sender, Consumer<String> progress)
            throws IOException, InterruptedException {
        LoadRequests requests = new LoadRequests(plan.profile(), LoadClock.SYSTEM.unixNanos());
        SpanLedger ledger = new SpanLedger(requests);
        CatchUp catchUp = new CatchUp(reader, topics, PATIENCE);
        if (!plan.warmUp().isZero()) {
            progress.accept("warming up for " + plan.warmUp().toSeconds() + " s");
            Measurable.load(send(plan.load().withDuration(plan.warmUp()), requests, sender, ledger));
            catchUp.await();
        }
        progress.accept("measuring for " + plan.load().duration().toSeconds() + " s");
        Duration threadsBefore = processors(server);
        CpuReading before = CpuReading.of(server);
        LoadSummary load = Measurable.load(send(plan.load(), requests, sender, ledger));
        catchUp.await();
        CpuUse cpu = before.until(CpuReading.of(server));
        Duration processors = processors(server).minus(threadsBefore);
        progress.accept("counting what the windows say");
        Balance balance = Settlement.of(server.kafka(), server.registry(), topics, ledger);
        return new Result(load, cpu, processors, balance);
    }

    private static LoadSummary send(LoadPlan load, LoadRequests requests, OtlpGrpcSender sender, SpanLedger ledger)
            throws InterruptedException {
        return new LoadRun(load, requests, sender, ledger, () -> false).run();
    }

    private static Duration processors(ServerProcess server) throws IOException {
        return ThreadTimes.of(server.pid()).sum(ProcessorThreads::include);
    }
}
