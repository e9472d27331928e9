package dev.bellwether.bench.endtoend;

import dev.bellwether.bench.load.Answer;
import dev.bellwether.bench.load.GrpcTarget;
import dev.bellwether.bench.load.LoadListener;
import dev.bellwether.bench.load.LoadPlan;
import dev.bellwether.bench.load.LoadProfile;
import dev.bellwether.bench.load.LoadRequests;
import dev.bellwether.bench.load.LoadRun;
import dev.bellwether.bench.load.LoadSummary;
import dev.bellwether.bench.load.OtlpGrpcSender;
import dev.bellwether.schemas.Topics;
import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * How long it takes from a span to an alert: beside a load without errors, services that nobody has seen before fail their first request, at
 * moments that nothing in the system can foresee. The alert asks for more errors than none, and for no hold. It is read from its topic, as
 * any reader of committed records would.
 */
public final class LatencyBench {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long POLL_MILLIS = 50;

    /** {@code errors > 0}, {@code for: 0s}. */
    private static final Map<String, String> AT_ONCE = Map.of(
            "alerting.error-ratio", "0",
            "alerting.error-ratio-for", "0s",
            "alerting.min-requests", "1");

    private final Installation installation;
    private final Plan plan;
    private final Topics topics = Topics.standard();

    /**
     * What is measured, and how.
     *
     * @param profile of the load beside which it is measured; without errors
     * @param load how fast, and for how long
     * @param warmUp how long the load runs before the first marker
     * @param markers how many services fail, spread over the measurement
     */
    public record Plan(LoadProfile profile, LoadPlan load, Duration warmUp, int markers, ServerOptions server) {

        public Plan {
            if (profile.errorRatio() != 0) {
                throw new IllegalArgumentException("errors: " + profile.errorRatio() + " (expected: 0 beside markers)");
            }
            if (markers < 1) {
                throw new IllegalArgumentException("markers: " + markers + " (expected: at least 1)");
            }
        }
    }

    /**
     * What came out.
     *
     * @param load beside which it was measured, with its warm-up
     * @param latencies from sending a marker to reading its alert, in nanoseconds
     * @param missing markers without an alert; one that the server refused, since it was overloaded, is one of them
     */
    public record Result(LoadSummary load, CpuUse cpu, ExponentialHistogram latencies, int missing) {

        /** A quantile; 0 where there was no alert at all. */
        public double millis(double quantile) {
            return latencies.isEmpty() ? 0 : latencies.quantile(quantile) / 1e6;
        }

        /** Whether each marker has its alert. */
        public boolean good() {
            return missing == 0;
        }
    }

    public LatencyBench(Installation installation, Plan plan) {
        this.installation = installation;
        this.plan = plan;
    }

    /**
     * Runs it.
     *
     * @param progress told what goes on
     * @throws IOException if the server does not start
     */
    public Result run(Consumer<String> progress) throws IOException, InterruptedException {
        progress.accept("starting serve");
        try (TemporaryFolder folder = TemporaryFolder.make("bellwether-bench-");
                ServerProcess server = ServerProcess.start(
                        installation, folder.path(), plan.server().over(AT_ONCE));
                OtlpGrpcSender sender = new OtlpGrpcSender(
                        GrpcTarget.plain(server.otlpGrpc()), plan.profile().signal());
                AlertWatch watch = AlertWatch.start(server.kafka(), server.registry(), topics)) {
            AtomicBoolean over = new AtomicBoolean();
            CompletableFuture<LoadSummary> load = CompletableFuture.supplyAsync(() -> load(sender, over));
            try {
                return measure(server, sender, watch, over, load, progress);
            } finally {
                over.set(true);
            }
        }
    }

    private LoadSummary load(OtlpGrpcSender sender, AtomicBoolean over) {
        LoadRequests requests =
                new LoadRequests(plan.profile(), ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now()));
        Duration longest = plan.warmUp().plus(plan.load().duration()).plus(PATIENCE);
        try {
            return new LoadRun(plan.load().withDuration(longest), requests, sender, LoadListener.NONE, over::get).run();
        } catch (InterruptedException interrupted) {
            throw new CompletionException(interrupted);
        }
    }

    private Result measure(
            ServerProcess server,
            OtlpGrpcSender sender,
            AlertWatch watch,
            AtomicBoolean over,
            CompletableFuture<LoadSummary> load,
            Consumer<String> progress)
            throws IOException, InterruptedException {
        progress.accept("warming up for " + plan.warmUp().toSeconds() + " s");
        TimeUnit.NANOSECONDS.sleep(plan.warmUp().toNanos());
        progress.accept(plan.markers() + " markers in " + plan.load().duration().toSeconds() + " s");
        CpuReading before = CpuReading.of(server);
        Map<String, Long> sent = mark(sender);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!watch.firstNanos().keySet().containsAll(sent.keySet()) && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        CpuUse cpu = before.until(CpuReading.of(server));
        over.set(true);
        Map<String, Long> fired = watch.firstNanos();
        long[] latencies = sent.entrySet().stream()
                .filter(marker -> fired.containsKey(marker.getKey()))
                .mapToLong(marker -> fired.getOrDefault(marker.getKey(), 0L) - marker.getValue())
                .toArray();
        return new Result(load.join(), cpu, ExponentialHistogram.of(latencies), sent.size() - latencies.length);
    }

    /** Sends all markers; says when each of them was. */
    private Map<String, Long> mark(OtlpGrpcSender sender) throws InterruptedException {
        SplittableRandom random = new SplittableRandom(plan.profile().seed());
        double meanPause = (double) plan.load().duration().toNanos() / plan.markers();
        Map<String, Long> sent = new HashMap<>();
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int number = 0; number < plan.markers(); number++) {
            TimeUnit.NANOSECONDS.sleep(Math.round(random.nextDouble() * 2 * meanPause));
            Marker marker = new Marker(number);
            byte[] request = marker.request(ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now()), sender.room());
            sent.put(marker.service(), System.nanoTime());
            answers.add(sender.send(request));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
        return sent;
    }
}
