package dev.bellwether.demo;

import java.util.SplittableRandom;

/**
 * Decides for one version of one service what becomes of each request. The n-th decision depends on seed, service, version
 * and n alone, not on timing. Safe for use by several threads.
 */
final class Fate {

    /** Spread of the simulated durations: the 99th percentile is about 2.5 times the median. */
    private static final double LOG_SIGMA = 0.4;

    /** Keeps the tail of the durations below what a caller waits for. */
    private static final double MAX_SLOWNESS = 20;

    private final SplittableRandom random;
    private final double errorRatio;

    private Fate(SplittableRandom random, double errorRatio) {
        this.random = random;
        this.errorRatio = errorRatio;
    }

    static Fate of(long seed, String service, String version, double errorRatio) {
        return new Fate(Seeds.random(seed, service + '/' + version), errorRatio);
    }

    synchronized Decision next() {
        // always both draws, so that error ratio and durations do not influence each other
        boolean fails = random.nextDouble() < errorRatio;
        double slowness = Math.min(Math.exp(LOG_SIGMA * random.nextGaussian()), MAX_SLOWNESS);
        return new Decision(fails, slowness);
    }

    /**
     * @param fails    whether the request ends with an error of this service's own making
     * @param slowness what the route's median duration is multiplied by; lognormal with median 1
     */
    record Decision(boolean fails, double slowness) {}
}
