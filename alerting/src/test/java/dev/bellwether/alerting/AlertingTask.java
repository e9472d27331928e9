package dev.bellwether.alerting;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellwether.facts.Alert;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.Watermark;
import dev.bellwether.observation.meter.Counts;
import dev.bellwether.processors.runtime.LogProgress;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.FactSerde;
import dev.bellwether.testing.LocalSchemas;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedForward;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.test.TestRecord;

/** The processor of one task over stores of its own, without a driver: quicker, and it can be started anew. */
final class AlertingTask implements AutoCloseable {

    private static final List<String> BYTE_STORES =
            List.of(StoreCatalogue.BUCKETS, StoreCatalogue.HISTORIES, StoreCatalogue.PROGRESS, StoreCatalogue.ALERTS);

    private final AlertingConfig config;
    private final FactCodec codec;
    private final MockProcessorContext<String, Alert> context;
    private final Map<String, KeyValueStore<Object, Object>> stores = new HashMap<>();
    private AlertingProcessor processor;

    AlertingTask(AlertingConfig config, Path folder) {
        this(config, folder, new FactCodec(new LocalSchemas()));
    }

    AlertingTask(AlertingConfig config, Path folder, FactCodec codec) {
        this.config = config;
        this.codec = codec;
        Properties properties = new Properties();
        properties.put("processing.exception.handler.global.enabled", true);
        context = new MockProcessorContext<>(properties, new TaskId(0, 0), folder.toFile());
        for (StoreBuilder<?> builder : StoreCatalogue.all(codec, AlertingApp.TOPICS)) {
            stores.put(builder.name(), empty(builder));
        }
        processor = started();
    }

    /** A task that was just assigned: its stores hold what the changelogs of another one say. */
    static AlertingTask from(AlertingApp before, AlertingConfig config, Path folder) {
        AlertingTask task = new AlertingTask(config, folder, before.codec());
        for (String name : BYTE_STORES) {
            for (TestRecord<byte[], byte[]> record : before.changelog(name)) {
                task.store(name).put(Bytes.wrap(record.key()), record.value());
            }
        }
        FactSerde<Watermark> watermarks = FactSerde.of(Watermark.class, task.codec, AlertingApp.TOPICS.redDeltas());
        for (TestRecord<byte[], byte[]> record : before.changelog(StoreCatalogue.CLOCK)) {
            Watermark watermark = watermarks.deserializer().deserialize("", record.value());
            task.store(StoreCatalogue.CLOCK).put(new String(record.key(), UTF_8), watermark);
        }
        task.restart();
        return task;
    }

    /** Forgets all that is not in the stores. */
    void restart() {
        processor = started();
    }

    void process(SpecificRecord value) {
        String key = value instanceof RedDelta delta ? Deltas.key(delta) : "otlp_spans/0";
        processor.process(new Record<>(key, value, 0));
    }

    void second(int second, RedDelta... in) {
        for (RedDelta delta : in) {
            process(delta);
        }
        process(Deltas.watermark(0, 1, second + 1));
    }

    /** Everything it said, on both topics, in order. */
    List<String> said() {
        return context.forwarded().stream().map(AlertingTask::text).toList();
    }

    List<Alert> events() {
        return context.forwarded(AlertingTopology.EVENTS_SINK).stream()
                .<Alert>map(forward -> forward.record().value())
                .toList();
    }

    @Override
    public void close() {
        stores.values().forEach(KeyValueStore::close);
    }

    private AlertingProcessor started() {
        AlertingProcessor fresh = new AlertingProcessor(
                config, new AlertingMeters(Counts.atOnce(new SimpleMeterRegistry())), new LogProgress());
        fresh.init(context);
        return fresh;
    }

    private static String text(CapturedForward<? extends String, ? extends Alert> forward) {
        Record<? extends String, ? extends Alert> record = forward.record();
        return forward.childName().orElseThrow() + " " + record.key() + " " + record.timestamp() + " " + record.value();
    }

    @SuppressWarnings("unchecked")
    private KeyValueStore<Object, Object> empty(StoreBuilder<?> builder) {
        KeyValueStore<Object, Object> store = (KeyValueStore<Object, Object>)
                builder.withCachingDisabled().withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        return store;
    }

    private KeyValueStore<Object, Object> store(String name) {
        return Objects.requireNonNull(stores.get(name), name);
    }
}
