package dev.bellwether.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellwether.edge.PortTakenException;
import dev.bellwether.edge.StartRefusedException;
import dev.bellwether.embedded.Loopback;
import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.embedded.broker.EmbeddedBrokerConfig;
import dev.bellwether.embedded.broker.TestClients;
import dev.bellwether.schemas.registry.CompatibilityLevel;
import dev.bellwether.schemas.registry.HttpSchemaRegistry;
import dev.bellwether.schemas.registry.SchemaRegistry;
import dev.bellwether.testing.SchemaRegistryContract;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our client against our server, on a topic of its own for each test; and what the server does beyond that contract. */
class ITRegistryServer extends SchemaRegistryContract {

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static int topics;

    private RegistryConfig config = RegistryConfig.defaults();
    private RegistryServer server = startServer();
    private SchemaRegistry registry = new HttpSchemaRegistry(server.uri());

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    private RegistryServer startServer() {
        topics++;
        config = RegistryConfig.defaults().withTopic("_schemas-" + topics);
        return RegistryServer.start(broker.bootstrapServers(), config);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Override
    protected SchemaRegistry registry() {
        return registry;
    }

    @Override
    protected SchemaRegistry another() {
        return new HttpSchemaRegistry(server.uri());
    }

    @Test
    void restart_keepsIdsVersionsAndLevels() {
        int first = registry.register("a", Pets.with("name"));
        int second = registry.register("a", Pets.with("name", "age"));
        registry.setCompatibility(CompatibilityLevel.BACKWARD);
        registry.setCompatibility("a", CompatibilityLevel.NONE);

        restart();

        assertThat(registry.subjects()).containsExactly("a");
        assertThat(registry.byId(first)).isEqualTo(Pets.with("name"));
        assertThat(registry.latest("a").orElseThrow().version()).isEqualTo(2);
        assertThat(registry.latest("a").orElseThrow().id()).isEqualTo(second);
        assertThat(registry.compatibility()).isEqualTo(CompatibilityLevel.BACKWARD);
        assertThat(registry.compatibility("a")).isEqualTo(CompatibilityLevel.NONE);
        assertThat(registry.register("b", Pets.with("home"))).isGreaterThan(second);
    }

    @Test
    void manyWriters_getDistinctIdsForDistinctSchemas() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> registering = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String field = "field" + i;
                registering.add(() -> another().register("subject-" + field.hashCode() % 7, Pets.with(field)));
            }
            List<Integer> ids = new ArrayList<>();
            for (Future<Integer> id : threads.invokeAll(registering)) {
                ids.add(id.get());
            }
            assertThat(ids)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, 40).boxed().toList());
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void foreignRecordsOnTheTopic_areLeftOut() throws Exception {
        try (var producer = TestClients.producer(broker.bootstrapServers())) {
            producer.send(new ProducerRecord<>(config.topic(), 0, "hello", "world"))
                    .get();
            producer.send(new ProducerRecord<>(config.topic(), 0, "{\"keytype\":\"MODE\"}", "{\"mode\":\"READONLY\"}"))
                    .get();
        }
        assertThat(registry.register("a", Pets.with("name"))).isEqualTo(1);

        restart();

        assertThat(registry.byId(1)).isEqualTo(Pets.with("name"));
    }

    @Test
    void start_onATakenPortNamesIt() throws Exception {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(Loopback.socket(0));
            RegistryConfig onIt = config.withPort(taken.getLocalPort());

            PortTakenException refused = catchThrowableOfType(
                    PortTakenException.class,
                    () -> RegistryServer.start(broker.bootstrapServers(), onIt).close());
            assertThat(refused).hasMessageContainingAll("port " + taken.getLocalPort(), "schema registry");
        }
    }

    @Test
    void start_onATopicWithSeveralPartitionsIsRefused() throws Exception {
        TestClients.createTopic(broker.bootstrapServers(), "wide", 2);

        assertThatThrownBy(() -> RegistryServer.start(broker.bootstrapServers(), config.withTopic("wide"))
                        .close())
                .isInstanceOf(StartRefusedException.class)
                .hasMessageContainingAll("wide", "2 partitions");
    }

    private void restart() {
        server.close();
        server = RegistryServer.start(broker.bootstrapServers(), config);
        registry = new HttpSchemaRegistry(server.uri());
    }
}
