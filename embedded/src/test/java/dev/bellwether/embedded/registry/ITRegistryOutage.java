package dev.bellwether.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.embedded.broker.EmbeddedBrokerConfig;
import dev.bellwether.schemas.registry.CompatibilityLevel;
import dev.bellwether.schemas.registry.HttpRegistryConfig;
import dev.bellwether.schemas.registry.HttpSchemaRegistry;
import dev.bellwether.schemas.registry.SchemaRegistryException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ITRegistryOutage {

    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    @Test
    void withoutABroker_readsAreAnsweredWritesFailAndLaterWritesGetIdsOfTheirOwn() {
        EmbeddedBroker first = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder));
        RegistryConfig config =
                new RegistryConfig(0, "_schemas", CompatibilityLevel.FULL_TRANSITIVE, 100_000, WRITE_TIMEOUT);
        try (RegistryServer server = RegistryServer.start(first.bootstrapServers(), config)) {
            assertThat(client(server).register("a", Pets.with("before"))).isEqualTo(1);
            first.close();

            assertThat(client(server).byId(1)).isEqualTo(Pets.with("before"));
            assertThatThrownBy(() -> client(server).register("a", Pets.with("lost")))
                    .isInstanceOf(SchemaRegistryException.class)
                    .hasMessageContaining("500");
            assertThat(client(server).subjects()).containsExactly("a");
            assertThat(client(server).latest("a").orElseThrow().version()).isEqualTo(1);

            try (EmbeddedBroker second =
                    EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder).withPort(first.port()))) {
                assertThatNextWritesSucceed(server);
                assertStateIsThatOfTheTopic(server, second, config);
            }
        }
    }

    private static void assertThatNextWritesSucceed(RegistryServer server) {
        HttpSchemaRegistry patient = new HttpSchemaRegistry(server.uri());
        int after = patient.register("a", Pets.with("after"));
        int last = patient.register("b", Pets.with("last"));
        assertThat(List.of(1, after)).doesNotHaveDuplicates();
        assertThat(last).isGreaterThan(after);
    }

    /** Another registry that reads the same topic comes to the same. */
    private static void assertStateIsThatOfTheTopic(
            RegistryServer server, EmbeddedBroker broker, RegistryConfig config) {
        try (RegistryServer fresh = RegistryServer.start(broker.bootstrapServers(), config)) {
            for (String subject : client(server).subjects()) {
                assertThat(client(fresh).latest(subject))
                        .isEqualTo(client(server).latest(subject));
            }
            assertThat(client(fresh).subjects()).isEqualTo(client(server).subjects());
        }
    }

    private static HttpSchemaRegistry client(RegistryServer server) {
        return new HttpSchemaRegistry(HttpRegistryConfig.of(server.uri()).withAttempts(1));
    }
}
