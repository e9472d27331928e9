package dev.bellwether.alerting.signal;

import java.nio.ByteBuffer;

/**
 * In which minutes a service had requests, as far back as it matters.
 *
 * @param lastSecond the last second that had one, log time since the epoch
 * @param listenedUntil {@link ListeningTime} at the end of that second
 * @param minutes bit i: the minute i before that of {@code lastSecond} had one; bit 0 is always set
 */
public record TrafficHistory(long lastSecond, long listenedUntil, long minutes) {

    /** How many minutes are remembered. */
    public static final int MAX_MINUTES = Long.SIZE;

    private static final int SECONDS = 60;
    private static final byte FORMAT = 1;

    static TrafficHistory of(long second, ListeningTime listening) {
        return new TrafficHistory(second, listening.at(second + 1), 1);
    }

    /** With requests in one more second, which may be an earlier one. */
    TrafficHistory plus(long second, ListeningTime listening) {
        long ahead = Math.floorDiv(second, SECONDS) - Math.floorDiv(lastSecond, SECONDS);
        if (second > lastSecond) {
            long shifted = ahead < MAX_MINUTES ? minutes << ahead : 0;
            return new TrafficHistory(second, listening.at(second + 1), shifted | 1);
        }
        return -ahead < MAX_MINUTES ? new TrafficHistory(lastSecond, listenedUntil, minutes | 1L << -ahead) : this;
    }

    /** Whether each of the last {@code count} whole minutes up to the last request had one. */
    boolean steadyFor(int count) {
        long all = count >= MAX_MINUTES ? -1L : (1L << count) - 1;
        return (minutes & all) == all;
    }

    public byte[] toBytes() {
        return ByteBuffer.allocate(1 + 3 * Long.BYTES)
                .put(FORMAT)
                .putLong(lastSecond)
                .putLong(listenedUntil)
                .putLong(minutes)
                .array();
    }

    public static TrafficHistory parse(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte format = buffer.get();
        if (format != FORMAT) {
            throw new IllegalArgumentException("history format: " + format + " (expected: " + FORMAT + ")");
        }
        return new TrafficHistory(buffer.getLong(), buffer.getLong(), buffer.getLong());
    }
}
