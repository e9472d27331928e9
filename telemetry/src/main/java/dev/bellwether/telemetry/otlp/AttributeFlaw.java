package dev.bellwether.telemetry.otlp;

/** What about the attributes of a message is beyond {@link OtlpLimits}. */
enum AttributeFlaw {
    NONE,
    TOO_MANY,
    TOO_LONG
}
