package dev.bellwether.telemetry.prometheus;

/** What a sample's value says. */
public enum SampleKind {
    /** The state at its time. */
    GAUGE,
    /** All that was counted since its start. */
    CUMULATIVE,
    /** What was counted between its start and its time; {@link DeltaAccumulator} makes cumulative samples of these. */
    DELTA
}
