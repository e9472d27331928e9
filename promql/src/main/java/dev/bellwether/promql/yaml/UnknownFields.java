package dev.bellwether.promql.yaml;

/** What becomes of fields of a file that nobody knows. */
public enum UnknownFields {
    /** Each of them is a problem. */
    REFUSED,
    /** They count as not given. */
    IGNORED
}
