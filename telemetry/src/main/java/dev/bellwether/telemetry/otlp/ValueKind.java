package dev.bellwether.telemetry.otlp;

/** What an attribute's value is. */
public enum ValueKind {
    /** There is no such attribute. */
    ABSENT,
    /** There is the attribute, without a value. */
    EMPTY,
    /** Text, in UTF-8 if the sender kept to the rules. */
    STRING,
    /** True or false. */
    BOOL,
    /** A signed 64-bit number. */
    INT,
    /** A 64-bit floating-point number. */
    DOUBLE,
    /** Bytes that are not text. */
    BYTES,
    /** A list of values. */
    ARRAY,
    /** Attributes within the attribute. */
    KEY_VALUE_LIST
}
