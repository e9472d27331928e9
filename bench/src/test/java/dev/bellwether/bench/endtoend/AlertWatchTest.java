package dev.bellwether.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.registry.HttpSchemaRegistry;
import java.io.IOException;
import java.net.URI;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.internals.AutoOffsetResetStrategy;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

class AlertWatchTest {

    /** An alert that nobody reads must not pass for one that did not fire. */
    @Test
    void watchThatDied_saysSo() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>(AutoOffsetResetStrategy.EARLIEST.name());
        consumer.setPollException(new KafkaException("the broker is gone"));

        try (AlertWatch watch =
                AlertWatch.start(consumer, new FactCodec(new HttpSchemaRegistry(URI.create("http://127.0.0.1:1"))))) {
            await().until(consumer::closed);

            await().untilAsserted(() -> assertThatThrownBy(watch::firstNanos)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("alerts cannot be read")
                    .hasMessageContaining("the broker is gone"));
        }
    }
}
