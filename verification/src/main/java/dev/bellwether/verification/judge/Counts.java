package dev.bellwether.verification.judge;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Requests of one version.
 *
 * @param requests entry spans counted
 * @param errors of those, spans with status ERROR; never more than {@code requests}
 * @param adjustedRequests requests weighted by the inverse of their sampling probability; equal to {@code requests}
 *     without sampling
 */
public record Counts(long requests, long errors, double adjustedRequests) {

    public static final Counts NONE = new Counts(0, 0, 0);

    public Counts {
        if (requests < 0) {
            throw new IllegalArgumentException("requests: " + requests + " (expected: >= 0)");
        }
        if (errors < 0 || errors > requests) {
            throw new IllegalArgumentException("errors: " + errors + " (expected: 0.." + requests + ")");
        }
        if (!(adjustedRequests >= 0) || Double.isInfinite(adjustedRequests)) {
            throw new IllegalArgumentException("adjustedRequests: " + adjustedRequests + " (expected: >= 0, finite)");
        }
    }

    /** Counts without sampling. */
    public static Counts of(long requests, long errors) {
        return new Counts(requests, errors, requests);
    }

    public Counts plus(Counts other) {
        return new Counts(requests + other.requests, errors + other.errors, adjustedRequests + other.adjustedRequests);
    }

    public boolean isEmpty() {
        return requests == 0;
    }

    /** Share of the requests that failed, 0 to 1; 0 without requests. */
    public double errorShare() {
        return requests == 0 ? 0 : (double) errors / requests;
    }

    /** For how many requests each counted one stands; 1 without sampling. */
    public double samplingWeight() {
        return requests == 0 ? 1 : adjustedRequests / requests;
    }

    /** Writes the counts in 24 bytes, exactly. */
    public void writeTo(DataOutput out) throws IOException {
        out.writeLong(requests);
        out.writeLong(errors);
        out.writeDouble(adjustedRequests);
    }

    /** Reads what {@link #writeTo} wrote. */
    public static Counts readFrom(DataInput in) throws IOException {
        return new Counts(in.readLong(), in.readLong(), in.readDouble());
    }
}
