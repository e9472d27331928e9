package dev.bellwether.promql.histogram;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where buckets begin and end: {@code (2^((i-1) 2^-schema), 2^(i 2^-schema)]} for an exponential schema from -4 to 8, or between given
 * bounds for {@link #CUSTOM_SCHEMA}. Source: "Native Histograms", Prometheus specification.
 */
final class BucketLayout {

    static final int CUSTOM_SCHEMA = -53;
    static final int MIN_SCHEMA = -4;
    static final int MAX_SCHEMA = 8;

    private final int schema;
    private final double[] bounds;

    private BucketLayout(int schema, double[] bounds) {
        this.schema = schema;
        this.bounds = bounds;
    }

    static BucketLayout exponential(int schema) {
        if (schema < MIN_SCHEMA || schema > MAX_SCHEMA) {
            throw new IllegalArgumentException("schema: " + schema + " (expected: " + CUSTOM_SCHEMA + ", or "
                    + MIN_SCHEMA + ".." + MAX_SCHEMA + ")");
        }
        return new BucketLayout(schema, new double[0]);
    }

    static BucketLayout custom(double... bounds) {
        return new BucketLayout(CUSTOM_SCHEMA, bounds.clone());
    }

    int schema() {
        return schema;
    }

    boolean isCustom() {
        return schema == CUSTOM_SCHEMA;
    }

    double[] bounds() {
        return bounds.clone();
    }

    double upper(int index) {
        if (isCustom()) {
            return index >= bounds.length ? Double.POSITIVE_INFINITY : bounds[index];
        }
        return power(index);
    }

    double lower(int index) {
        if (isCustom()) {
            return index == 0 ? Double.NEGATIVE_INFINITY : bounds[index - 1];
        }
        return power(index - 1);
    }

    private double power(int index) {
        if (schema <= 0) {
            long exponent = (long) index << -schema;
            return exponent >= 1024 ? Double.MAX_VALUE : Math.scalb(1.0, (int) Math.max(exponent, -1100));
        }
        int whole = index >> schema;
        if (whole >= 1024) {
            return Double.MAX_VALUE;
        }
        double fraction = (index & (1 << schema) - 1) / (double) (1 << schema);
        return Math.scalb(Math.pow(2, fraction), whole);
    }

    /** Index of the bucket of a coarser exponential layout that holds a bucket of this one. */
    int coarser(int index, int coarserSchema) {
        return (index - 1 >> schema - coarserSchema) + 1;
    }

    /** Index of the bucket of a custom layout, whose bounds are some of these, that holds a bucket of this one. */
    int within(int index, BucketLayout fewer) {
        double upper = upper(index);
        int position = Arrays.binarySearch(fewer.bounds, upper);
        return position >= 0 ? position : -position - 1;
    }

    /** The bounds that both custom layouts have. */
    BucketLayout common(BucketLayout other) {
        List<Double> common = new ArrayList<>();
        for (double bound : bounds) {
            if (Arrays.binarySearch(other.bounds, bound) >= 0) {
                common.add(bound);
            }
        }
        return custom(common.stream().mapToDouble(Double::doubleValue).toArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BucketLayout that && schema == that.schema && Arrays.equals(bounds, that.bounds);
    }

    @Override
    public int hashCode() {
        return 31 * schema + Arrays.hashCode(bounds);
    }
}
