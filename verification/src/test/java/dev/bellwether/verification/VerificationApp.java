package dev.bellwether.verification;

import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.Verdict;
import dev.bellwether.processors.runtime.StreamsMeters;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.FactSerde;
import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.schemas.Topics;
import dev.bellwether.testing.LocalSchemas;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;

/** The whole application in a driver, as one task with one partition of each topic. */
final class VerificationApp implements AutoCloseable {

    static final Topics TOPICS = Topics.standard();

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FactCodec codec = new FactCodec(new LocalSchemas());
    private final TopologyTestDriver driver;
    private final TestInputTopic<String, SpecificRecord> deltas;
    private final TestInputTopic<String, SpecificRecord> deployments;
    private final TestOutputTopic<String, SpecificRecord> events;
    private final TestOutputTopic<String, SpecificRecord> verdicts;
    private final List<DeploymentEvent> eventsSeen = new ArrayList<>();
    private final List<Verdict> verdictsSeen = new ArrayList<>();

    VerificationApp(VerificationConfig config, Path state) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "verification");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "not-used:9092");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        driver = new TopologyTestDriver(topology(config), properties, Instant.EPOCH);
        deltas = input(TOPICS.redDeltas().name(), FactSerde.any(codec, TOPICS.redDeltas()));
        deployments = input(TOPICS.deployments().name(), FactSerde.any(codec, TOPICS.deployments()));
        events = output(TOPICS.deployments().name(), FactSerde.any(codec, TOPICS.deployments()));
        verdicts = output(TOPICS.verdicts().name(), FactSerde.any(codec, TOPICS.verdicts()));
    }

    private Topology topology(VerificationConfig config) {
        return VerificationTopology.build(TOPICS, codec, config, StreamsMeters.atOnce(meters));
    }

    private TestInputTopic<String, SpecificRecord> input(String topic, FactSerde<SpecificRecord> serde) {
        return driver.createInputTopic(topic, new StringSerializer(), serde.serializer());
    }

    private TestOutputTopic<String, SpecificRecord> output(String topic, FactSerde<SpecificRecord> serde) {
        return driver.createOutputTopic(topic, new StringDeserializer(), serde.deserializer());
    }

    void delta(RedDelta delta) {
        deltas.pipeInput(ServiceKey.from(delta).toString(), delta);
    }

    void deltaRecord(
            @org.jspecify.annotations.Nullable String key, @org.jspecify.annotations.Nullable SpecificRecord value) {
        deltas.pipeInput(key, value);
    }

    /** The only source partition has been read up to a time. */
    void time(long logTime) {
        watermark(0, 1, logTime);
    }

    void watermark(int partition, int partitions, long logTime) {
        deltas.pipeInput("otlp_spans/" + partition, Records.watermark(partition, partitions, logTime));
    }

    void event(DeploymentEvent event, long appendedAt) {
        eventRecord(ServiceKey.from(event).toString(), event, appendedAt);
    }

    void eventRecord(String key, DeploymentEvent event, long appendedAt) {
        deployments.pipeInput(key, event, Instant.ofEpochMilli(appendedAt));
    }

    /** All events it has written. */
    List<DeploymentEvent> events() {
        events.readRecordsToList().forEach(record -> eventsSeen.add((DeploymentEvent) record.value()));
        return eventsSeen;
    }

    /** All verdicts it has written. */
    List<Verdict> verdicts() {
        verdicts.readRecordsToList().forEach(record -> {
            Verdict verdict = (Verdict) record.value();
            if (!ServiceKey.from(verdict).toString().equals(record.key())
                    || !verdict.getDecidedAt().equals(record.getRecordTime())) {
                throw new AssertionError("key or time of " + record);
            }
            verdictsSeen.add(verdict);
        });
        return verdictsSeen;
    }

    double count(String meter, String... tags) {
        return meters.find(meter).tags(tags).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    /** Entries in a store. */
    int size(String store) {
        int size = 0;
        try (var all = driver.getKeyValueStore(store).all()) {
            while (all.hasNext()) {
                all.next();
                size++;
            }
        }
        return size;
    }

    @Override
    public void close() {
        driver.close();
    }
}
