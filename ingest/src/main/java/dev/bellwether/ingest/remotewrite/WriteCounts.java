package dev.bellwether.ingest.remotewrite;

/**
 * What is in a message.
 *
 * @param samples numbers
 * @param histograms native histograms
 * @param exemplars exemplars
 * @param metadata descriptions of metrics that stand beside the series, as version 1 has them
 */
public record WriteCounts(long samples, long histograms, long exemplars, long metadata) {

    public static final WriteCounts NONE = new WriteCounts(0, 0, 0, 0);

    /** All of it. */
    public long items() {
        return samples + histograms + exemplars + metadata;
    }

    public WriteCounts plus(WriteCounts other) {
        return new WriteCounts(
                samples + other.samples,
                histograms + other.histograms,
                exemplars + other.exemplars,
                metadata + other.metadata);
    }

    public WriteCounts minus(WriteCounts other) {
        return new WriteCounts(
                samples - other.samples,
                histograms - other.histograms,
                exemplars - other.exemplars,
                metadata - other.metadata);
    }
}
