package dev.bellwether.embedded.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellwether.edge.PortTakenException;
import dev.bellwether.edge.StartRefusedException;
import dev.bellwether.embedded.FolderUnusableException;
import dev.bellwether.embedded.Loopback;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ITEmbeddedBroker {

    @TempDir
    static Path sharedFolder;

    private static EmbeddedBroker broker;

    @TempDir
    Path folder;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(sharedFolder));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void group_consumesWhatWasProduced() throws Exception {
        TestClients.createTopic(broker.bootstrapServers(), "round-trip", 4);
        try (var producer = TestClients.producer(broker.bootstrapServers())) {
            TestClients.send(
                    producer,
                    "round-trip",
                    IntStream.range(0, 100).mapToObj(i -> "value" + i).toList());
        }
        try (var consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", broker.bootstrapServers(),
                        "group.id", "readers",
                        "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.subscribe(List.of("round-trip"));
            Set<String> seen = new HashSet<>();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .pollDelay(Duration.ZERO)
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(200)).forEach(record -> seen.add(record.value()));
                        return seen.size() == 100;
                    });
        }
    }

    @Test
    void transaction_showsOnlyWhatWasCommitted() throws Exception {
        TestClients.createTopic(broker.bootstrapServers(), "transactions", 1);
        try (var producer = TestClients.producer(broker.bootstrapServers(), Map.of("transactional.id", "t"))) {
            producer.initTransactions();
            producer.beginTransaction();
            TestClients.send(producer, "transactions", List.of("aborted"));
            producer.abortTransaction();
            producer.beginTransaction();
            TestClients.send(producer, "transactions", List.of("committed"));
            producer.commitTransaction();
        }
        assertThat(TestClients.read(broker.bootstrapServers(), "transactions", 1))
                .containsExactly("committed");
    }

    @Test
    void transaction_ofAProducerThatDisappearedIsAborted() throws Exception {
        TestClients.createTopic(broker.bootstrapServers(), "abandoned", 1);
        var lost = TestClients.producer(
                broker.bootstrapServers(), Map.of("transactional.id", "lost", "transaction.timeout.ms", "1000"));
        lost.initTransactions();
        lost.beginTransaction();
        TestClients.send(lost, "abandoned", List.of("lost"));
        lost.close(Duration.ZERO);
        try (var producer = TestClients.producer(broker.bootstrapServers())) {
            TestClients.send(producer, "abandoned", List.of("after"));
        }

        assertThat(TestClients.read(broker.bootstrapServers(), "abandoned", 1)).containsExactly("after");
    }

    @Test
    void topics_comeIntoBeingOnlyOnRequest() {
        try (var producer = TestClients.producer(broker.bootstrapServers(), Map.of("max.block.ms", "500"))) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("mistyped", "lost"))
                            .get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void start_onATakenPortNamesIt() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(Loopback.socket(0));
            EmbeddedBrokerConfig config = EmbeddedBrokerConfig.in(folder).withPort(taken.getLocalPort());

            PortTakenException refused = catchThrowableOfType(
                    PortTakenException.class, () -> EmbeddedBroker.start(config).close());
            assertThat(refused.port()).isEqualTo(taken.getLocalPort());
            assertThat(refused).hasMessageContainingAll("port " + taken.getLocalPort(), "choose another port");
            assertThat(folder.resolve("meta.properties")).doesNotExist();
        }
    }

    @Test
    void start_inAFolderInUseNamesTheHolder() {
        FolderUnusableException refused = catchThrowableOfType(
                FolderUnusableException.class,
                () -> EmbeddedBroker.start(EmbeddedBrokerConfig.in(sharedFolder))
                        .close());

        assertThat(refused.reason()).isEqualTo(FolderUnusableException.Reason.IN_USE);
        assertThat(refused.pid()).hasValue(ProcessHandle.current().pid());
    }

    @Test
    void start_inAFolderOfAnotherKindOfDataIsRefusedAndGivesItBack() throws IOException {
        Path identity = folder.resolve("meta.properties");
        for (String content : List.of("", "version=1\ncluster.id=abc\nnode.id=7\n", "\\u12")) {
            Files.writeString(identity, content);

            assertThatThrownBy(() -> EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder))
                            .close())
                    .as(content)
                    .isInstanceOf(StartRefusedException.class)
                    .hasMessageContainingAll(identity.toString(), "choose another folder");
            assertThat(identity).hasContent(content);
        }
    }

    @Test
    void restart_keepsTheClusterAndTheRecords() throws Exception {
        String clusterId;
        int port;
        try (EmbeddedBroker first = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder))) {
            clusterId = first.clusterId();
            port = first.port();
            TestClients.createTopic(first.bootstrapServers(), "kept", 1);
            try (var producer = TestClients.producer(first.bootstrapServers())) {
                TestClients.send(producer, "kept", List.of("a", "b", "c"));
            }
        }
        try (EmbeddedBroker second =
                EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder).withPort(port))) {
            assertThat(second.clusterId()).isEqualTo(clusterId).isNotEqualTo(broker.clusterId());
            assertThat(second.port()).isEqualTo(port);
            assertThat(TestClients.read(second.bootstrapServers(), "kept", 3)).containsExactly("a", "b", "c");
            assertThat(second.failure()).isNotDone();
        }
    }

    @Test
    void close_leavesNoThreadThatKeepsTheProcessAlive() {
        Set<Thread> before = threads();
        EmbeddedBroker stopped = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder));
        assertThat(newNonDaemonThreads(before)).isNotEmpty();

        stopped.close();
        stopped.close();
        Awaitility.await()
                .pollInSameThread()
                .untilAsserted(() -> assertThat(newNonDaemonThreads(before)).isEmpty());
        assertThatThrownBy(() -> new Socket().connect(Loopback.socket(stopped.port())))
                .isInstanceOf(IOException.class);
    }

    @Test
    void settings_replaceOurs() throws Exception {
        EmbeddedBrokerConfig config = EmbeddedBrokerConfig.in(folder).withSettings(Map.of("num.partitions", "3"));
        try (EmbeddedBroker other = EmbeddedBroker.start(config);
                var admin = Admin.create(Map.of("bootstrap.servers", other.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("default", Optional.empty(), Optional.empty())))
                    .all()
                    .get();
            assertThat(admin.describeTopics(List.of("default"))
                            .allTopicNames()
                            .get()
                            .values())
                    .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(3));
        }
    }

    private static Set<String> newNonDaemonThreads(Set<Thread> before) {
        return threads().stream()
                .filter(thread -> !before.contains(thread) && !thread.isDaemon())
                .map(Thread::getName)
                .collect(Collectors.toSet());
    }

    private static Set<Thread> threads() {
        return Set.copyOf(Thread.getAllStackTraces().keySet());
    }
}
