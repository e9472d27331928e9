package dev.bellwether.schemas.registry;

/** The registry refuses a schema, since earlier versions of its subject do not allow it. */
public final class IncompatibleSchemaException extends SchemaRegistryException {

    private static final long serialVersionUID = 1L;

    /** Confluent's {@code error_code} for it. */
    public static final int CODE = 409;

    public IncompatibleSchemaException(String message) {
        super(CODE, message);
    }
}
