package dev.bellwether.alerting.signal;

/** What became of requests that came to {@link Traffic}. */
public enum Admission {
    /** Counted for the service and its version. */
    COUNTED,
    /** Counted for the service only: it has too many versions. */
    COUNTED_WITHOUT_VERSION,
    /** Not counted: the slots that would have looked at them were evaluated, after their source had been excused. */
    LATE,
    /** Not counted: there are too many services. */
    TOO_MANY_SERVICES
}
