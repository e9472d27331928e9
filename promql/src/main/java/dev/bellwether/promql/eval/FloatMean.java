package dev.bellwether.promql.eval;

/** A mean: the compensated sum divided by the number, or, where the sum would overflow, a running mean from there on. */
final class FloatMean {

    private final KahanSum sum;
    private double count = 1;
    private boolean running;

    FloatMean(double first) {
        sum = new KahanSum(first);
    }

    void add(double value) {
        count++;
        if (!running) {
            if (!sum.wouldOverflow(value)) {
                sum.add(value);
                return;
            }
            running = true;
            sum.divide(count - 1);
        }
        sum.scale((count - 1) / count);
        sum.add(value / count);
    }

    double value() {
        if (!running) {
            sum.divide(count);
            running = true;
        }
        return sum.value();
    }
}
