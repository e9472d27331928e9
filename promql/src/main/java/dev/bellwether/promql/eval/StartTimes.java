package dev.bellwether.promql.eval;

/** What the time at which a counter started says about it and the sample before. Times are in milliseconds; 0 is unknown. */
final class StartTimes {

    private StartTimes() {}

    /**
     * Whether the counter started anew between two samples. One that started at the very time of the sample before is a delta, unless that
     * sample's own start is unknown: OpenTelemetry writes cumulative counters of unknown start like that.
     */
    static boolean isReset(long startBefore, long timeBefore, long start, long time) {
        if (start == 0 || start >= time || start < timeBefore) {
            return false;
        }
        return start > timeBefore || startBefore != 0 && startBefore < timeBefore;
    }

    /** Whether a counter that is not the one before started before that one's sample. */
    static boolean overlap(long startBefore, long timeBefore, long start) {
        return start != 0 && start < timeBefore && start != startBefore;
    }
}
