package dev.bellwether.console.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.facts.Watermark;
import dev.bellwether.schemas.DeadLetterHeaders;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.FactJson;
import dev.bellwether.schemas.MalformedFactException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Records as JSON objects. Every record becomes one but watermarks, which are no facts; none ends the tail. */
final class FactLines {

    private static final int MAX_SHOWN = 512;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final FactTopic topic;
    private final FactCodec codec;

    FactLines(FactTopic topic, FactCodec codec) {
        this.topic = topic;
        this.codec = codec;
    }

    /**
     * What a record says.
     *
     * @throws dev.bellwether.schemas.registry.SchemaRegistryException if the registry does not answer
     */
    Optional<ObjectNode> toTree(ConsumerRecord<byte[], byte @Nullable []> record) {
        if (topic == FactTopic.DEAD_LETTERS) {
            return Optional.of(deadLetter(record));
        }
        byte[] value = record.value();
        if (value == null) {
            return tombstone(record);
        }
        try {
            SpecificRecord fact = codec.decode(value);
            return fact instanceof Watermark ? Optional.empty() : Optional.of(FactJson.toTree(fact));
        } catch (MalformedFactException e) {
            return Optional.of(undecodable(record, e));
        }
    }

    private Optional<ObjectNode> tombstone(ConsumerRecord<byte[], byte @Nullable []> record) {
        if (topic != FactTopic.ALERTS) {
            return Optional.empty();
        }
        return Optional.of(NODES.objectNode()
                .put("fact", "alert")
                .put("fingerprint", shown(record.key()))
                .put("deleted", true));
    }

    private static ObjectNode undecodable(
            ConsumerRecord<byte[], byte @Nullable []> record, MalformedFactException reason) {
        return NODES.objectNode()
                .put("fact", "undecodable")
                .put("topic", record.topic())
                .put("partition", record.partition())
                .put("offset", record.offset())
                .put("error", reason.getMessage());
    }

    private static ObjectNode deadLetter(ConsumerRecord<byte[], byte @Nullable []> record) {
        boolean mark = record.headers().lastHeader(DeadLetterHeaders.REPLAYED) != null;
        ObjectNode tree = NODES.objectNode().put("fact", mark ? "dead-letter-replayed" : "dead-letter");
        tree.put("topic", header(record, DeadLetterHeaders.SOURCE_TOPIC));
        putNumber(tree, "partition", header(record, DeadLetterHeaders.SOURCE_PARTITION));
        putNumber(tree, "offset", header(record, DeadLetterHeaders.SOURCE_OFFSET));
        tree.put("reason", header(record, DeadLetterHeaders.REASON));
        byte[] value = record.value();
        tree.put("bytes", value == null ? 0 : value.length);
        tree.put("key", shown(record.key()));
        tree.put("at", FactJson.time(Instant.ofEpochMilli(record.timestamp())));
        ObjectNode others = tree.putObject("headers");
        for (Header header : record.headers()) {
            if (!header.key().equals(DeadLetterHeaders.SOURCE_TOPIC)
                    && !header.key().equals(DeadLetterHeaders.SOURCE_PARTITION)
                    && !header.key().equals(DeadLetterHeaders.SOURCE_OFFSET)
                    && !header.key().equals(DeadLetterHeaders.REASON)) {
                others.put(header.key(), shown(header.value()));
            }
        }
        tree.putObject("deadLetter").put("partition", record.partition()).put("offset", record.offset());
        return tree;
    }

    private static void putNumber(ObjectNode tree, String field, @Nullable String digits) {
        try {
            tree.put(field, digits == null ? null : Long.valueOf(digits));
        } catch (NumberFormatException e) {
            tree.put(field, digits); // somebody else wrote it: show what it says
        }
    }

    private static @Nullable String header(ConsumerRecord<byte[], byte @Nullable []> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? null : shown(header.value());
    }

    /** Bytes for a person: as text where they are text, else as hexadecimal digits, and not too many of either. */
    private static @Nullable String shown(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        String text;
        try {
            text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            text = text.chars().anyMatch(Character::isISOControl) ? hex(bytes) : text;
        } catch (CharacterCodingException e) {
            text = hex(bytes);
        }
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, MAX_SHOWN));
    }
}
