package dev.bellwether.demo;

/** Bounds that a binomial count leaves less than once in a hundred thousand runs: 4.5 standard deviations, and one for small counts. */
final class Binomial {

    private static final double DEVIATIONS = 4.5;

    private Binomial() {}

    static long low(long trials, double probability) {
        return (long) Math.floor(trials * probability - radius(trials, probability));
    }

    static long high(long trials, double probability) {
        return (long) Math.ceil(trials * probability + radius(trials, probability));
    }

    private static double radius(long trials, double probability) {
        double deviation = Math.sqrt(trials * probability * (1 - probability));
        return deviation == 0 ? 0 : DEVIATIONS * deviation + 1;
    }
}
