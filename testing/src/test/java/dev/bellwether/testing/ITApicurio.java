package dev.bellwether.testing;

import dev.bellwether.schemas.registry.HttpSchemaRegistry;
import dev.bellwether.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Our client against a real Apicurio Registry, which speaks Confluent's API among others. */
@SuppressWarnings("NullAway.Init") // set before each test
class ITApicurio extends SchemaRegistryContract {

    private static @Nullable ApicurioServer running;

    private ApicurioServer server;
    private SchemaRegistry registry;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        running = ApicurioServer.start(folder);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (running != null) {
            running.close();
        }
    }

    @BeforeEach
    void empty() throws IOException, InterruptedException {
        server = Objects.requireNonNull(running);
        server.clear();
        registry = new HttpSchemaRegistry(server.uri());
    }

    @Override
    protected SchemaRegistry registry() {
        return registry;
    }

    @Override
    protected SchemaRegistry another() {
        return new HttpSchemaRegistry(server.uri());
    }
}
