package dev.bellwether.schemas.registry;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a registry is reached. An address may carry credentials ({@code http://user:password@host:8081}); they are sent as Basic
 * authentication and appear in no message, and not in {@link #toString}.
 *
 * @param uris addresses of one registry, tried in turn; a path is kept in front of the API's own
 * @param timeout how long one answer may take, from connecting to the last byte
 * @param attempts how often all addresses are tried, at least once
 * @param firstBackoff pause before the second attempt; it doubles from then on
 * @param maxBackoff longest pause
 * @param authorization value of the header {@code Authorization} for addresses without credentials of their own; null where there is none
 * @param tls what is trusted over https; null for what Java trusts
 * @param maxResponseBytes an answer longer than this is rejected while it is read
 */
public record HttpRegistryConfig(
        List<URI> uris,
        @Nullable String authorization,
        @Nullable SSLContext tls,
        Duration timeout,
        int attempts,
        Duration firstBackoff,
        Duration maxBackoff,
        int maxResponseBytes) {

    public HttpRegistryConfig {
        uris = List.copyOf(uris);
        if (uris.isEmpty()) {
            throw new IllegalArgumentException("uris: [] (expected: at least one)");
        }
        requirePositive(timeout, "timeout");
        requirePositive(firstBackoff, "firstBackoff");
        requirePositive(maxBackoff, "maxBackoff");
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts: " + attempts + " (expected: at least 1)");
        }
        if (maxResponseBytes < 1) {
            throw new IllegalArgumentException("maxResponseBytes: " + maxResponseBytes + " (expected: at least 1)");
        }
        uris.forEach(RegistryAddress::parse);
    }

    /** These addresses, 5 s an answer, 5 attempts with pauses from 100 ms to 2 s, answers of at most 4 MiB. */
    public static HttpRegistryConfig of(URI... uris) {
        return new HttpRegistryConfig(
                List.of(uris),
                null,
                null,
                Duration.ofSeconds(5),
                5,
                Duration.ofMillis(100),
                Duration.ofSeconds(2),
                4 << 20);
    }

    /** The same with a bearer token. */
    public HttpRegistryConfig withToken(String newToken) {
        return withAuthorization("Bearer " + newToken);
    }

    /**
     * The same with a name and a password, sent as Basic authentication.
     *
     * @param credentials {@code user:password}
     */
    public HttpRegistryConfig withCredentials(String credentials) {
        return withAuthorization(RegistryAddress.basic(credentials));
    }

    private HttpRegistryConfig withAuthorization(String newAuthorization) {
        return new HttpRegistryConfig(
                uris, newAuthorization, tls, timeout, attempts, firstBackoff, maxBackoff, maxResponseBytes);
    }

    /** The same registry at other addresses. */
    public HttpRegistryConfig withUris(URI... newUris) {
        return new HttpRegistryConfig(
                List.of(newUris), authorization, tls, timeout, attempts, firstBackoff, maxBackoff, maxResponseBytes);
    }

    /** The same with other trust over https. */
    public HttpRegistryConfig withTls(SSLContext newTls) {
        return new HttpRegistryConfig(
                uris, authorization, newTls, timeout, attempts, firstBackoff, maxBackoff, maxResponseBytes);
    }

    /** The same with another bound on an answer's time. */
    public HttpRegistryConfig withTimeout(Duration newTimeout) {
        return new HttpRegistryConfig(
                uris, authorization, tls, newTimeout, attempts, firstBackoff, maxBackoff, maxResponseBytes);
    }

    /** The same with another number of attempts. */
    public HttpRegistryConfig withAttempts(int newAttempts) {
        return new HttpRegistryConfig(
                uris, authorization, tls, timeout, newAttempts, firstBackoff, maxBackoff, maxResponseBytes);
    }

    /** The same with another bound on an answer's size. */
    public HttpRegistryConfig withMaxResponseBytes(int newMaxResponseBytes) {
        return new HttpRegistryConfig(
                uris, authorization, tls, timeout, attempts, firstBackoff, maxBackoff, newMaxResponseBytes);
    }

    @Override
    public String toString() {
        return "HttpRegistryConfig[uris="
                + uris.stream().map(RegistryAddress::parse).toList() + ", timeout=" + timeout
                + ", attempts=" + attempts + ", firstBackoff=" + firstBackoff + ", maxBackoff=" + maxBackoff
                + ", maxResponseBytes=" + maxResponseBytes + "]";
    }

    private static void requirePositive(Duration value, String name) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: more than zero)");
        }
    }
}
