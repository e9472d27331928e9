package dev.bellwether.alerting.signal;

import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Fixtures of the tests of this package. */
final class Buckets {

    static final String CART = "prod/shop/cart";
    static final String PAY = "prod/shop/pay";

    private Buckets() {}

    /** Requests that took 10 ms each. */
    static Bucket requests(int calls, int errors) {
        return requests(calls, errors, Duration.ofMillis(10));
    }

    static Bucket requests(int calls, int errors, Duration each) {
        long[] nanos = new long[calls];
        Arrays.fill(nanos, each.toNanos());
        return new Bucket(calls, errors, ExponentialHistogram.of(nanos), List.of(), List.of());
    }

    static Bucket random(Random random) {
        int calls = 1 + random.nextInt(20);
        long[] nanos = random.longs(calls, 0, 5_000_000_000L).toArray();
        int errors = random.nextInt(calls + 1);
        List<Trace> failed = errors == 0 ? List.of() : List.of(trace(random));
        return new Bucket(calls, errors, ExponentialHistogram.of(nanos), failed, List.of(trace(random)));
    }

    static Trace trace(Random random) {
        return new Trace(
                String.format("%016x%016x", random.nextLong(), random.nextLong()), random.nextLong(5_000_000_000L));
    }

    static TrafficLimits limits(long rangeSeconds) {
        return new TrafficLimits(rangeSeconds, Duration.ofSeconds(2), NoTrafficSignal.DEFAULT, Duration.ofMinutes(1));
    }
}
