package dev.bellwether.schemas.registry;

/** The registry has no schema with this id. */
public final class UnknownSchemaException extends SchemaRegistryException {

    private static final long serialVersionUID = 1L;

    /** Confluent's {@code error_code} for it. */
    public static final int CODE = 40403;

    public UnknownSchemaException(String message) {
        super(CODE, message);
    }
}
