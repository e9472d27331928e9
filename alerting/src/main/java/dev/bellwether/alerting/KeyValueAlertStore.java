package dev.bellwether.alerting;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellwether.alerting.lifecycle.AlertStore;
import dev.bellwether.alerting.lifecycle.Fingerprint;
import dev.bellwether.alerting.lifecycle.TrackedAlert;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** An {@link AlertStore} over a key-value store of Kafka Streams. */
final class KeyValueAlertStore implements AlertStore {

    private final KeyValueStore<Bytes, byte[]> alerts;

    KeyValueAlertStore(KeyValueStore<Bytes, byte[]> alerts) {
        this.alerts = alerts;
    }

    @Override
    public void put(TrackedAlert alert) {
        alerts.put(key(alert.finding().fingerprint()), AlertCodec.toBytes(alert));
    }

    @Override
    public void delete(Fingerprint fingerprint) {
        alerts.delete(key(fingerprint));
    }

    @Override
    public void forEach(Consumer<TrackedAlert> action) {
        try (KeyValueIterator<Bytes, byte[]> all = alerts.all()) {
            all.forEachRemaining(entry -> action.accept(AlertCodec.parse(entry.value)));
        }
    }

    private static Bytes key(Fingerprint fingerprint) {
        return Bytes.wrap(fingerprint.toString().getBytes(UTF_8));
    }
}
