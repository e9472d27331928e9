package dev.bellwether.bench.endtoend;

import dev.bellwether.bench.load.Answer;
import dev.bellwether.bench.load.LoadClock;
import dev.bellwether.bench.load.OtlpGrpcSender;
import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;

/**
 * Markers at moments that nothing in the system can foresee, and how long it took until each had its alert.
 *
 * @param latencies from sending a marker to reading its alert, in nanoseconds
 * @param missing markers without an alert; one that the server refused, since it was overloaded, is one of them
 */
record MarkerRun(ExponentialHistogram latencies, int missing) {

    /** How long after the last marker its alert is waited for. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration POLL = Duration.ofMillis(50);

    /**
     * Which markers, and when.
     *
     * @param first number of the first one; no two of a server may have the same
     * @param over the time that they are spread over, on average
     * @param seed decides the moments
     */
    record Plan(int first, int count, Duration over, long seed) {}

    /**
     * Sends them, and waits for their alerts.
     *
     * @param load beside which this is
     * @throws IOException if that ends, or alerts cannot be read any more
     */
    static MarkerRun of(Plan plan, OtlpGrpcSender sender, AlertWatch watch, BackgroundLoad load)
            throws IOException, InterruptedException {
        Map<String, Long> sent = send(plan, sender, load);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!watch.firstNanos().keySet().containsAll(sent.keySet()) && System.nanoTime() < deadline) {
            load.letRun(POLL);
        }
        Map<String, Long> fired = watch.firstNanos();
        long[] latencies = sent.entrySet().stream()
                .filter(marker -> fired.containsKey(marker.getKey()))
                .mapToLong(marker -> fired.getOrDefault(marker.getKey(), 0L) - marker.getValue())
                .toArray();
        return new MarkerRun(ExponentialHistogram.of(latencies), sent.size() - latencies.length);
    }

    /** Sends all markers; says when each of them was. */
    private static Map<String, Long> send(Plan plan, OtlpGrpcSender sender, BackgroundLoad load)
            throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(plan.seed());
        double meanPause = (double) plan.over().toNanos() / plan.count();
        Map<String, Long> sent = new HashMap<>();
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int number = plan.first(); number < plan.first() + plan.count(); number++) {
            load.letRun(Duration.ofNanos(Math.round(random.nextDouble() * 2 * meanPause)));
            Marker marker = new Marker(number);
            byte[] request = marker.request(LoadClock.SYSTEM.unixNanos(), sender.room());
            sent.put(marker.service(), System.nanoTime());
            answers.add(sender.send(request));
        }
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new)).join();
        return sent;
    }
}
