package dev.bellwether.alerting.evaluate;

import dev.bellwether.alerting.match.MatchTopology;
import dev.bellwether.alerting.rulebook.FileVersion.Origin;
import dev.bellwether.alerting.rulebook.RuleReading;
import dev.bellwether.alerting.rulebook.Rulebook;
import dev.bellwether.facts.Alert;
import dev.bellwether.processors.enrich.Enrichment;
import dev.bellwether.processors.fold.FoldConfig;
import dev.bellwether.processors.runtime.DeadLetters;
import dev.bellwether.processors.runtime.StreamsMeters;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.FactSerde;
import dev.bellwether.schemas.OtlpHeaders;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import dev.bellwether.testing.LocalSchemas;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** Requests of metrics in, alerts out: matching and evaluation in two test drivers, the one behind the other, with one partition of each topic. */
final class RulesApp implements AutoCloseable {

    static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    static final Topics TOPICS = Topics.standard();

    private final FactCodec codec = new FactCodec(new LocalSchemas());
    private final EvaluationConfig config;
    private final TopologyTestDriver match;
    private final TopologyTestDriver rules;
    private final TestOutputTopic<byte[], byte[]> matched;
    private final TestInputTopic<byte[], byte[]> samples;
    private final TestOutputTopic<byte[], byte[]> recorded;
    private final TestOutputTopic<String, Alert> alerts;
    private final TestOutputTopic<String, Alert> events;

    private Rulebook book = Rulebook.EMPTY;

    RulesApp(EvaluationConfig config, Path folder) {
        this.config = config;
        StreamsMeters meters = StreamsMeters.atOnce(new SimpleMeterRegistry());
        match = driver(
                "test-match",
                folder,
                meters,
                MatchTopology.build(
                        new MatchTopology.Inputs(
                                TOPICS,
                                codec,
                                FoldConfig.DEFAULT,
                                Map.of("otlp_metrics", 1, "prometheus_samples", 1),
                                Enrichment.none(),
                                () -> book,
                                config.remoteWriteDelay()),
                        meters));
        rules = driver(
                "test-rules",
                folder,
                meters,
                RuleTopology.build(new RuleTopology.Inputs(TOPICS, codec, config, 1, () -> book), meters));
        matched = match.createOutputTopic(
                TOPICS.samples().name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        samples = rules.createInputTopic(TOPICS.samples().name(), new ByteArraySerializer(), new ByteArraySerializer());
        recorded = rules.createOutputTopic(
                TOPICS.samples().name(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        alerts = alerts(TOPICS.alerts());
        events = alerts(TOPICS.alertEvents());
    }

    private TestOutputTopic<String, Alert> alerts(Topic topic) {
        return rules.createOutputTopic(
                topic.name(),
                new StringDeserializer(),
                FactSerde.of(Alert.class, codec, topic).deserializer());
    }

    private static TopologyTestDriver driver(String name, Path folder, StreamsMeters meters, Topology topology) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, name);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve(name).toString());
        properties.put("processing.exception.handler.global.enabled", true);
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetters.class);
        properties.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetters.class);
        properties.put("bellwether.dead-letters.topic", TOPICS.deadLetters().name());
        properties.put("bellwether.dead-letters.meters", meters);
        return new TopologyTestDriver(topology, properties);
    }

    /** A version of a file takes effect so many seconds after the start. */
    void apply(String file, String text, double second) throws Exception {
        book = book.with(
                new RuleReading(config.rulebook()).read(file, text, at(second).toEpochMilli(), Origin.API));
    }

    void remove(String file, double second) {
        book = book.with(RuleReading.removal(file, at(second).toEpochMilli(), Origin.API));
    }

    /** A request of OTLP metrics is appended. */
    void metrics(double second, byte[] request) {
        pipe(TOPICS.otlpMetrics(), second, request, new RecordHeaders());
    }

    /** A request of remote write is appended. */
    void written(double second, byte[] request) {
        pipe(TOPICS.prometheusSamples(), second, request, new RecordHeaders());
    }

    /** Nothing more is appended before that second. */
    void tick(double second) {
        for (Topic topic : List.of(TOPICS.otlpMetrics(), TOPICS.prometheusSamples())) {
            pipe(topic, second, new byte[0], new RecordHeaders().add(OtlpHeaders.TICK, new byte[0]));
        }
    }

    private void pipe(Topic topic, double second, byte[] value, Headers headers) {
        match.createInputTopic(topic.name(), new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(new TestRecord<>(new byte[] {1}, value, headers, at(second)));
        matched.readRecordsToList().forEach(samples::pipeInput);
        while (!recorded.isEmpty()) {
            recorded.readRecordsToList().forEach(samples::pipeInput);
        }
    }

    List<TestRecord<String, Alert>> alerts() {
        return alerts.readRecordsToList();
    }

    List<Alert> events() {
        return events.readValuesToList();
    }

    static Instant at(double second) {
        return START.plusMillis((long) (second * 1000));
    }

    @Override
    public void close() {
        match.close();
        rules.close();
    }
}
