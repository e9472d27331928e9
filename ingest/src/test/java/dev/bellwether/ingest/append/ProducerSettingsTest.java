package dev.bellwether.ingest.append;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProducerSettingsTest {

    private static final Map<String, String> CLIENT = Map.of("bootstrap.servers", "127.0.0.1:1");

    @ParameterizedTest
    @ValueSource(longs = {100, 500, 2000, 60_000})
    void producerAcceptsThem_whateverTheTimeout(long millis) {
        var settings = new ProducerSettings(1 << 20, 900_000, Duration.ofMillis(millis)).over(CLIENT);
        var producer = new KafkaProducer<byte[], byte[]>(settings);
        producer.close(Duration.ZERO);
        assertThat(Long.parseLong((String) settings.get(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG)))
                .isLessThanOrEqualTo(millis);
        assertThat(Long.parseLong((String) settings.get(ProducerConfig.MAX_BLOCK_MS_CONFIG)))
                .isLessThan(millis);
    }

    @Test
    void durabilityIsNotForTheClientToChoose() {
        var settings = new ProducerSettings(1 << 20, 900_000, Duration.ofSeconds(2))
                .over(Map.of("bootstrap.servers", "127.0.0.1:1", "acks", "0", "enable.idempotence", "false"));
        assertThat(settings).containsEntry("acks", "all").containsEntry("enable.idempotence", "true");
    }

    @Test
    void bufferHoldsAllThatMayBeInFlight_andTheRequestALargestRecord() {
        var settings = new ProducerSettings(200L << 20, 5_000_000, Duration.ofSeconds(2)).over(CLIENT);
        assertThat(Long.parseLong((String) settings.get(ProducerConfig.BUFFER_MEMORY_CONFIG)))
                .isGreaterThan(200L << 20);
        assertThat(Integer.parseInt((String) settings.get(ProducerConfig.MAX_REQUEST_SIZE_CONFIG)))
                .isGreaterThan(5_000_000);
    }
}
