package dev.bellwether.demo;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Who comes when and wants what: a Poisson process of visits to the storefront, decided by the seed alone. */
final class Arrivals {

    /** Of the visitors, those who buy; the others look at a product and their cart. */
    private static final double BUYERS = 0.3;

    private static final int PRODUCTS = 1_000;

    private final SplittableRandom random;
    private final double ratePerSecond;
    private double atSeconds;

    Arrivals(long seed, double ratePerSecond) {
        this.random = Seeds.random(seed, "arrivals");
        this.ratePerSecond = ratePerSecond;
    }

    Visit next() {
        atSeconds += -Math.log1p(-random.nextDouble()) / ratePerSecond;
        boolean buys = random.nextDouble() < BUYERS;
        String id = Integer.toString(random.nextInt(PRODUCTS));
        return buys
                ? new Visit((long) (atSeconds * 1e9), "POST", "/orders", id)
                : new Visit((long) (atSeconds * 1e9), "GET", "/products/" + id, null);
    }

    /**
     * @param atNanos since the first visitor could have come
     */
    record Visit(
            long atNanos,
            String method,
            String path,
            @Nullable String body) {}
}
