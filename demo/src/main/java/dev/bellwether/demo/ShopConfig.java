package dev.bellwether.demo;

import static java.util.Objects.requireNonNull;

import java.net.URI;

/**
 * What a shop is started with.
 *
 * @param otlpEndpoint   where spans are sent by OTLP/gRPC, for example {@code http://127.0.0.1:4317}
 * @param seed           decides which visitor asks for what and when, which version answers, and which request fails; the
 *                       same seed gives the same sequence of decisions at each of these places
 * @param ratePerArm     requests per second for each arm, stable and canary, of a service that has both. A service without a
 *                       canary gets both shares: traffic comes from outside and does not know of deployments
 * @param baseErrorRatio share of the requests that fail inside each service, 0 to 1
 */
public record ShopConfig(URI otlpEndpoint, long seed, double ratePerArm, double baseErrorRatio) {

    /** Highest rate per arm that is accepted: four times it arrives at the services, far more than two cores can serve. */
    static final double MAX_RATE_PER_ARM = 10_000;

    private static final long DEFAULT_SEED = 1;
    private static final double DEFAULT_RATE_PER_ARM = 200;
    private static final double DEFAULT_BASE_ERROR_RATIO = 0.02;

    public ShopConfig {
        requireNonNull(otlpEndpoint, "otlpEndpoint");
        String scheme = otlpEndpoint.getScheme();
        if (!("http".equals(scheme) || "https".equals(scheme)) || otlpEndpoint.getHost() == null) {
            throw new IllegalArgumentException(
                    "otlpEndpoint: " + otlpEndpoint + " (expected: http://HOST:PORT or https://HOST:PORT)");
        }
        if (!(ratePerArm > 0 && ratePerArm <= MAX_RATE_PER_ARM)) {
            throw new IllegalArgumentException(
                    "ratePerArm: " + ratePerArm + " (expected: above 0, at most " + MAX_RATE_PER_ARM + ")");
        }
        requireRatio("baseErrorRatio", baseErrorRatio);
    }

    /** The defaults: seed 1, 200 requests/s an arm, 2 % errors. */
    public static ShopConfig of(URI otlpEndpoint) {
        return new ShopConfig(otlpEndpoint, DEFAULT_SEED, DEFAULT_RATE_PER_ARM, DEFAULT_BASE_ERROR_RATIO);
    }

    public ShopConfig withSeed(long seed) {
        return new ShopConfig(otlpEndpoint, seed, ratePerArm, baseErrorRatio);
    }

    public ShopConfig withRatePerArm(double ratePerArm) {
        return new ShopConfig(otlpEndpoint, seed, ratePerArm, baseErrorRatio);
    }

    public ShopConfig withBaseErrorRatio(double baseErrorRatio) {
        return new ShopConfig(otlpEndpoint, seed, ratePerArm, baseErrorRatio);
    }

    static double requireRatio(String name, double ratio) {
        if (!(ratio >= 0 && ratio <= 1)) {
            throw new IllegalArgumentException(name + ": " + ratio + " (expected: 0 to 1)");
        }
        return ratio;
    }
}
