package dev.bellwether.promql.histogram;

/** Exponential and custom buckets cannot be combined. */
public final class IncompatibleBucketsException extends Exception {

    private static final long serialVersionUID = 1;

    IncompatibleBucketsException() {
        super("exponential and custom buckets cannot be combined");
    }
}
