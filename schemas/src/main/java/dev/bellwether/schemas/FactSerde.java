package dev.bellwether.schemas;

import static java.util.Objects.requireNonNull;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Facts for Kafka Streams and for plain clients. A tombstone is null on both sides. The schema's subject is that of the
 * {@link Topic} given here, whatever topic the bytes go to, so that a store's changelog needs no subject of its own.
 *
 * <p>Closing one does nothing: the codec belongs to whoever made it.
 *
 * @param <T> the type of fact, or {@link SpecificRecord} for topics that hold several
 */
public final class FactSerde<T extends SpecificRecord> implements Serde<T> {

    private final FactSerializer<T> serializer;
    private final FactDeserializer<T> deserializer;

    private FactSerde(Class<T> type, FactCodec codec, Topic topic) {
        this.serializer = new FactSerializer<>(codec, topic);
        this.deserializer = new FactDeserializer<>(codec, type);
    }

    /**
     * For topics and stores that hold one type of fact. Reading another type gives {@link MalformedFactException}.
     *
     * @throws IllegalArgumentException if the topic holds no such facts
     */
    public static <T extends SpecificRecord> FactSerde<T> of(Class<T> type, FactCodec codec, Topic topic) {
        requireNonNull(type, "type");
        requireNonNull(codec, "codec");
        if (!topic.facts().contains(type)) {
            throw new IllegalArgumentException("type: " + type.getName() + " (expected: one that topic " + topic
                    + " holds: " + topic.facts() + ")");
        }
        return new FactSerde<>(type, codec, topic);
    }

    /** For topics that hold several types of facts. */
    public static FactSerde<SpecificRecord> any(FactCodec codec, Topic topic) {
        requireNonNull(codec, "codec");
        if (!topic.holdsFacts()) {
            throw new IllegalArgumentException("topic: " + topic + " (expected: one that holds facts)");
        }
        return new FactSerde<>(SpecificRecord.class, codec, topic);
    }

    @Override
    public Serializer<T> serializer() {
        return serializer;
    }

    @Override
    public Deserializer<T> deserializer() {
        return deserializer;
    }

    private record FactSerializer<T extends SpecificRecord>(FactCodec codec, Topic topic) implements Serializer<T> {

        @Override
        @SuppressWarnings("NullAway") // Kafka's interfaces are not annotated: null is a tombstone there
        public byte @Nullable [] serialize(String topicName, @Nullable T fact) {
            return fact == null ? null : codec.encode(topic, fact);
        }
    }

    private record FactDeserializer<T extends SpecificRecord>(FactCodec codec, Class<T> type)
            implements Deserializer<T> {

        @Override
        public @Nullable T deserialize(String topicName, byte @Nullable [] bytes) {
            return bytes == null ? null : codec.decode(bytes, type);
        }
    }
}
