package dev.bellwether.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.bellwether.facts.Alert;
import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.Watermark;
import dev.bellwether.schemas.registry.SchemaRegistryException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FactCodecTest {

    private final Topics topics = Topics.standard();
    private final MemoryRegistry registry = new MemoryRegistry();
    private final FactCodec codec = new FactCodec(registry);

    static List<SpecificRecord> facts() {
        return SampleFacts.all();
    }

    static List<Schema> schemas() {
        return Facts.schemas();
    }

    @ParameterizedTest
    @MethodSource("facts")
    void whatIsEncoded_comesBackEqualAndOfTheGeneratedClass(SpecificRecord fact) {
        SpecificRecord read = codec.decode(codec.encode(topicOf(fact), fact));

        assertThat(read).isEqualTo(fact).hasSameClassAs(fact);
    }

    @Test
    void bytes_areTheConfluentWireFormat() throws IOException {
        registry.add(Schema.create(Schema.Type.STRING)); // so that the id is 2
        Watermark watermark = SampleFacts.watermark();

        byte[] bytes = codec.encode(topics.redDeltas(), watermark);

        assertThat(Arrays.copyOf(bytes, 5)).containsExactly(0, 0, 0, 0, 2);
        Schema schema = registry.byId(2);
        GenericRecord read = new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
        assertThat(read.get("sourceTopic")).hasToString("otlp_spans");
        assertThat(read.get("logTime"))
                .isEqualTo(SampleFacts.TEN.plusMillis(500).toEpochMilli());
    }

    @Test
    void idsBeyondOneByte_areBigEndian() {
        assertThatThrownBy(() -> codec.decode(new byte[] {0, 1, 2, 3, 4}))
                .isInstanceOf(MalformedFactException.class)
                .hasMessageContaining("schema id 16909060");
    }

    @Test
    void subjects_areTheTopicsValueOrTopicAndRecordWhereItHoldsSeveral() {
        codec.encode(topics.verdicts(), SampleFacts.verdict());
        codec.encode(topics.redDeltas(), SampleFacts.redDelta());
        codec.encode(topics.redDeltas(), SampleFacts.watermark());

        assertThat(registry.registered)
                .containsExactly(
                        "bellwether.verdicts-value",
                        "bellwether.red-deltas-dev.bellwether.facts.RedDelta",
                        "bellwether.red-deltas-dev.bellwether.facts.Watermark");
    }

    @Test
    void theRegistryIsAskedOnceForEachSchema() {
        for (int i = 0; i < 3; i++) {
            codec.decode(codec.encode(topics.alerts(), SampleFacts.alert()));
            codec.decode(codec.encode(topics.alertEvents(), SampleFacts.alert()));
        }

        assertThat(registry.registered).containsExactly("bellwether.alerts-value", "bellwether.alert-events-value");
        assertThat(registry.idsAsked).isEqualTo(1);
    }

    @Test
    void schemasInTheRegistry_saysNothingOfJavaClasses() {
        codec.encode(topics.alerts(), SampleFacts.alert());

        assertThat(registry.byId(1).toString()).doesNotContain("java");
        assertThat(registry.byId(1)).isEqualTo(FactSchemas.of(Alert.class));
    }

    @Test
    void aFactThatTheTopicDoesNotHold_isTheCallersMistake() {
        assertThatThrownBy(() -> codec.encode(topics.verdicts(), SampleFacts.alert()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dev.bellwether.facts.Alert")
                .hasMessageContaining("bellwether.verdicts");
        assertThatThrownBy(() -> codec.encode(topics.otlpSpans(), SampleFacts.alert()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void aRecordWithDefaultsOnly_readsBack(Schema schema) throws IOException {
        int id = registry.add(Facts.published(schema.getFullName()));
        GenericRecord defaults = new GenericRecordBuilder(registry.byId(id)).build();

        SpecificRecord read = codec.decode(bytes(id, defaults));

        assertThat(codec.decode(codec.encode(topicOf(read), read))).isEqualTo(read);
        assertThat(FactJson.write(read)).startsWith("{\"fact\":");
    }

    @Test
    void builders_fillInEveryDefault() {
        Verdict verdict = Verdict.newBuilder().build();

        assertThat(codec.decode(codec.encode(topics.verdicts(), verdict))).isEqualTo(verdict);
        assertThat(FactJson.write(verdict)).contains("\"status\":\"UNKNOWN\"");
    }

    @Test
    void aFieldThatTheWriterDidNotKnow_getsItsDefault() throws IOException {
        Schema old = new Schema.Parser().parse("""
                        {"type": "record", "name": "Watermark", "namespace": "dev.bellwether.facts", "fields": [
                          {"name": "sourceTopic", "type": "string", "default": ""}]}""");
        int id = registry.add(old);

        Watermark read = codec.decode(
                bytes(
                        id,
                        new GenericRecordBuilder(old)
                                .set("sourceTopic", "otlp_logs")
                                .build()),
                Watermark.class);

        assertThat(read.getSourceTopic()).isEqualTo("otlp_logs");
        assertThat(read.getSourcePartition()).isEqualTo(-1);
    }

    @Test
    void aFieldThatTheReaderDoesNotKnow_isPassedOver() throws IOException {
        Schema later = new Schema.Parser().parse("""
                        {"type": "record", "name": "Watermark", "namespace": "dev.bellwether.facts", "fields": [
                          {"name": "mood", "type": {"type": "map", "values": "string"}, "default": {}},
                          {"name": "excused", "type": "boolean", "default": false}]}""");
        int id = registry.add(later);

        Watermark read = codec.decode(
                bytes(
                        id,
                        new GenericRecordBuilder(later)
                                .set("mood", Map.of("a", "b"))
                                .set("excused", true)
                                .build()),
                Watermark.class);

        assertThat(read.getExcused()).isTrue();
    }

    @Test
    void aSymbolThatTheReaderDoesNotKnow_isUnknown() throws IOException {
        Schema later = new Schema.Parser().parse("""
                        {"type": "record", "name": "DeploymentEvent", "namespace": "dev.bellwether.facts", "fields": [
                          {"name": "phase", "default": "UNKNOWN", "type": {"type": "enum", "name": "DeploymentPhase",
                            "symbols": ["UNKNOWN", "PAUSED"], "default": "UNKNOWN"}}]}""");
        int id = registry.add(later);
        Schema phase = later.getField("phase").schema();

        DeploymentEvent read = codec.decode(
                bytes(
                        id,
                        new GenericRecordBuilder(later)
                                .set("phase", new GenericData.EnumSymbol(phase, "PAUSED"))
                                .build()),
                DeploymentEvent.class);

        assertThat(read.getPhase()).isEqualTo(DeploymentPhase.UNKNOWN);
    }

    @Test
    void aFactThatCannotBeWritten_leavesNothingBehind() {
        byte[] expected = codec.encode(topics.verdicts(), SampleFacts.verdict());
        Verdict broken = SampleFacts.verdict();
        broken.put(broken.getSchema().getField("reason").pos(), null);

        assertThatThrownBy(() -> codec.encode(topics.verdicts(), broken)).isInstanceOf(RuntimeException.class);

        assertThat(codec.encode(topics.verdicts(), SampleFacts.verdict())).isEqualTo(expected);
    }

    @Test
    void aRecordThatIsNoFactOfOurs_isMalformed() throws IOException {
        Schema other = new Schema.Parser().parse("""
                        {"type": "record", "name": "File", "namespace": "java.io", "fields": [
                          {"name": "path", "type": "string", "default": "/etc/passwd"}]}""");
        int id = registry.add(other);
        byte[] bytes = bytes(id, new GenericRecordBuilder(other).build());

        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOf(MalformedFactException.class)
                .hasMessageContaining("java.io.File");
    }

    @Test
    void aSchemaThatCannotBeReadIntoOurs_isMalformed() throws IOException {
        Schema other = new Schema.Parser().parse("""
                        {"type": "record", "name": "Watermark", "namespace": "dev.bellwether.facts", "fields": [
                          {"name": "sourcePartition", "type": "string", "default": "three"}]}""");
        int id = registry.add(other);
        byte[] bytes = bytes(id, new GenericRecordBuilder(other).build());

        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOf(MalformedFactException.class)
                .hasMessageContaining("dev.bellwether.facts.Watermark");
    }

    @Test
    void anotherTypeThanAskedFor_isMalformed() {
        byte[] bytes = codec.encode(topics.redDeltas(), SampleFacts.watermark());

        assertThatThrownBy(() -> codec.decode(bytes, RedDelta.class))
                .isInstanceOf(MalformedFactException.class)
                .hasMessageContaining("dev.bellwether.facts.Watermark")
                .hasMessageContaining("dev.bellwether.facts.RedDelta");
    }

    @Test
    void whatIsNotInTheWireFormat_isMalformed() {
        assertThatThrownBy(() -> codec.decode(new byte[0]))
                .isInstanceOf(MalformedFactException.class)
                .hasMessageContaining("0 bytes");
        assertThatThrownBy(() -> codec.decode(new byte[] {0, 0, 0, 1})).isInstanceOf(MalformedFactException.class);
        assertThatThrownBy(() -> codec.decode("{\"fact\":1}".getBytes(UTF_8)))
                .isInstanceOf(MalformedFactException.class)
                .hasMessageContaining("begins with byte 123");
    }

    @Test
    void everyTruncation_isMalformed() {
        byte[] whole = codec.encode(topics.verdicts(), SampleFacts.verdict());

        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> codec.decode(part))
                    .as("the first %d of %d bytes", length, whole.length)
                    .isInstanceOf(MalformedFactException.class);
        }
    }

    @Test
    void bytesLeftOver_areMalformed() {
        byte[] whole = codec.encode(topics.verdicts(), SampleFacts.verdict());

        assertThatThrownBy(() -> codec.decode(Arrays.copyOf(whole, whole.length + 1)))
                .isInstanceOf(MalformedFactException.class)
                .hasMessageContaining("left over");
    }

    @ParameterizedTest
    @MethodSource("facts")
    void changedBytes_giveAFactOrAreMalformedAndNothingElse(SpecificRecord fact) {
        long seed = 20_260_301;
        Random random = new Random(seed);
        byte[] whole = codec.encode(topicOf(fact), fact);
        int malformed = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] changed = whole.clone();
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                changed[5 + random.nextInt(changed.length - 5)] = (byte) random.nextInt(256);
            }
            Throwable thrown = catchThrowable(() -> codec.decode(changed));
            if (thrown != null) {
                assertThat(thrown)
                        .as("seed %d, change %d: %s", seed, i, Arrays.toString(changed))
                        .isInstanceOf(MalformedFactException.class);
                malformed++;
            }
        }
        assertThat(malformed).as("broken of 5000").isPositive();
    }

    @Test
    void aClaimedLengthFarBeyondTheRecord_takesNoMemory() throws IOException {
        int id = registry.add(FactSchemas.of(RedDelta.class));
        ByteArrayOutputStream out = header(id);
        var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        encoder.writeLong(2_000_000_000); // the environment's length; the heap of this test is smaller
        encoder.flush();

        assertThatThrownBy(() -> codec.decode(out.toByteArray())).isInstanceOf(MalformedFactException.class);
    }

    @Test
    void aRegistryThatDoesNotAnswer_saysNothingAboutTheRecord() {
        byte[] bytes = codec.encode(topics.alerts(), SampleFacts.alert());
        registry.answers = false;

        assertThatThrownBy(() -> codec.decode(bytes)).isExactlyInstanceOf(SchemaRegistryException.class);
        assertThatThrownBy(() -> codec.encode(topics.verdicts(), SampleFacts.verdict()))
                .isExactlyInstanceOf(SchemaRegistryException.class);

        registry.answers = true;
        assertThatCode(() -> codec.decode(bytes)).doesNotThrowAnyException();
    }

    @Test
    void oneCodec_servesManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Boolean> work = () -> {
                for (int i = 0; i < 500; i++) {
                    SpecificRecord fact = facts().get(i % facts().size());
                    if (!codec.decode(codec.encode(topicOf(fact), fact)).equals(fact)) {
                        return false;
                    }
                }
                return true;
            };
            for (Future<Boolean> equal : threads.invokeAll(Collections.nCopies(4, work))) {
                assertThat(equal.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Topic topicOf(SpecificRecord fact) {
        return topics.all().stream()
                .filter(topic -> topic.facts().contains(fact.getClass()))
                .findFirst()
                .orElseThrow();
    }

    private static byte[] bytes(int id, GenericRecord record) throws IOException {
        ByteArrayOutputStream out = header(id);
        var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        return out.toByteArray();
    }

    private static ByteArrayOutputStream header(int id) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(0);
        out.writeBytes(ByteBuffer.allocate(4).putInt(id).array());
        return out;
    }
}
