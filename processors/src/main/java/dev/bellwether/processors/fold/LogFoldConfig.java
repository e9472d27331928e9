package dev.bellwether.processors.fold;

import dev.bellwether.telemetry.log.MinerLimits;

/**
 * How requests of logs are folded.
 *
 * @param fold windows, names, clocks, retries and ticks, as for traces
 * @param templates how templates are mined; their number is that of one delta, and what comes beyond it is counted under {@code
 *     ~other}
 * @param maxMessageLength characters of a message that its template is made of
 * @param maxExampleLength characters of the example that a template has; 0 keeps none, where messages must not leave their topic
 */
public record LogFoldConfig(FoldConfig fold, MinerLimits templates, int maxMessageLength, int maxExampleLength) {

    /** Less than a batch on the topic of deltas may have. */
    private static final long MAX_DELTA_BYTES = 1_000_000;
    /** In UTF-8, of a character in UTF-16. */
    private static final long BYTES_OF_A_CHARACTER = 3;
    /** Of a digit and what separates it from the next one, masked: eight bytes and three for two characters. */
    private static final long BYTES_OF_A_MASKED_CHARACTER = 6;
    /** Counts and ids of a template, or of a delta. */
    private static final long BYTES_OF_COUNTS_AND_IDS = 200;
    /** Environment, namespace, service and version. */
    private static final long NAMES = 4;

    public static final LogFoldConfig DEFAULT = new LogFoldConfig(FoldConfig.DEFAULT, MinerLimits.DEFAULT, 500, 255);

    public LogFoldConfig {
        if (maxMessageLength < 1) {
            throw new IllegalArgumentException("maxMessageLength: " + maxMessageLength + " (expected: >= 1)");
        }
        if (maxExampleLength < 0) {
            throw new IllegalArgumentException("maxExampleLength: " + maxExampleLength + " (expected: >= 0)");
        }
        long largest = largestDelta(fold, templates, maxMessageLength, maxExampleLength);
        if (largest > MAX_DELTA_BYTES) {
            throw new IllegalArgumentException("maxTemplates, maxMessageLength, maxExampleLength: "
                    + templates.maxTemplates() + ", " + maxMessageLength + ", " + maxExampleLength
                    + ", which makes deltas of up to " + largest + " bytes (expected: at most " + MAX_DELTA_BYTES
                    + ", what a record on their topic may have)");
        }
    }

    /** Bytes that a delta has at most. */
    long largestDelta() {
        return largestDelta(fold, templates, maxMessageLength, maxExampleLength);
    }

    private static long largestDelta(FoldConfig fold, MinerLimits templates, int messageLength, int exampleLength) {
        long template = BYTES_OF_A_MASKED_CHARACTER * messageLength
                + BYTES_OF_A_CHARACTER * exampleLength
                + BYTES_OF_COUNTS_AND_IDS;
        long names = NAMES * BYTES_OF_A_CHARACTER * fold.maxNameLength();
        return (templates.maxTemplates() + 1L) * template + names + BYTES_OF_COUNTS_AND_IDS;
    }
}
