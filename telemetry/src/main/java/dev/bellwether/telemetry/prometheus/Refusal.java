package dev.bellwether.telemetry.prometheus;

/** Why a data point becomes no sample. */
public enum Refusal {
    /** No name can be made of the metric's. */
    NO_NAME,
    /** No label can be made of one of its attributes' keys; without it the series would be another one. */
    NO_LABEL_NAME,
    /** It has no time, or one after the year 2262. */
    NO_TIME,
    /** It has no value, and does not say that there is none. */
    NO_VALUE,
    /** A sum or histogram that says neither delta nor cumulative. */
    NO_TEMPORALITY,
    /** A delta of something that may fall: where it stands cannot be known. */
    DELTA_NOT_MONOTONIC,
    /** A delta of an exponential histogram. */
    DELTA_EXPONENTIAL,
    /** An exponential histogram coarser than native ones can be: its scale is below -4. */
    SCALE_TOO_LOW,
    /** Bounds that do not rise, another number of buckets than they make, or buckets beyond what an index holds. */
    BAD_BUCKETS
}
