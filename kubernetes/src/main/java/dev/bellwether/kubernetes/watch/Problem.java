package dev.bellwether.kubernetes.watch;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a list or a watch failed, as far as what is to be done differs. */
enum Problem {
    /** The credentials are not taken. */
    UNAUTHORIZED("the credentials are not accepted"),
    /** A right is missing, or was taken away. */
    FORBIDDEN("a right is missing: see rbac.yaml"),
    /** The API server answered something else than it should. */
    REFUSED("the API server refuses"),
    /** There was no answer. */
    UNREACHABLE("the API server does not answer");

    private final String words;

    Problem(String words) {
        this.words = words;
    }

    static Problem of(Throwable error) {
        return switch (status(error)) {
            case 0 -> UNREACHABLE;
            case HttpURLConnection.HTTP_UNAUTHORIZED -> UNAUTHORIZED;
            case HttpURLConnection.HTTP_FORBIDDEN -> FORBIDDEN;
            default -> REFUSED;
        };
    }

    private static int status(Throwable error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof KubernetesClientException known && known.getCode() > 0) {
                return known.getCode();
            }
        }
        return 0;
    }

    /** For a person. */
    String words() {
        return words;
    }

    /** For a label. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
