package dev.bellwether.alerting.signal;

/**
 * How long somebody has been listening: log time without its gaps. Where log time jumps by more than the longest step that
 * ticks make when all is well, nobody was there to take requests, and that there are none means nothing. In seconds.
 *
 * @param missed length of all gaps so far
 * @param gapFrom begin of the last gap; 0 before the first
 * @param gapTo end of it
 */
public record ListeningTime(long missed, long gapFrom, long gapTo) {

    public static final ListeningTime WITHOUT_GAPS = new ListeningTime(0, 0, 0);

    public ListeningTime {
        if (gapTo < gapFrom || missed < gapTo - gapFrom) {
            throw new IllegalArgumentException("gap: [" + gapFrom + ", " + gapTo + ") of " + missed + " s missed");
        }
    }

    /** The same with one more gap, after the last. */
    public ListeningTime withGap(long from, long to) {
        return new ListeningTime(missed + to - from, from, to);
    }

    /** Seconds listened up to an instant of log time that is not before the end of the last gap but one. */
    public long at(long second) {
        if (second >= gapTo) {
            return second - missed;
        }
        return Math.min(second, gapFrom) - (missed - (gapTo - gapFrom));
    }

    /** The first second of log time at which {@link #at} is that long. */
    public long whenReached(long listened) {
        return listened <= at(gapFrom) ? listened + missed - (gapTo - gapFrom) : listened + missed;
    }
}
