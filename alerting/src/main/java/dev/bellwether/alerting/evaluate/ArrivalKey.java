package dev.bellwether.alerting.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellwether.alerting.rulebook.GroupKey;
import dev.bellwether.facts.SampleBatch;
import java.nio.ByteBuffer;
import java.util.Comparator;

/**
 * Which batch of samples it is that came for a group. In the order of log time; batches of one time by where they come from, so that the
 * order is the same in every replay.
 *
 * @param group who it is for
 * @param logTime milliseconds since the epoch; of what a group has recorded, the slot
 * @param source topic, or the group that has recorded it
 * @param partition -1 for a group
 * @param offset -1 for a group
 */
record ArrivalKey(GroupKey group, long logTime, String source, int partition, long offset)
        implements Comparable<ArrivalKey> {

    private static final Comparator<ArrivalKey> ORDER = Comparator.comparing(ArrivalKey::group)
            .thenComparingLong(ArrivalKey::logTime)
            .thenComparing(ArrivalKey::source)
            .thenComparingInt(ArrivalKey::partition)
            .thenComparingLong(ArrivalKey::offset);

    static ArrivalKey of(GroupKey group, SampleBatch batch) {
        boolean recorded = !batch.getRecordedBy().isEmpty();
        return new ArrivalKey(
                group,
                batch.getLogTime().toEpochMilli(),
                recorded ? batch.getRecordedBy() : batch.getSourceTopic(),
                batch.getSourcePartition(),
                batch.getSourceOffset());
    }

    @Override
    public int compareTo(ArrivalKey other) {
        return ORDER.compare(this, other);
    }

    /** Sorts by group and log time. */
    byte[] toBytes() {
        byte[] prefix = prefix(group, logTime);
        byte[] from = source.getBytes(UTF_8);
        return ByteBuffer.allocate(prefix.length + from.length + 1 + Integer.BYTES + Long.BYTES)
                .put(prefix)
                .put(from)
                .put((byte) 0)
                .putInt(partition)
                .putLong(offset)
                .array();
    }

    /** What the keys of a group begin with that are of a log time; also a lower bound of all that are later. */
    static byte[] prefix(GroupKey group, long logTime) {
        byte[] name = group.toString().getBytes(UTF_8);
        // with its length in front, so that no group's keys lie between those of another
        return ByteBuffer.allocate(Integer.BYTES + name.length + Long.BYTES)
                .putInt(name.length)
                .put(name)
                .putLong(logTime ^ Long.MIN_VALUE)
                .array();
    }

    static ArrivalKey parse(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte[] name = new byte[in.getInt()];
        in.get(name);
        long logTime = in.getLong() ^ Long.MIN_VALUE;
        byte[] source = new byte[in.remaining() - 1 - Integer.BYTES - Long.BYTES];
        in.get(source).get();
        return new ArrivalKey(
                GroupKey.parse(new String(name, UTF_8)), logTime, new String(source, UTF_8), in.getInt(), in.getLong());
    }
}
