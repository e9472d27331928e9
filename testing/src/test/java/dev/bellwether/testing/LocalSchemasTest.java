package dev.bellwether.testing;

import dev.bellwether.schemas.registry.SchemaRegistry;

final class LocalSchemasTest extends SchemaRegistryContract {

    private final LocalSchemas registry = new LocalSchemas();

    @Override
    protected SchemaRegistry registry() {
        return registry;
    }
}
