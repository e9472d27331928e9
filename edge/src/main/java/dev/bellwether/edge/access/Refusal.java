package dev.bellwether.edge.access;

import static java.util.Objects.requireNonNull;

import com.linecorp.armeria.common.HttpStatus;
import java.util.Locale;

/**
 * Why a request is not let through.
 *
 * @param reason what kind of reason
 * @param message what its sender is told, in one line; holds nothing of what was sent
 */
public record Refusal(Reason reason, String message) {

    /** Each with its HTTP status, and the error code of RFC 6750 where that has one. */
    public enum Reason {
        /** No token was sent. RFC 6750 wants no error code here. */
        MISSING(HttpStatus.UNAUTHORIZED, ""),
        /** The token is unknown, malformed, expired or for somebody else. */
        INVALID(HttpStatus.UNAUTHORIZED, "invalid_token"),
        /** The token is good, and not for this. */
        FORBIDDEN(HttpStatus.FORBIDDEN, "insufficient_scope"),
        /** The route states no permission: a defect here. */
        UNSTATED(HttpStatus.FORBIDDEN, ""),
        /** Whether the token is good cannot be found out now. */
        UNDECIDED(HttpStatus.SERVICE_UNAVAILABLE, ""),
        /** The request has more headers than allowed. */
        TOO_MANY_HEADERS(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "");

        private final HttpStatus status;
        private final String error;

        Reason(HttpStatus status, String error) {
            this.status = status;
            this.error = error;
        }

        public HttpStatus status() {
            return status;
        }

        /** The value of the metrics' tag {@code outcome}. */
        String tag() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Refusal {
        requireNonNull(reason, "reason");
        requireNonNull(message, "message");
    }

    /** The value of {@code WWW-Authenticate} that goes with a 401 or 403, as RFC 6750 has it. */
    String challenge(Permission permission) {
        StringBuilder challenge = new StringBuilder("Bearer realm=\"bellwether\"");
        if (!reason.error.isEmpty()) {
            challenge.append(", error=\"").append(reason.error).append("\", error_description=\"");
            challenge.append(message.replaceAll("[^ -~]|[\"\\\\]", "'")).append('"');
        }
        if (reason == Reason.FORBIDDEN) {
            challenge.append(", scope=\"").append(permission.word()).append('"');
        }
        return challenge.toString();
    }
}
