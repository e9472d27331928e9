package dev.bellwether.edge.access;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import dev.bellwether.edge.file.FileProblemException;
import dev.bellwether.edge.file.SmallFile;
import dev.bellwether.edge.file.WatchedFiles;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** The issuer's keys, from a file or from where the issuer publishes them. */
final class JwksSource {

    private static final KeysFetch.Bounds BOUNDS =
            new KeysFetch.Bounds(Duration.ofSeconds(3), Duration.ofSeconds(3), 256 * 1024);

    private static final Duration CACHED_FOR = Duration.ofMinutes(5);
    private static final Duration REFRESH_TIMEOUT = Duration.ofSeconds(15);
    /** A token with an unknown key makes us look for new ones, but no more often than this. */
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(10);
    /** Keys that we know are good while the issuer does not answer. */
    private static final Duration OUTAGE = Duration.ofHours(4);

    private JwksSource() {}

    /** @throws FileProblemException if it is a file that cannot be used */
    static JWKSource<SecurityContext> of(JwtConfig config, WatchedFiles files) {
        return config.url().map(JwksSource::fromUrl).orElseGet(() -> fromFile(Path.of(config.jwks()), files));
    }

    private static JWKSource<SecurityContext> fromUrl(URI address) {
        try {
            return JWKSourceBuilder.create(address.toURL(), new KeysFetch(address, BOUNDS))
                    .cache(CACHED_FOR.toMillis(), REFRESH_TIMEOUT.toMillis())
                    .rateLimited(BETWEEN_FETCHES.toMillis())
                    .outageTolerant(OUTAGE.toMillis())
                    .build();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("Java knows http and https"); // without the cause, which names the address
        }
    }

    private static JWKSource<SecurityContext> fromFile(Path file, WatchedFiles files) {
        Supplier<JWKSource<SecurityContext>> newest =
                files.watch("the keys of JSON Web Tokens", List.of(file), () -> new ImmutableJWKSet<>(read(file)));
        return (selector, context) -> newest.get().get(selector, context);
    }

    private static JWKSet read(Path file) {
        try {
            JWKSet keys = JWKSet.parse(SmallFile.text(JwtConfig.SETTING, file));
            if (!keys.isEmpty()) {
                return keys.toPublicJWKSet();
            }
        } catch (ParseException e) {
            throw new FileProblemException(JwtConfig.SETTING, file, "is no set of keys (expected: {\"keys\": [...]})");
        }
        throw new FileProblemException(JwtConfig.SETTING, file, "holds no key");
    }
}
