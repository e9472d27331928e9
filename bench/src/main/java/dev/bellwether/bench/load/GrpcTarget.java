package dev.bellwether.bench.load;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where OTLP/gRPC goes, and how.
 *
 * @param endpoint {@code http://host:port}, or with https
 * @param connections that requests are spread over
 * @param timeout how long an answer is waited for
 * @param gzip whether requests are compressed
 * @param token bearer token to send
 * @param authority file (PEM) with the authorities that the endpoint's certificate may come from; null: those that Java trusts
 */
public record GrpcTarget(
        URI endpoint,
        int connections,
        Duration timeout,
        boolean gzip,
        Optional<String> token,
        @Nullable Path authority) {

    public static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final int CONNECTIONS = 4;

    public GrpcTarget {
        String scheme = String.valueOf(endpoint.getScheme());
        if (endpoint.getHost() == null || !List.of("http", "https").contains(scheme)) {
            throw new IllegalArgumentException("endpoint: \"" + endpoint + "\" (expected: http://host:port)");
        }
        if (connections < 1) {
            throw new IllegalArgumentException("connections: " + connections + " (expected: at least 1)");
        }
    }

    /** Unencrypted and uncompressed, as SDKs send by default. */
    public static GrpcTarget plain(URI endpoint) {
        return new GrpcTarget(endpoint, CONNECTIONS, TIMEOUT, false, Optional.empty(), null);
    }

    /** HTTP/2 from the first byte. */
    URI armeriaUri() {
        String scheme = "https".equals(endpoint.getScheme()) ? "h2" : "h2c";
        return URI.create(scheme + "://" + endpoint.getAuthority());
    }
}
