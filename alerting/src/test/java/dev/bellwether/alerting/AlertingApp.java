package dev.bellwether.alerting;

import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.Watermark;
import dev.bellwether.processors.runtime.DeadLetters;
import dev.bellwether.processors.runtime.StreamsMeters;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.FactSerde;
import dev.bellwether.schemas.Topics;
import dev.bellwether.testing.LocalSchemas;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/** The alerting topology in a test driver, fed by hand. Times are seconds after {@link Deltas#START}. */
final class AlertingApp implements AutoCloseable {

    static final Topics TOPICS = Topics.standard();

    private static final String APPLICATION = "test-alerting";

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final StreamsMeters streams = StreamsMeters.atOnce(meters);
    private final FactCodec codec;
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, SpecificRecord> deltas;
    private final TestOutputTopic<String, Alert> alerts;
    private final TestOutputTopic<String, Alert> events;

    AlertingApp(AlertingConfig config, Path stateFolder) {
        this(config, stateFolder, new FactCodec(new LocalSchemas()));
    }

    AlertingApp(AlertingConfig config, Path stateFolder, FactCodec codec) {
        this.codec = codec;
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put("processing.exception.handler.global.enabled", true);
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetters.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetters.class);
        properties.put("bellwether.dead-letters.topic", TOPICS.deadLetters().name());
        properties.put("bellwether.dead-letters.meters", streams);
        driver = new TopologyTestDriver(AlertingTopology.build(TOPICS, codec, config, streams), properties);
        deltas = driver.createInputTopic(
                TOPICS.redDeltas().name(),
                new StringSerializer(),
                FactSerde.any(codec, TOPICS.redDeltas()).serializer());
        alerts = driver.createOutputTopic(
                TOPICS.alerts().name(),
                new StringDeserializer(),
                FactSerde.of(Alert.class, codec, TOPICS.alerts()).deserializer());
        events = driver.createOutputTopic(
                TOPICS.alertEvents().name(),
                new StringDeserializer(),
                FactSerde.of(Alert.class, codec, TOPICS.alertEvents()).deserializer());
    }

    FactCodec codec() {
        return codec;
    }

    void pipe(RedDelta delta) {
        pipe(Deltas.key(delta), delta);
    }

    void pipe(@Nullable String key, @Nullable SpecificRecord value) {
        deltas.pipeInput(new TestRecord<>(key, value, Instant.EPOCH));
    }

    void pipe(Watermark watermark) {
        pipe(watermark.getSourceTopic() + "/" + watermark.getSourcePartition(), watermark);
    }

    /** Everything before that second has been read of the only source partition there is. */
    void watermark(double second) {
        pipe(Deltas.watermark(0, 1, second));
    }

    /** Requests in the middle of that second, and then the watermark that ends it. */
    void second(int second, RedDelta... in) {
        for (RedDelta delta : in) {
            pipe(delta);
        }
        watermark(second + 1);
    }

    /** What {@code alert-events} got since last asked. */
    List<TestRecord<String, Alert>> events() {
        return events.readRecordsToList();
    }

    /** What {@code alerts} got since last asked. */
    List<TestRecord<String, Alert>> alerts() {
        return alerts.readRecordsToList();
    }

    List<Event> told() {
        return events().stream().map(record -> Event.of(record.value())).toList();
    }

    List<TestRecord<byte[], byte[]>> deadLetters() {
        return driver.createOutputTopic(
                        TOPICS.deadLetters().name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    /** What a store's changelog got since last asked. */
    List<TestRecord<byte[], byte[]>> changelog(String store) {
        return driver.createOutputTopic(
                        APPLICATION + "-" + store + "-changelog",
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())
                .readRecordsToList();
    }

    double count(String name, String... tags) {
        return meters.find(name).tags(tags).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Override
    public void close() {
        driver.close();
    }

    /** An event as people speak of it: {@code at} and the other times are seconds after the start; -1 is none. */
    record Event(String alert, AlertState state, long at, long activeAt, long startsAt, long endsAt) {

        static Event of(Alert alert) {
            String version = alert.getLabels().getOrDefault("version", "");
            String service = alert.getLabels().getOrDefault("service", "?");
            return new Event(
                    alert.getLabels().get("alertname") + " " + service + (version.isEmpty() ? "" : " " + version),
                    alert.getState(),
                    second(alert.getEvaluatedAt()),
                    second(alert.getActiveAt()),
                    second(alert.getStartsAt()),
                    second(alert.getEndsAt()));
        }

        private static long second(@Nullable Instant instant) {
            return instant == null ? -1 : instant.getEpochSecond() - Deltas.START.getEpochSecond();
        }
    }
}
