package dev.bellwether.promql.eval;

/**
 * A compensated sum of floats. Source: Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974).
 * Mutable, for one sum.
 */
final class KahanSum {

    private double sum;
    private double compensation;

    KahanSum() {}

    KahanSum(double first) {
        sum = first;
    }

    void add(double value) {
        double total = sum + value;
        if (Double.isInfinite(total)) {
            compensation = 0;
        } else if (Math.abs(sum) >= Math.abs(value)) {
            compensation += sum - total + value;
        } else {
            compensation += value - total + sum;
        }
        sum = total;
    }

    boolean wouldOverflow(double value) {
        return Double.isInfinite(sum + value);
    }

    /** Multiplies what was added so far. */
    void scale(double factor) {
        sum *= factor;
        compensation *= factor;
    }

    void divide(double divisor) {
        sum /= divisor;
        compensation /= divisor;
    }

    double value() {
        return Double.isInfinite(sum) ? sum : sum + compensation;
    }
}
