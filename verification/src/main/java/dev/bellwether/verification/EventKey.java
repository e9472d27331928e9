package dev.bellwether.verification;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * When an event of the outside takes effect, and in which order events of the same millisecond do.
 *
 * @param time its append time, in milliseconds since the epoch; not negative
 * @param offset in its partition
 */
record EventKey(long time, long offset) implements Comparable<EventKey> {

    @Override
    public int compareTo(EventKey other) {
        int byTime = Long.compare(time, other.time);
        return byTime != 0 ? byTime : Long.compare(offset, other.offset);
    }

    static Serde<EventKey> serde() {
        Serializer<EventKey> serializer = (topic, key) -> key == null
                ? null
                : ByteBuffer.allocate(2 * Long.BYTES)
                        .putLong(key.time)
                        .putLong(key.offset)
                        .array();
        Deserializer<EventKey> deserializer = (topic, bytes) -> bytes == null ? null : parse(ByteBuffer.wrap(bytes));
        return Serdes.serdeFrom(serializer, deserializer);
    }

    private static EventKey parse(ByteBuffer bytes) {
        return new EventKey(bytes.getLong(), bytes.getLong());
    }
}
