package dev.bellwether.bench.load;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long requests to a service take: lognormal, known by two of its quantiles.
 *
 * @param median half of them take no longer
 * @param p99 99 of 100 take no longer
 */
public record Latency(Duration median, Duration p99) {

    public static final Latency DEFAULT = new Latency(Duration.ofMillis(20), Duration.ofMillis(300));

    /** Of the standard normal distribution, at 0.99. */
    private static final double NORMAL_P99 = 2.3263478740408408;

    public Latency {
        if (median.isNegative() || median.isZero()) {
            throw new IllegalArgumentException("median: " + median + " (expected: more than zero)");
        }
        if (p99.compareTo(median) < 0) {
            throw new IllegalArgumentException("p99: " + p99 + " (expected: at least the median, " + median + ")");
        }
    }

    /** One of them, in nanoseconds. */
    long sample(RandomGenerator random) {
        double sigma = Math.log((double) p99.toNanos() / median.toNanos()) / NORMAL_P99;
        return Math.round(median.toNanos() * Math.exp(sigma * random.nextGaussian()));
    }
}
