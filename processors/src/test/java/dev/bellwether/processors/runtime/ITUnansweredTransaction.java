package dev.bellwether.processors.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.embedded.broker.EmbeddedBrokerConfig;
import dev.bellwether.processors.runtime.Replacements.Decision;
import dev.bellwether.testing.FaultProxy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network stalls while a transaction is open: what a thread dies of is known until the transaction has ended, and no longer. */
class ITUnansweredTransaction {

    private static final String TOPIC = "out";
    private static final long PATIENCE_SECONDS = 60;
    private static final RuntimeException SAYS_NOTHING = new KafkaException("can no longer retry");

    @TempDir
    private static Path folder;

    private static FaultProxy network;
    private static EmbeddedBroker broker;

    private final BrokerSilence silence = new BrokerSilence();
    private final Replacements replacements = new Replacements(silence, InstantSource.system());
    private CountingProducer producer;

    @BeforeAll
    static void startBroker() throws Exception {
        network = FaultProxy.listen();
        broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder)
                .withSettings(Map.of("advertised.listeners", "BROKER://" + network.address())));
        network.forwardTo("127.0.0.1", broker.port());
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", network.address()))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
        network.close();
    }

    @BeforeEach
    void start() {
        producer = new CountingProducer(config(), StreamsMeters.inTransactions(new SimpleMeterRegistry()), silence);
        producer.initTransactions();
    }

    @AfterEach
    void stop() {
        network.restore();
        producer.close(Duration.ZERO);
    }

    @Test
    void silenceOfATransaction_isKnownUntilItIsAborted() throws Exception {
        leaveARecordUnanswered();
        assertThat(decision()).isEqualTo(Decision.REPLACE_AFTER_SILENCE);

        network.restore();
        producer.abortTransaction();
        assertThat(decision()).as("what comes after it").isEqualTo(Decision.REPLACE);

        producer.beginTransaction();
        send();
        producer.commitTransaction();
        assertThat(decision()).isEqualTo(Decision.REPLACE);
    }

    @Test
    void silenceOfATransaction_isKnownUntilItsProducerIsClosed() throws Exception {
        leaveARecordUnanswered();
        assertThat(decision()).isEqualTo(Decision.REPLACE_AFTER_SILENCE);

        producer.close(Duration.ZERO);
        assertThat(decision()).isEqualTo(Decision.REPLACE);
    }

    private void leaveARecordUnanswered() throws Exception {
        producer.beginTransaction();
        send();
        assertThat(decision()).as("before the fault").isEqualTo(Decision.REPLACE);
        network.stall();
        assertThatThrownBy(this::send)
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
    }

    private void send() throws Exception {
        var unused = producer.send(new ProducerRecord<>(TOPIC, new byte[] {1})).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private Decision decision() {
        return replacements.after(Thread.currentThread(), SAYS_NOTHING);
    }

    private static Map<String, Object> config() {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", network.address());
        config.put("transactional.id", "a-thread");
        config.put("linger.ms", 0);
        config.put("request.timeout.ms", 1_000);
        config.put("delivery.timeout.ms", 1_000);
        return config;
    }
}
