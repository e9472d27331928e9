package dev.bellwether.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a registry listens. Credentials are taken out of the address at once, so that no message can show them; printed, it
 * is the address without them.
 */
final class RegistryAddress {

    private final String base;
    private final @Nullable String authorization;

    private RegistryAddress(String base, @Nullable String authorization) {
        this.base = base;
        this.authorization = authorization;
    }

    /**
     * @throws IllegalArgumentException if it is no address of an HTTP server; the message shows nothing of the credentials
     */
    static RegistryAddress parse(URI uri) {
        String scheme = uri.getScheme();
        boolean http = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
        if (!http || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new IllegalArgumentException("registry address: " + scheme + "://" + uri.getHost()
                    + "... (expected: http or https, a host, perhaps a port and a path, and nothing else)");
        }
        String path = uri.getRawPath();
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String base = scheme + "://" + uri.getHost() + port
                + (path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
        String user = uri.getUserInfo();
        return new RegistryAddress(base, user == null ? null : basic(user));
    }

    /** Value of the header {@code Authorization} for {@code user:password}. */
    static String basic(String credentials) {
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    }

    URI resolve(String path) {
        return URI.create(base + path);
    }

    /** Value of the header {@code Authorization}. */
    Optional<String> authorization() {
        return Optional.ofNullable(authorization);
    }

    @Override
    public String toString() {
        return base;
    }
}
