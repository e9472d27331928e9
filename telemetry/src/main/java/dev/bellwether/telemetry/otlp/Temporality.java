package dev.bellwether.telemetry.otlp;

/** What the interval of a sum or histogram begins with. */
public enum Temporality {
    /** Not said, or something that is not known here. */
    UNSPECIFIED,
    /** The last export. */
    DELTA,
    /** The start of the process, or the last reset. */
    CUMULATIVE;

    static Temporality of(long number) {
        return switch ((int) number) {
            case 1 -> DELTA;
            case 2 -> CUMULATIVE;
            default -> UNSPECIFIED;
        };
    }
}
