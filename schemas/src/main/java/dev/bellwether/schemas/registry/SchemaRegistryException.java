package dev.bellwether.schemas.registry;

import org.jspecify.annotations.Nullable;

/** The registry did not answer, or answered with an error. The message never holds credentials. */
public class SchemaRegistryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Error code where the registry gave none. */
    public static final int NO_CODE = 0;

    /** HTTP status where there was no answer. */
    public static final int NO_STATUS = 0;

    private final int errorCode;
    private final int status;

    public SchemaRegistryException(String message) {
        this(NO_STATUS, NO_CODE, message, null);
    }

    public SchemaRegistryException(String message, @Nullable Throwable cause) {
        this(NO_STATUS, NO_CODE, message, cause);
    }

    public SchemaRegistryException(int errorCode, String message) {
        this(NO_STATUS, errorCode, message, null);
    }

    /** An answer that is an error. */
    SchemaRegistryException(int status, int errorCode, String message) {
        this(status, errorCode, message, null);
    }

    private SchemaRegistryException(int status, int errorCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
        this.errorCode = errorCode;
    }

    /** The HTTP status of its answer; {@link #NO_STATUS} where there was none, or it was no error. */
    public int status() {
        return status;
    }

    /** The registry's own {@code error_code}, for example 42201; {@link #NO_CODE} where it gave none. */
    public int errorCode() {
        return errorCode;
    }
}
