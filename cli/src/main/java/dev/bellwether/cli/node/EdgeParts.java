package dev.bellwether.cli.node;

import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.Setting;
import dev.bellwether.cli.config.Settings;
import dev.bellwether.edge.EdgeConfig;
import dev.bellwether.edge.access.JwtConfig;
import dev.bellwether.edge.limit.HttpLimits;
import dev.bellwether.edge.tls.TlsConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The configuration as the edge wants it. */
final class EdgeParts {

    private EdgeParts() {}

    /** @throws IllegalArgumentException if settings lack others that they need */
    static EdgeConfig of(Configuration configuration) {
        return new EdgeConfig(
                tls(configuration),
                file(configuration, Settings.TOKEN_FILE),
                jwt(configuration),
                limits(configuration),
                configuration.get(Settings.RELOAD_INTERVAL));
    }

    private static @Nullable TlsConfig tls(Configuration configuration) {
        Path certificate = file(configuration, Settings.TLS_CERTIFICATE);
        Path key = file(configuration, Settings.TLS_KEY);
        if (certificate == null && key == null) {
            requireWithout(configuration, Settings.TLS_KEY_PASSWORD, Settings.TLS_CERTIFICATE);
            requireWithout(configuration, Settings.TLS_CLIENT_CA, Settings.TLS_CERTIFICATE);
            return null;
        }
        if (certificate == null || key == null) {
            throw new IllegalArgumentException("%s is missing: %s and %s are needed together"
                    .formatted(
                            (certificate == null ? Settings.TLS_CERTIFICATE : Settings.TLS_KEY).key(),
                            Settings.TLS_CERTIFICATE.key(),
                            Settings.TLS_KEY.key()));
        }
        return TlsConfig.of(certificate, key)
                .withKeyPasswordFile(file(configuration, Settings.TLS_KEY_PASSWORD))
                .withClientAuthority(
                        file(configuration, Settings.TLS_CLIENT_CA),
                        configuration.get(Settings.TLS_CLIENT_AUTH).contains("required"));
    }

    private static @Nullable JwtConfig jwt(Configuration configuration) {
        String keys = configuration.get(Settings.JWT_KEYS);
        if (keys.isEmpty()) {
            requireWithout(configuration, Settings.JWT_ISSUER, Settings.JWT_KEYS);
            requireWithout(configuration, Settings.JWT_AUDIENCE, Settings.JWT_KEYS);
            return null;
        }
        return new JwtConfig(
                keys,
                configuration.get(Settings.JWT_ISSUER),
                configuration.get(Settings.JWT_AUDIENCE),
                configuration.get(Settings.JWT_ALGORITHMS),
                configuration.get(Settings.JWT_SCOPE_CLAIM),
                configuration.get(Settings.JWT_CLOCK_SKEW));
    }

    private static HttpLimits limits(Configuration configuration) {
        return new HttpLimits(
                new HttpLimits.Connections(
                        configuration.get(Settings.HTTP_CONNECTIONS),
                        configuration.get(Settings.HTTP_IDLE),
                        configuration.get(Settings.HTTP_FIRST_REQUEST)),
                new HttpLimits.Headers(
                        Math.toIntExact(configuration.get(Settings.HTTP_HEADER_BYTES)),
                        configuration.get(Settings.HTTP_HEADERS)),
                new HttpLimits.Http2(
                        configuration.get(Settings.HTTP_STREAMS),
                        configuration.get(Settings.HTTP_RESETS),
                        configuration.get(Settings.HTTP_PINGS)));
    }

    /** Somebody who sets one thing believes that the other is at work. */
    private static void requireWithout(Configuration configuration, Setting<String> lonely, Setting<String> missing) {
        if (!configuration.get(lonely).isEmpty()) {
            throw new IllegalArgumentException(missing.key() + " is missing: " + lonely.key() + " needs it");
        }
    }

    private static @Nullable Path file(Configuration configuration, Setting<String> setting) {
        String text = configuration.get(setting);
        return text.isEmpty() ? null : Path.of(text);
    }
}
