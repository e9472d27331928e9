package dev.bellwether.alerting.rulefile;

/** A version of a rule file may or may not have reached the topic: nobody confirmed it. Publishing it again does no harm. */
public final class NotPublishedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotPublishedException(String message, Throwable cause) {
        super(message, cause);
    }
}
