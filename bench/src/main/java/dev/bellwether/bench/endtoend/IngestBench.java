package dev.bellwether.bench.endtoend;

import dev.bellwether.bench.load.GrpcTarget;
import dev.bellwether.bench.load.LoadClock;
import dev.bellwether.bench.load.LoadListener;
import dev.bellwether.bench.load.LoadPlan;
import dev.bellwether.bench.load.LoadProfile;
import dev.bellwether.bench.load.LoadRequests;
import dev.bellwether.bench.load.LoadRun;
import dev.bellwether.bench.load.LoadSummary;
import dev.bellwether.bench.load.OtlpGrpcSender;
import dev.bellwether.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;

/** OTLP/gRPC to Kafka: a process that does nothing but take requests; the broker and the generator are in this one. */
public final class IngestBench {

    private static final int PARTITIONS = 4;

    private final Installation installation;
    private final Plan plan;
    private final Topics topics = Topics.standard();

    /**
     * What is measured, and how.
     *
     * @param profile of any signal
     * @param load how fast, and for how long
     * @param warmUp how long the same load runs before
     */
    public record Plan(LoadProfile profile, LoadPlan load, Duration warmUp, ServerOptions server) {}

    /** What came out. */
    public record Result(LoadSummary load, CpuUse cpu) {

        /** Of everything: generator, ingest, broker. */
        public double cpuMicrosPerItem() {
            return cpu.serverMicrosPer(load.acknowledgedItems()) + cpu.benchMicrosPer(load.acknowledgedItems());
        }
    }

    public IngestBench(Installation installation, Plan plan) {
        this.installation = installation;
        this.plan = plan;
    }

    /**
     * Runs it.
     *
     * @param progress told what goes on
     * @throws IOException if the process does not start, or acknowledges nothing
     */
    public Result run(Consumer<String> progress) throws IOException, InterruptedException {
        LoadRequests requests = new LoadRequests(plan.profile(), LoadClock.SYSTEM.unixNanos());
        progress.accept("starting a broker, and serve with the role ingest");
        try (TemporaryFolder folder = TemporaryFolder.make("bellwether-bench-");
                OwnCluster cluster = OwnCluster.start(folder.path().resolve("kafka"), topics, PARTITIONS);
                ServerProcess server =
                        ServerProcess.start(installation, folder, cluster.client(plan.server(), "ingest"));
                OtlpGrpcSender sender = new OtlpGrpcSender(
                        GrpcTarget.plain(server.otlpGrpc()), plan.profile().signal())) {
            if (!plan.warmUp().isZero()) {
                progress.accept("warming up for " + plan.warmUp().toSeconds() + " s");
                Measurable.load(send(plan.load().withDuration(plan.warmUp()), requests, sender));
            }
            progress.accept("measuring for " + plan.load().duration().toSeconds() + " s");
            CpuReading before = CpuReading.of(server);
            LoadSummary load = Measurable.load(send(plan.load(), requests, sender));
            return new Result(load, before.until(CpuReading.of(server)));
        }
    }

    private static LoadSummary send(LoadPlan load, LoadRequests requests, OtlpGrpcSender sender)
            throws InterruptedException {
        return new LoadRun(load, requests, sender, LoadListener.NONE, () -> false).run();
    }
}
