package dev.bellwether.bench.endtoend;

import dev.bellwether.bench.audit.Balance;
import dev.bellwether.bench.audit.NewestWindows;
import dev.bellwether.bench.audit.SeriesWindow;
import dev.bellwether.bench.audit.Totals;
import dev.bellwether.bench.audit.Windows;
import dev.bellwether.bench.load.GrpcTarget;
import dev.bellwether.bench.load.LoadClock;
import dev.bellwether.bench.load.LoadListener;
import dev.bellwether.bench.load.LoadPlan;
import dev.bellwether.bench.load.LoadProfile;
import dev.bellwether.bench.load.LoadRequests;
import dev.bellwether.bench.load.LoadRun;
import dev.bellwether.bench.load.LoadSummary;
import dev.bellwether.bench.load.OtlpGrpcSender;
import dev.bellwether.bench.load.SpanLedger;
import dev.bellwether.schemas.Topics;
import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * What a service with an operation for each span does to the others. In one {@code serve} that service sends the same traffic in turns: with ten
 * operations, and with as many as spans. Beside it there is a load, which must be counted as it was sent, and there are markers, whose alerts
 * must come as soon.
 */
public final class NoiseBench {

    private static final int FEW_OPERATIONS = 10;

    private final Installation installation;
    private final Plan plan;
    private final Topics topics = Topics.standard();

    /**
     * What is done.
     *
     * @param profile of the other services; without errors
     * @param load how fast, and how long each turn lasts
     * @param warmUp how long the load runs before the first turn
     * @param noise of the noisy service
     * @param markers in each turn
     */
    public record Plan(
            LoadProfile profile, LoadPlan load, Duration warmUp, Rounds noise, int markers, ServerOptions server) {

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
     * How often, and how much.
     *
     * @param rounds of a quiet turn and a noisy one: what else the machine does is then in both
     * @param spans in all quiet turns, and as many in all noisy ones, each there with an operation of its own
     */
    public record Rounds(int rounds, long spans) {

        public Rounds {
            if (rounds < 1) {
                throw new IllegalArgumentException("rounds: " + rounds + " (expected: at least 1)");
            }
            if (spans < rounds) {
                throw new IllegalArgumentException("spans: " + spans + " (expected: at least one a round)");
            }
        }

        private long spansOfATurn() {
            return spans / rounds;
        }
    }

    /**
     * All quiet turns, or all noisy ones.
     *
     * @param alerts from a marker to its alert, in nanoseconds
     * @param missing markers without an alert
     * @param spans of the noisy service that were acknowledged
     * @param heap bytes that could be reached in the end
     * @param resident bytes that Linux kept in the end
     */
    public record Turns(ExponentialHistogram alerts, int missing, long spans, long heap, long resident) {

        /** A quantile of the time to alert; 0 where there was none at all. */
        public double alertMillis(double quantile) {
            return alerts.isEmpty() ? 0 : alerts.quantile(quantile) / 1e6;
        }

        private Turns plus(Turns later) {
            return new Turns(
                    alerts.plus(later.alerts),
                    missing + later.missing,
                    spans + later.spans,
                    later.heap,
                    later.resident);
        }
    }

    /**
     * What the windows say of the noisy service.
     *
     * @param sent calls that were acknowledged
     * @param operations under which windows hold them
     */
    public record Noise(long sent, long counted, int operations) {}

    /**
     * What came out.
     *
     * @param others all that was sent by the load, with its warm-up, held against the windows
     */
    public record Result(LoadSummary load, CpuUse cpu, Turns quiet, Turns noisy, Noise noise, Balance others) {

        /** Whether the others are counted as they were sent, the noisy service in total, and every marker has its alert. */
        public boolean good() {
            return others.even()
                    && others.together() == 0
                    && noise.sent() == noise.counted()
                    && quiet.missing() + noisy.missing() == 0;
        }
    }

    public NoiseBench(Installation installation, Plan plan) {
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
                ServerProcess server =
                        ServerProcess.start(installation, folder, plan.server().over(LatencyBench.AT_ONCE));
                OtlpGrpcSender sender = new OtlpGrpcSender(
                        GrpcTarget.plain(server.otlpGrpc()), plan.profile().signal());
                AlertWatch watch = AlertWatch.start(server.kafka(), server.registry(), topics)) {
            LoadRequests requests = new LoadRequests(plan.profile(), LoadClock.SYSTEM.unixNanos());
            SpanLedger ledger = new SpanLedger(requests);
            try (BackgroundLoad load = BackgroundLoad.start(end -> load(requests, sender, ledger, end))) {
                progress.accept("warming up for " + plan.warmUp().toSeconds() + " s");
                load.letRun(plan.warmUp());
                CpuReading before = CpuReading.of(server);
                Turn turn = number -> turn(number, server, sender, watch, load);
                Turns quiet = turn.take(0);
                Turns noisy = turn.take(1);
                for (int round = 1; round < plan.noise().rounds(); round++) {
                    progress.accept(
                            "round " + (round + 1) + " of " + plan.noise().rounds());
                    quiet = quiet.plus(turn.take(2 * round));
                    noisy = noisy.plus(turn.take(2 * round + 1));
                }
                CpuUse cpu = before.until(CpuReading.of(server));
                LoadSummary summary = Measurable.load(load.stop());
                progress.accept("counting what the windows say");
                Settled settled = settled(server, ledger, quiet.spans() + noisy.spans());
                return new Result(summary, cpu, quiet, noisy, settled.noise(), settled.others());
            }
        }
    }

    /** Takes turns: those with even numbers are quiet. */
    private interface Turn {
        Turns take(int number) throws IOException, InterruptedException;
    }

    private LoadRun load(LoadRequests requests, OtlpGrpcSender sender, LoadListener ledger, BooleanSupplier end) {
        Duration turn = plan.load().duration().plus(MarkerRun.PATIENCE).multipliedBy(2); // markers come at random
        Duration longest =
                plan.warmUp().plus(turn.multipliedBy(2L * plan.noise().rounds()));
        return new LoadRun(plan.load().withDuration(longest), requests, sender, ledger, end);
    }

    /** @param number its spans and its markers are no other turn's */
    private Turns turn(int number, ServerProcess server, OtlpGrpcSender sender, AlertWatch watch, BackgroundLoad load)
            throws IOException, InterruptedException {
        Duration length = plan.load().duration();
        long spans = plan.noise().spansOfATurn();
        NoisyService service = new NoisyService(number % 2 == 0 ? FEW_OPERATIONS : Long.MAX_VALUE);
        CompletableFuture<Long> noise = CompletableFuture.supplyAsync(() -> {
            try {
                return service.send(number * spans, spans, length, sender);
            } catch (InterruptedException interrupted) {
                throw new CompletionException(interrupted);
            }
        });
        MarkerRun markers = MarkerRun.of(
                new MarkerRun.Plan(
                        number * plan.markers(),
                        plan.markers(),
                        length,
                        plan.profile().seed()),
                sender,
                watch,
                load);
        return new Turns(
                markers.latencies(),
                markers.missing(),
                noise.join(),
                LiveHeap.of(server.pid()),
                ResidentMemory.of(server.pid()).bytes());
    }

    private record Settled(Noise noise, Balance others) {}

    private Settled settled(ServerProcess server, SpanLedger ledger, long noiseSent) {
        Set<String> services = ledger.acknowledged().keySet().stream()
                .map(SeriesWindow::service)
                .collect(Collectors.toSet());
        try (NewestWindows windows = new NewestWindows(server.kafka(), server.registry(), topics)) {
            Balance others = new Settlement(ledger, System::nanoTime).await(new WindowsOf(services, windows));
            long deadline = System.nanoTime() + Settlement.PATIENCE.toNanos();
            Noise noise = noise(windows.all(), noiseSent);
            while (noise.counted() < noiseSent && System.nanoTime() < deadline) {
                windows.poll();
                noise = noise(windows.all(), noiseSent);
            }
            return new Settled(noise, others);
        }
    }

    /** Of all windows, those of some services. */
    private record WindowsOf(Set<String> services, Windows windows) implements Windows {

        @Override
        public void poll() {
            windows.poll();
        }

        @Override
        public long calls() {
            return all().values().stream().mapToLong(Totals::calls).sum();
        }

        @Override
        public Map<SeriesWindow, Totals> all() {
            return windows.all().entrySet().stream()
                    .filter(window -> services.contains(window.getKey().service()))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        }
    }

    private static Noise noise(Map<SeriesWindow, Totals> windows, long sent) {
        long counted = 0;
        Set<String> operations = new HashSet<>();
        for (Map.Entry<SeriesWindow, Totals> window : windows.entrySet()) {
            if (window.getKey().service().equals(NoisyService.KEY)) {
                counted += window.getValue().calls();
                operations.add(window.getKey().operation());
            }
        }
        return new Noise(sent, counted, operations.size());
    }
}
