package dev.bellwether.processors.runtime;

import static org.awaitility.Awaitility.await;

import dev.bellwether.testing.JavaProcess;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * An application in a JVM of its own that counts the records of {@value #IN} and says each new count on {@value #OUT}. Its store writes
 * every change to its changelog at once, so that a transaction always holds output, state and offsets together.
 */
final class CountingApp {

    static final String NAME = "counting";
    static final String PREFIX = "test-";
    static final String IN = "in";
    static final String OUT = "out";

    private static final String RUNNING = "running";
    private static final String STORE = "counts";
    private static final String KEY = "all";

    private CountingApp() {}

    /** In the child: bootstrap servers, folder for state, commit interval. */
    public static void main(String[] args) throws IOException {
        StreamsMeters meters = StreamsMeters.inTransactions(new SimpleMeterRegistry());
        StreamsSettings settings = new StreamsSettings(
                Map.of("bootstrap.servers", args[0]),
                PREFIX,
                Path.of(args[1]),
                StateCopies.SINGLE,
                1,
                "dead",
                StoreMemory.DEFAULT.withWriteBuffer(4096));
        try (StreamsApp app = StreamsApp.start(NAME, settings, Duration.parse(args[2]), topology(), meters, () -> {})) {
            await().atMost(Duration.ofSeconds(100)).until(app::running);
            System.out.println(RUNNING);
            JavaProcess.awaitParent();
        }
    }

    /** Starts it, and waits until it runs. */
    static JavaProcess start(String bootstrapServers, Path state, Duration commitInterval) throws IOException {
        JavaProcess process =
                JavaProcess.start(CountingApp.class, bootstrapServers, state.toString(), commitInterval.toString());
        process.awaitLine(RUNNING);
        return process;
    }

    private static Topology topology() {
        Serde<String> strings = Serdes.String();
        return new Topology()
                .addSource("source", strings.deserializer(), strings.deserializer(), IN)
                .addProcessor("counting", Counting::new, "source")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(STORE), Serdes.String(), Serdes.Long()),
                        "counting")
                .addSink("sink", OUT, strings.serializer(), strings.serializer(), "counting");
    }

    private static final class Counting extends ContextualProcessor<String, String, String, String> {

        @Override
        public void process(Record<String, String> record) {
            KeyValueStore<String, Long> store = context().getStateStore(STORE);
            Long before = store.get(KEY);
            long count = before == null ? 1 : before + 1;
            store.put(KEY, count);
            context().forward(record.withValue(String.valueOf(count)));
        }
    }
}
