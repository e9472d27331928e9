package dev.bellwether.embedded.registry;

import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/** Small schemas for tests. */
final class Pets {

    private Pets() {}

    /** A record with these fields, all of them strings with a default: compatible with each other in every way. */
    static Schema with(String... fields) {
        return with(List.of(fields));
    }

    static Schema with(List<String> fields) {
        var builder =
                SchemaBuilder.record("Pet").namespace("dev.bellwether.test").fields();
        for (String field : fields) {
            builder = builder.name(field).type().stringType().stringDefault("");
        }
        return builder.endRecord();
    }

    /** The same with a field that has no default: what others wrote cannot be read with it. */
    static Schema requiring(String field) {
        return SchemaBuilder.record("Pet")
                .namespace("dev.bellwether.test")
                .fields()
                .requiredString(field)
                .endRecord();
    }
}
