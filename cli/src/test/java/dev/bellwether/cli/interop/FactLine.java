package dev.bellwether.cli.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.FactJson;
import dev.bellwether.schemas.FactSchemas;
import dev.bellwether.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of a fact topic, in a form in which what different clients read can be compared.
 *
 * @param fact in canonical form; a JSON null is a tombstone
 */
record FactLine(String topic, String key, JsonNode fact) {

    private static final JsonMapper JSON = new JsonMapper();

    /** A line {@code topic key json}, as the README's programs print them. */
    static FactLine printed(String line, Topics topics) {
        String[] parts = line.split(" ", 3);
        if (parts.length != 3) {
            throw new AssertionError("not a topic, a key and a fact: " + line);
        }
        try {
            JsonNode json = JSON.readTree(parts[2]);
            return new FactLine(parts[0], parts[1], json.isNull() ? json : canonical(json, parts[0], topics));
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    /** The same as Bellwether itself reads it. */
    static FactLine read(ConsumerRecord<byte[], byte[]> record, FactCodec codec, Topics topics) {
        String key = new String(record.key(), UTF_8);
        if (record.value() == null) {
            return new FactLine(record.topic(), key, JSON.nullNode());
        }
        SpecificRecord fact = codec.decode(record.value());
        ObjectNode json = FactJson.toTree(fact);
        json.remove(List.of("fact", "key")); // what it adds for people
        for (Schema.Field field : fact.getSchema().getFields()) {
            if (fact.get(field.pos()) instanceof ByteBuffer bytes) { // what it leaves out for people
                byte[] copy = new byte[bytes.remaining()];
                bytes.duplicate().get(copy);
                json.put(field.name(), HexFormat.of().formatHex(copy));
            }
        }
        return new FactLine(record.topic(), key, canonical(json, record.topic(), topics));
    }

    /** By topic and key, each in the order of the log: what a client may say about the order of records, and no more. */
    static Map<String, List<JsonNode>> byKey(List<FactLine> lines) {
        return lines.stream()
                .collect(groupingBy(
                        line -> line.topic + " " + line.key, TreeMap::new, mapping(FactLine::fact, toList())));
    }

    boolean isTombstone() {
        return fact.isNull();
    }

    private static JsonNode canonical(JsonNode json, String topic, Topics topics) {
        Schema schema = FactSchemas.of(topics.named(topic).orElseThrow().facts().get(0));
        return CanonicalJson.of(json, schema);
    }
}
