package dev.bellwether.kubernetes.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.facts.KubernetesObject;
import dev.bellwether.kubernetes.cluster.Change;
import dev.bellwether.kubernetes.cluster.ClusterObject;
import dev.bellwether.kubernetes.cluster.Kind;
import dev.bellwether.kubernetes.cluster.Life;
import dev.bellwether.kubernetes.cluster.ObjectKey;
import dev.bellwether.kubernetes.cluster.Placement;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.testing.LocalSchemas;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicWriterTest {

    private final Outbox outbox = new Outbox();
    private final FactCodec codec = new FactCodec(new LocalSchemas());
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final TopicWriter writer =
            new TopicWriter(outbox, producer, codec, WatcherRig.TOPIC, new WatchMeters(meters), Duration.ofMillis(10));

    @BeforeEach
    void start() {
        writer.start();
    }

    @AfterEach
    void close() {
        writer.close();
    }

    @Test
    void whatTheBrokerDidNotTake_isTriedAgain() {
        outbox.add(List.of(change("a", "node-1")));
        awaitSent(1);

        producer.errorNext(new TimeoutException("broker is away"));

        awaitSent(2);
        assertThat(writer.trouble()).isEqualTo("broker is away");
        assertThat(object(1).getNode()).isEqualTo("node-1");
        producer.completeNext();
        await().until(() -> writer.trouble() == null);
        assertThat(count("failed")).isEqualTo(1);
        assertThat(count("written")).isEqualTo(1);
        assertThat(outbox.size()).isZero();
    }

    @Test
    void newerChange_standsInForTheOneThatFailed() {
        outbox.add(List.of(change("a", "node-1")));
        awaitSent(1);
        outbox.add(List.of(change("a", "node-2")));

        producer.errorNext(new TimeoutException("broker is away"));

        awaitSent(2);
        assertThat(object(1).getNode()).isEqualTo("node-2");
        producer.completeNext();
        await().until(() -> count("written") == 1);
        assertThat(producer.history()).hasSize(2);
    }

    @Test
    void objectThatIsTooLarge_isLeftOut_andHoldsUpNobody() {
        outbox.add(List.of(change("a", "node-1"), change("b", "node-1")));
        awaitSent(2);

        producer.errorNext(new RecordTooLargeException());
        producer.completeNext();

        await().until(() -> count("written") == 1);
        assertThat(count("too_large")).isEqualTo(1);
        assertThat(outbox.size()).isZero();
        assertThat(writer.trouble()).isNull();
    }

    @Test
    void whatIsToBeForgotten_isATombstone() {
        ObjectKey key = new ObjectKey(Kind.POD, "a");

        outbox.add(List.of(new Change(key, null)));

        awaitSent(1);
        ProducerRecord<byte[], byte[]> record = producer.history().get(0);
        assertThat(new String(record.key(), UTF_8)).isEqualTo("pod/a");
        assertThat(record.value()).isNull();
    }

    private void awaitSent(int records) {
        await().until(() -> producer.history().size() == records);
    }

    private KubernetesObject object(int index) {
        return codec.decode(producer.history().get(index).value(), KubernetesObject.class);
    }

    private double count(String result) {
        return meters.get("bellwether.kubernetes.records")
                .tag("result", result)
                .counter()
                .count();
    }

    private static Change change(String uid, String node) {
        ClusterObject pod = new ClusterObject(
                new ObjectKey(Kind.POD, uid),
                "pod-" + uid,
                "shop",
                null,
                new Placement(node, List.of(), false),
                List.of(),
                Map.of(),
                Map.of(),
                Life.from(Instant.parse("2026-03-01T10:00:00Z")));
        return new Change(pod.key(), pod);
    }
}
