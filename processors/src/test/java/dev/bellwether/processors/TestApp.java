package dev.bellwether.processors;

import dev.bellwether.processors.runtime.StreamsConfigs;
import dev.bellwether.processors.runtime.StreamsMeters;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topics;
import dev.bellwether.testing.LocalSchemas;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;

/** What tests of a topology share: a driver with the settings that the real applications run with. */
public final class TestApp {

    public static final Topics TOPICS = Topics.standard();

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final StreamsMeters streams = StreamsMeters.atOnce(meters);
    private final FactCodec codec = new FactCodec(new LocalSchemas());

    public FactCodec codec() {
        return codec;
    }

    public StreamsMeters meters() {
        return streams;
    }

    public TopologyTestDriver drive(Topology topology, Path stateFolder, Instant wallClock) {
        Properties properties = new Properties();
        Map<String, Object> config =
                StreamsConfigs.forTests(stateFolder, TOPICS.deadLetters().name(), streams);
        properties.putAll(config);
        return new TopologyTestDriver(topology, properties, wallClock);
    }

    /** Value of the gauge with this name. */
    public double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    /** Sum of the counters with this name and tags. */
    public double count(String name, String... tags) {
        return meters.find(name).tags(tags).counters().stream()
                .mapToDouble(io.micrometer.core.instrument.Counter::count)
                .sum();
    }
}
