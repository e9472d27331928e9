package dev.bellwether.ingest;

import static java.util.Objects.requireNonNull;

import dev.bellwether.telemetry.otlp.OtlpLimits;

/**
 * How much ingest takes.
 *
 * @param maxRequestBytes largest request, as it comes and after decompression
 * @param maxRecordBytes largest value of a record; larger requests are split
 * @param maxInFlightBytes bytes of requests, decompressed, from their arrival until the broker has acknowledged them, all together. What
 *     the process holds for them is up to three times as much, since a request is copied as it is put together, split and sent
 * @param otlp of one request of OTLP: its depth, and the attributes of what is in it
 * @param client of one client among others
 */
public record IngestLimits(
        int maxRequestBytes, int maxRecordBytes, long maxInFlightBytes, OtlpLimits otlp, ClientLimits client) {

    private static final int MIB = 1024 * 1024;
    private static final int DEEPEST = 10_000;

    public static final IngestLimits DEFAULT =
            new IngestLimits(64 * MIB, 900_000, 64L * MIB, OtlpLimits.DEFAULT, ClientLimits.DEFAULT);

    public IngestLimits {
        requireNonNull(otlp, "otlp");
        requireNonNull(client, "client");
        requireRange("maxRequestBytes", maxRequestBytes, 1, Integer.MAX_VALUE / 2);
        requireRange("maxRecordBytes", maxRecordBytes, 1, Integer.MAX_VALUE / 2);
        requireRange("maxInFlightBytes", maxInFlightBytes, maxRequestBytes, Long.MAX_VALUE / 2);
        requireRange("maxDepth", otlp.maxDepth(), 1, DEEPEST);
    }

    /** The same with other lengths; see the components of their names. */
    public IngestLimits withBytes(int maxRequestBytes, int maxRecordBytes, long maxInFlightBytes) {
        return new IngestLimits(maxRequestBytes, maxRecordBytes, maxInFlightBytes, otlp, client);
    }

    /** The same with other limits of what a request of OTLP holds. */
    public IngestLimits withOtlp(OtlpLimits otlp) {
        return new IngestLimits(maxRequestBytes, maxRecordBytes, maxInFlightBytes, otlp, client);
    }

    /** The same with other limits of one client. */
    public IngestLimits withClient(ClientLimits client) {
        return new IngestLimits(maxRequestBytes, maxRecordBytes, maxInFlightBytes, otlp, client);
    }

    private static void requireRange(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + min + ".." + max + ")");
        }
    }
}
