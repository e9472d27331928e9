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
import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * How long it takes from a span to an alert: beside a load without errors, services that nobody has seen before fail their first request, at
 * moments that nothing in the system can foresee. The alert asks for more errors than none, and for no hold. It is read from its topic, as
 * any reader of committed records would.
 */
public final class LatencyBench {

    /** {@code errors > 0}, {@code for: 0s}. */
    static final Map<String, String> AT_ONCE = Map.of(
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

        /** Whether each marker has its alert, beside the load that was asked for: beside less, latencies are those of an easier task. */
        public boolean good() {
            return missing == 0 && load.complete();
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
     * @throws IOException if the server does not start, the load fails, or alerts cannot be read any more
     */
    public Result run(Consumer<String> progress) throws IOException, InterruptedException {
        progress.accept("starting serve");
        try (TemporaryFolder folder = TemporaryFolder.make("bellwether-bench-");
                ServerProcess server =
                        ServerProcess.start(installation, folder, plan.server().over(AT_ONCE));
                OtlpGrpcSender sender = new OtlpGrpcSender(
                        GrpcTarget.plain(server.otlpGrpc()), plan.profile().signal());
                AlertWatch watch = AlertWatch.start(server.kafka(), server.registry(), topics);
                BackgroundLoad load = BackgroundLoad.start(end -> load(sender, end))) {
            return measure(server, sender, watch, load, progress);
        }
    }

    /** Longer than it takes: what is measured beside it ends it. */
    private LoadRun load(OtlpGrpcSender sender, BooleanSupplier end) {
        LoadRequests requests = new LoadRequests(plan.profile(), LoadClock.SYSTEM.unixNanos());
        Duration longest =
                plan.warmUp().plus(plan.load().duration().multipliedBy(2)).plus(MarkerRun.PATIENCE.multipliedBy(2));
        return new LoadRun(plan.load().withDuration(longest), requests, sender, LoadListener.NONE, end);
    }

    private Result measure(
            ServerProcess server,
            OtlpGrpcSender sender,
            AlertWatch watch,
            BackgroundLoad load,
            Consumer<String> progress)
            throws IOException, InterruptedException {
        if (!plan.warmUp().isZero()) {
            progress.accept("warming up for " + plan.warmUp().toSeconds() + " s");
            load.letRun(plan.warmUp());
            Measurable.load(load.soFar());
        }
        progress.accept(plan.markers() + " markers in " + plan.load().duration().toSeconds() + " s");
        CpuReading before = CpuReading.of(server);
        MarkerRun markers = MarkerRun.of(
                new MarkerRun.Plan(
                        0,
                        plan.markers(),
                        plan.load().duration(),
                        plan.profile().seed()),
                sender,
                watch,
                load);
        CpuUse cpu = before.until(CpuReading.of(server));
        return new Result(Measurable.load(load.stop()), cpu, markers.latencies(), markers.missing());
    }
}
