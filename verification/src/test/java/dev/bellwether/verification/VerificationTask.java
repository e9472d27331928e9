package dev.bellwether.verification;

import dev.bellwether.facts.Watermark;
import dev.bellwether.observation.meter.Counts;
import dev.bellwether.processors.runtime.LogProgress;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.schemas.Topics;
import dev.bellwether.testing.LocalSchemas;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The processor of one task over RocksDB stores, without a driver: it can be closed and opened again on the same files.
 */
final class VerificationTask implements AutoCloseable {

    private final VerificationConfig config;
    private final Path folder;
    private final FactCodec codec = new FactCodec(new LocalSchemas());
    private final List<KeyValueStore<?, ?>> stores = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private MockProcessorContext<String, SpecificRecord> context;
    private VerificationProcessor processor;
    private long offset;

    /**
     * What the task reads.
     *
     * @param time append time, milliseconds
     */
    record Input(long time, SpecificRecord value) {}

    VerificationTask(VerificationConfig config, Path folder) {
        this.config = config;
        this.folder = folder;
        this.context = newContext();
        this.processor = open();
    }

    private MockProcessorContext<String, SpecificRecord> newContext() {
        Properties properties = new Properties();
        properties.put("processing.exception.handler.global.enabled", true);
        return new MockProcessorContext<>(properties, new TaskId(0, 0), folder.toFile());
    }

    private VerificationProcessor open() {
        for (StoreBuilder<?> builder : StoreCatalogue.all(codec, Topics.standard())) {
            KeyValueStore<?, ?> store = (KeyValueStore<?, ?>)
                    builder.withCachingDisabled().withLoggingDisabled().build();
            store.init(context.getStateStoreContext(), store);
            context.addStateStore(store);
            stores.add(store);
        }
        VerificationProcessor opened = new VerificationProcessor(
                config, new VerificationMeters(Counts.atOnce(new SimpleMeterRegistry())), new LogProgress());
        opened.init(context);
        return opened;
    }

    /** Closes everything, and opens it again from its files. */
    void restart() {
        close();
        context = newContext();
        processor = open();
    }

    void process(Input input) {
        String key = input.value() instanceof Watermark watermark
                ? watermark.getSourceTopic() + "/" + watermark.getSourcePartition()
                : ServiceKey.from(input.value()).toString();
        context.setRecordMetadata("any", 0, offset++);
        processor.process(new Record<>(key, input.value(), input.time()));
        context.forwarded()
                .forEach(forward -> said.add(forward.childName().orElseThrow() + " "
                        + forward.record().key() + " " + forward.record().timestamp() + " "
                        + forward.record().value()));
        context.resetForwards();
    }

    /** Everything it said, in order. */
    List<String> said() {
        return said;
    }

    @Override
    public void close() {
        stores.forEach(KeyValueStore::close);
        stores.clear();
    }
}
