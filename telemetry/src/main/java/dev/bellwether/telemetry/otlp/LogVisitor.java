package dev.bellwether.telemetry.otlp;

/**
 * Told what a request of logs holds, in its order. Everything it is shown is reused: what is to be kept must be copied.
 */
public interface LogVisitor {

    /** A resource, also one without log records; the records that follow are its. */
    void resource(ResourceView resource);

    /** A log record of the resource before. */
    void log(LogView log);
}
