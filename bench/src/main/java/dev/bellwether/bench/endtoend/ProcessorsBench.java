package dev.bellwether.bench.endtoend;

import dev.bellwether.bench.audit.Balance;
import dev.bellwether.bench.audit.TopicReader;
import dev.bellwether.bench.load.LoadClock;
import dev.bellwether.bench.load.LoadProfile;
import dev.bellwether.bench.load.LoadRequests;
import dev.bellwether.bench.load.SpanLedger;
import dev.bellwether.schemas.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The processors by themselves: a topic is filled with spans, then a process that does nothing but fold them and add them up reads it. The
 * whole process counts, with garbage collection, compilation, and its Kafka clients. The first third of the spans is its warm-up.
 */
public final class ProcessorsBench {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long SAMPLE_MILLIS = 50;

    private final Installation installation;
    private final Plan plan;
    private final Topics topics = Topics.standard();

    /**
     * What is measured, and how.
     *
     * @param profile of spans
     * @param spans on the topic
     * @param eventRate spans of a second of event time
     * @param partitions of all topics
     */
    public record Plan(LoadProfile profile, long spans, double eventRate, int partitions, ServerOptions server) {

        public Plan {
            if (spans < profile.batch()) {
                throw new IllegalArgumentException(
                        "spans: " + spans + " (expected: at least one batch, " + profile.batch() + ")");
            }
            if (!(eventRate >= 1 && eventRate <= 1e9)) {
                throw new IllegalArgumentException("event-rate: " + eventRate + " (expected: 1 to 1,000,000,000)");
            }
            if (partitions < 1) {
                throw new IllegalArgumentException("partitions: " + partitions + " (expected: at least 1)");
            }
        }

        long requests() {
            return spans / profile.batch();
        }
    }

    /**
     * What came out.
     *
     * @param spans of the measurement, without the warm-up
     * @param behind how much longer it took to fill the topic than the event rate says
     * @param cpu from the end of the warm-up until everything was committed
     * @param balance of all spans
     */
    public record Result(long spans, Duration behind, CpuUse cpu, Balance balance) {

        public double cpuMicrosPerSpan() {
            return cpu.serverMicrosPer(spans);
        }

        public double spansPerSecond() {
            return spans / (cpu.elapsed().toNanos() / 1e9);
        }

        /** Whether everything was counted once. */
        public boolean good() {
            return balance.even();
        }
    }

    public ProcessorsBench(Installation installation, Plan plan) {
        this.installation = installation;
        this.plan = plan;
    }

    /**
     * Runs it.
     *
     * @param progress told what goes on
     * @throws IOException if the process does not start, does not get on, or is through before it can be measured
     */
    public Result run(Consumer<String> progress) throws IOException, InterruptedException {
        LoadRequests requests = new LoadRequests(plan.profile(), LoadClock.SYSTEM.unixNanos());
        SpanLedger ledger = new SpanLedger(requests);
        try (TemporaryFolder folder = TemporaryFolder.make("bellwether-bench-");
                OwnCluster cluster = OwnCluster.start(folder.path().resolve("kafka"), topics, plan.partitions());
                TopicReader reader = new TopicReader(cluster.kafka(), cluster.registry())) {
            progress.accept("putting " + plan.spans() + " spans on the topic");
            Duration behind = fill(cluster, requests, ledger);
            Map<TopicPartition, Long> ends = reader.ends(topics.otlpSpans());
            progress.accept("reading them");
            try (ServerProcess server =
                    ServerProcess.start(installation, folder, cluster.client(plan.server(), "processors"))) {
                Reading warm = awaitWarm(server, reader, ends);
                long spans = warm.share().left(plan.requests() * plan.profile().batch());
                new CatchUp(reader, topics, PATIENCE).await();
                CpuUse cpu = warm.cpu().until(CpuReading.of(server));
                progress.accept("counting what the windows say");
                Balance balance = Settlement.of(cluster.kafka(), cluster.registry(), topics, ledger);
                return new Result(spans, behind, cpu, balance);
            }
        } catch (ExecutionException e) {
            throw new IOException("Kafka does not say how far the processors have read", e.getCause());
        }
    }

    private Duration fill(OwnCluster cluster, LoadRequests requests, SpanLedger ledger)
            throws IOException, InterruptedException {
        try (KafkaSender sender =
                new KafkaSender(cluster.kafka(), topics, plan.profile().signal())) {
            return new Filling(requests, sender, ledger, LoadClock.SYSTEM).fill(plan.requests(), plan.eventRate());
        }
    }

    /** How far the fold had come at a moment. */
    private record Reading(ReadShare share, CpuReading cpu) {}

    private Reading awaitWarm(ServerProcess server, TopicReader reader, Map<TopicPartition, Long> ends)
            throws IOException, InterruptedException, ExecutionException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            CpuReading cpu = CpuReading.of(server);
            ReadShare share = ReadShare.of(reader.committed(topics.prefix() + "fold"), ends);
            if (share.isWarm()) {
                return new Reading(share, cpu);
            }
            TimeUnit.MILLISECONDS.sleep(SAMPLE_MILLIS);
        }
        throw new IOException("the fold does not get on: less than a third was read within " + PATIENCE);
    }
}
