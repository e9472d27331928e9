package dev.bellwether.processors.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.facts.Watermark;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.FactSerde;
import dev.bellwether.schemas.Topics;
import dev.bellwether.testing.LocalSchemas;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** A clock that is made anew from its store must be the clock that was: a replay has no restarts. */
class StoredLogClockTest {

    private static final String TOPIC = "otlp_spans";

    private final KeyValueStore<String, Watermark> store = newStore();
    private final StoredLogClock clock = new StoredLogClock(store);

    @Test
    void anExcuseThatCameTooLate_isForgottenByTheNextLifeToo() {
        clock.observe(watermark(0, 100, false));
        clock.observe(watermark(1, 100, false));
        clock.observe(watermark(1, 200, false));
        clock.observe(watermark(1, 100, true)); // written before the source spoke again, read after it

        StoredLogClock next = new StoredLogClock(store);
        assertAlike(next);
        assertThat(next.complete()).isEqualTo(clock.complete()).isTrue();
        assertThat(next.observe(watermark(0, 300, false)))
                .isEqualTo(clock.observe(watermark(0, 300, false)))
                .isTrue();
        assertThat(next.time()).isEqualTo(clock.time()).isEqualTo(200);
    }

    @Test
    void aSourceThatIsExcused_isExcusedInTheNextLife() {
        clock.observe(watermark(0, 100, false));
        clock.observe(watermark(1, 100, false));
        clock.observe(watermark(1, 100, true));
        clock.observe(watermark(0, 500, false));

        StoredLogClock next = new StoredLogClock(store);
        assertAlike(next);
        assertThat(next.time()).isEqualTo(500);
        assertThat(next.complete()).isFalse();
    }

    @Test
    void anOlderWatermark_doesNotSetTheNextLifeBack() {
        clock.observe(watermark(0, 200, false));
        clock.observe(watermark(0, 100, false));
        clock.observe(watermark(1, 150, false));

        StoredLogClock next = new StoredLogClock(store);
        next.observe(watermark(1, 190, false));

        assertThat(next.time()).isEqualTo(190);
    }

    private void assertAlike(StoredLogClock next) {
        assertThat(next.time()).isEqualTo(clock.time());
        assertThat(next.complete()).isEqualTo(clock.complete());
        assertThat(next.started()).isEqualTo(clock.started());
    }

    private static Watermark watermark(int partition, long logTime, boolean excused) {
        return Watermark.newBuilder()
                .setSourceTopic(TOPIC)
                .setSourcePartition(partition)
                .setSourcePartitions(2)
                .setLogTime(Instant.ofEpochMilli(logTime))
                .setExcused(excused)
                .build();
    }

    private static KeyValueStore<String, Watermark> newStore() {
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
        KeyValueStore<String, Watermark> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("clock"),
                        Serdes.String(),
                        FactSerde.of(
                                Watermark.class,
                                new FactCodec(new LocalSchemas()),
                                Topics.standard().redDeltas()))
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }
}
