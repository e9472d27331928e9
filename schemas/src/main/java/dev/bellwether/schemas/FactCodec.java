package dev.bellwether.schemas;

import static java.util.Objects.requireNonNull;

import dev.bellwether.schemas.registry.SchemaRegistry;
import dev.bellwether.schemas.registry.UnknownSchemaException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Facts to bytes and back, in the Confluent wire format: a zero byte, the schema id in four bytes, big-endian, then Avro
 * binary. What was written with an earlier or later version of a schema is read into the class generated from ours.
 *
 * <p>The registry is asked once for each schema written and once for each schema id read; its exceptions pass through, since
 * a registry that does not answer says nothing about the record. Safe for use by many threads.
 */
public final class FactCodec {

    private static final byte MAGIC = 0;
    private static final int HEADER_BYTES = 5;

    private final SchemaRegistry registry;
    private final Map<SubjectKey, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> writers = new ConcurrentHashMap<>();
    private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

    public FactCodec(SchemaRegistry registry) {
        this.registry = requireNonNull(registry, "registry");
    }

    /**
     * The bytes of a fact for a topic. Registers the fact's schema where the registry does not have it yet.
     *
     * @throws IllegalArgumentException if the topic holds no facts of this type
     * @throws dev.bellwether.schemas.registry.SchemaRegistryException if the registry refuses the schema or does not answer
     */
    public byte[] encode(Topic topic, SpecificRecord fact) {
        requireNonNull(topic, "topic");
        requireNonNull(fact, "fact");
        return scratch.get().encode(idOf(topic, fact.getSchema()), fact);
    }

    /**
     * The fact in these bytes, as an instance of the class generated for its type.
     *
     * @throws MalformedFactException if they hold none
     * @throws dev.bellwether.schemas.registry.SchemaRegistryException if the registry does not answer
     */
    public SpecificRecord decode(byte[] bytes) {
        requireNonNull(bytes, "bytes");
        if (bytes.length < HEADER_BYTES) {
            throw new MalformedFactException("not a fact: " + bytes.length + " bytes (expected: at least the "
                    + HEADER_BYTES + " of the header)");
        }
        if (bytes[0] != MAGIC) {
            throw new MalformedFactException("not a fact: begins with byte " + bytes[0] + " (expected: 0)");
        }
        int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
        return scratch.get().decode(id, writerOf(id), bytes);
    }

    /**
     * The fact in these bytes, which must be of one type.
     *
     * @throws MalformedFactException if they hold none, or one of another type
     */
    public <T extends SpecificRecord> T decode(byte[] bytes, Class<T> type) {
        requireNonNull(type, "type");
        SpecificRecord fact = decode(bytes);
        if (!type.isInstance(fact)) {
            throw new MalformedFactException("a fact of another type: "
                    + fact.getSchema().getFullName() + " (expected: " + type.getName() + ")");
        }
        return type.cast(fact);
    }

    // Two threads may ask for the same: better than one waiting in the map while the registry does not answer.
    private int idOf(Topic topic, Schema schema) {
        SubjectKey key = new SubjectKey(topic.name(), schema.getFullName());
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        int id = registry.register(topic.subject(schema), Facts.published(schema.getFullName()));
        ids.put(key, id);
        return id;
    }

    private Schema writerOf(int id) {
        Schema known = writers.get(id);
        if (known != null) {
            return known;
        }
        Schema fetched = fetch(id);
        writers.put(id, fetched);
        return fetched;
    }

    private Schema fetch(int id) {
        try {
            return registry.byId(id);
        } catch (UnknownSchemaException e) {
            throw new MalformedFactException("written with schema id " + id + ", which the registry does not know", e);
        }
    }

    private record SubjectKey(String topic, String record) {}

    /** What one thread uses again and again. */
    private static final class Scratch {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        private final Map<String, DatumWriter<SpecificRecord>> writers = new HashMap<>();
        private final Map<Integer, DatumReader<SpecificRecord>> readers = new HashMap<>();
        private @Nullable BinaryEncoder encoder;
        private @Nullable BinaryDecoder decoder;

        byte[] encode(int id, SpecificRecord fact) {
            // First, since it empties into out what a fact that could not be written has left in the buffer.
            encoder = EncoderFactory.get().binaryEncoder(out, encoder);
            out.reset();
            out.write(MAGIC);
            out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
            try {
                writers.computeIfAbsent(
                                fact.getSchema().getFullName(),
                                name -> new SpecificDatumWriter<>(fact.getSchema(), Facts.MODEL))
                        .write(fact, encoder);
                encoder.flush();
            } catch (IOException e) {
                throw new IllegalStateException("writing to memory cannot fail", e);
            }
            return out.toByteArray();
        }

        SpecificRecord decode(int id, Schema writer, byte[] bytes) {
            DatumReader<SpecificRecord> reader = readers.computeIfAbsent(id, absent -> readerOf(id, writer));
            decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES, decoder);
            try {
                @SuppressWarnings("NullAway") // nothing to reuse: facts are values
                SpecificRecord fact = reader.read(null, decoder);
                if (!decoder.isEnd()) {
                    throw new MalformedFactException("bytes left over after a " + writer.getFullName());
                }
                return fact;
            } catch (MalformedFactException e) {
                throw e;
            } catch (IOException | RuntimeException e) { // broken bytes break Avro's readers in many ways
                throw new MalformedFactException(
                        "cannot read a " + writer.getFullName() + " written with schema id " + id + ": " + e, e);
            }
        }

        private static DatumReader<SpecificRecord> readerOf(int id, Schema writer) {
            Schema ours = Facts.schema(writer.getFullName())
                    .orElseThrow(() -> new MalformedFactException("written with schema id " + id + ", "
                            + writer.getFullName() + ", which is no fact of ours"));
            return new SpecificDatumReader<>(writer, ours, Facts.MODEL);
        }
    }
}
