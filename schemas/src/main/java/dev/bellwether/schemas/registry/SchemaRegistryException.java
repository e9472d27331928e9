package dev.bellwether.schemas.registry;

import org.jspecify.annotations.Nullable;

/** The registry did not answer, or answered with an error. The message never holds credentials. */
public class SchemaRegistryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Error code where the registry gave none. */
    public static final int NO_CODE = 0;

    private final int errorCode;

    public SchemaRegistryException(String message) {
        this(NO_CODE, message, null);
    }

    public SchemaRegistryException(String message, @Nullable Throwable cause) {
        this(NO_CODE, message, cause);
    }

    public SchemaRegistryException(int errorCode, String message) {
        this(errorCode, message, null);
    }

    private SchemaRegistryException(int errorCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.errorCode = errorCode;
    }

    /** The registry's own {@code error_code}, for example 42201; {@link #NO_CODE} where it gave none. */
    public int errorCode() {
        return errorCode;
    }
}
