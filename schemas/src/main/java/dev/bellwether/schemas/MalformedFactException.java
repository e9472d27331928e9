package dev.bellwether.schemas;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * A record value is not a fact that this program can read: not in the wire format, written with a schema that nobody knows,
 * of another type than the topic holds, or cut short. Reading it again gives the same answer.
 */
public final class MalformedFactException extends SerializationException {

    public MalformedFactException(String message) {
        super(message);
    }

    public MalformedFactException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
