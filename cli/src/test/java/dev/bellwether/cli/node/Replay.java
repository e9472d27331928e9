package dev.bellwether.cli.node;

import dev.bellwether.alerting.AlertingTopology;
import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationException;
import dev.bellwether.cli.config.ConfigurationFile;
import dev.bellwether.processors.red.RedWindowTopology;
import dev.bellwether.processors.runtime.StreamsMeters;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import dev.bellwether.verification.VerificationTopology;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/**
 * What an application must make of one partition of its input: its topology as {@link Node} builds it, from the same
 * configuration, over the same records, in one go and without a broker.
 */
public final class Replay {

    private final Parts parts;
    private final FactCodec codec;
    private final Path state;

    private Replay(Parts parts, FactCodec codec, Path state) {
        this.parts = parts;
        this.codec = codec;
        this.state = state;
    }

    /** An application that reads deltas: its name as {@link Node} has it, its topology, and what it writes. */
    public enum Application {
        RED_WINDOWS("red-windows") {
            @Override
            Topology topology(Parts parts, FactCodec codec, StreamsMeters meters) {
                return RedWindowTopology.build(parts.topics(), codec, parts.red(), meters);
            }

            @Override
            public List<Topic> outputs(Topics topics) {
                return List.of(topics.redWindows());
            }
        },
        ALERTING("alerting") {
            @Override
            Topology topology(Parts parts, FactCodec codec, StreamsMeters meters) {
                return AlertingTopology.build(parts.topics(), codec, parts.alerting(), meters);
            }

            @Override
            public List<Topic> outputs(Topics topics) {
                return List.of(topics.alerts(), topics.alertEvents());
            }
        },
        VERIFICATION("verification") {
            @Override
            Topology topology(Parts parts, FactCodec codec, StreamsMeters meters) {
                return VerificationTopology.build(parts.topics(), codec, parts.verification(), meters);
            }

            @Override
            public List<Topic> outputs(Topics topics) {
                return List.of(topics.deployments(), topics.verdicts());
            }
        };

        private final String id;

        Application(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }

        abstract Topology topology(Parts parts, FactCodec codec, StreamsMeters meters);

        public abstract List<Topic> outputs(Topics topics);
    }

    /**
     * Replays with these settings.
     *
     * @param state folder for stores
     */
    public static Replay with(Map<String, String> settings, FactCodec codec, Path state) throws ConfigurationException {
        return new Replay(
                Parts.of(Configuration.of(ConfigurationFile.Contents.NONE, Map.of(), settings)), codec, state);
    }

    /**
     * What an application writes.
     *
     * @param input what it reads of one partition number, in order
     * @return by topic, in order
     */
    public Map<Topic, List<TestRecord<String, byte[]>>> run(
            Application application, List<ConsumerRecord<String, byte[]>> input) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, application.id());
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "not-used:9092");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        Map<Topic, List<TestRecord<String, byte[]>>> written = new HashMap<>();
        Topology topology = application.topology(parts, codec, StreamsMeters.atOnce(new SimpleMeterRegistry()));
        try (TopologyTestDriver driver = new TopologyTestDriver(topology, properties, Instant.EPOCH)) {
            Map<String, TestInputTopic<String, byte[]>> sources = new HashMap<>();
            for (ConsumerRecord<String, byte[]> record : input) {
                sources.computeIfAbsent(
                                record.topic(),
                                topic -> driver.createInputTopic(
                                        topic, new StringSerializer(), new ByteArraySerializer()))
                        .pipeInput(record.key(), record.value(), record.timestamp());
            }
            for (Topic output : application.outputs(parts.topics())) {
                written.put(
                        output,
                        driver.createOutputTopic(output.name(), new StringDeserializer(), new ByteArrayDeserializer())
                                .readRecordsToList());
            }
        }
        return written;
    }
}
