package dev.bellwether.demo;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Who comes when and wants what: a Poisson process of visits to the storefront, decided by the seed alone. */
final class Arrivals {

    /** Of the visitors, those who buy; the others look at a product and their cart. */
    private static final double BUYERS = 0.3;

    /** Nobody comes at the stroke of opening: the rate rises in a straight line, while code is loaded and compiled. */
    static final double RISE_SECONDS = 2;

    private static final int PRODUCTS = 1_000;

    private final SplittableRandom random;
    private final double ratePerSecond;
    private double visitsExpected;

    Arrivals(long seed, double ratePerSecond) {
        this.random = Seeds.random(seed, "arrivals");
        this.ratePerSecond = ratePerSecond;
    }

    Visit next() {
        visitsExpected += -Math.log1p(-random.nextDouble());
        long atNanos = Math.round(seconds(visitsExpected) * 1e9);
        boolean buys = random.nextDouble() < BUYERS;
        String id = Integer.toString(random.nextInt(PRODUCTS));
        return buys ? new Visit(atNanos, "POST", "/orders", id) : new Visit(atNanos, "GET", "/products/" + id, null);
    }

    /** When that many visits are expected to have come: a Poisson process of rate 1, bent to the rate over time. */
    private double seconds(double visits) {
        double whileRising = ratePerSecond * RISE_SECONDS / 2;
        return visits < whileRising
                ? Math.sqrt(2 * RISE_SECONDS * visits / ratePerSecond)
                : visits / ratePerSecond + RISE_SECONDS / 2;
    }

    /**
     * What one visitor asks of the storefront.
     *
     * @param atNanos when, since the opening
     */
    record Visit(
            long atNanos,
            String method,
            String path,
            @Nullable String body) {}
}
