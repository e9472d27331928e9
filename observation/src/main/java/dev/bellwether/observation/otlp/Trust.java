package dev.bellwether.observation.otlp;

import static java.util.Objects.requireNonNull;

import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

/**
 * Which receivers are believed to be who they say.
 *
 * @param context uses the manager
 */
public record Trust(SSLContext context, X509TrustManager manager) {

    public Trust {
        requireNonNull(context, "context");
        requireNonNull(manager, "manager");
    }
}
