package dev.bellwether.edge;

import static java.util.Objects.requireNonNull;

import dev.bellwether.edge.access.JwtConfig;
import dev.bellwether.edge.limit.HttpLimits;
import dev.bellwether.edge.tls.TlsConfig;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Who may ask the listeners of a process, and how much. With neither tokens nor JSON Web Tokens everybody may do everything.
 *
 * @param tls certificates; null where connections are not encrypted
 * @param tokenFile tokens and what they may do; null where there is none
 * @param jwt which JSON Web Tokens are good; null where none is
 * @param limits of connections and requests
 * @param reloadInterval how often files are looked at for changes
 */
public record EdgeConfig(
        @Nullable TlsConfig tls,
        @Nullable Path tokenFile,
        @Nullable JwtConfig jwt,
        HttpLimits limits,
        Duration reloadInterval) {

    /** Everybody may do everything, within the usual limits. */
    public static final EdgeConfig OPEN = new EdgeConfig(null, null, null, HttpLimits.STANDARD, Duration.ofSeconds(5));

    public EdgeConfig {
        requireNonNull(limits, "limits");
        if (reloadInterval.isNegative() || reloadInterval.isZero()) {
            throw new IllegalArgumentException("reloadInterval: " + reloadInterval + " (expected: more than zero)");
        }
    }

    public EdgeConfig withTls(@Nullable TlsConfig tls) {
        return new EdgeConfig(tls, tokenFile, jwt, limits, reloadInterval);
    }

    public EdgeConfig withTokenFile(@Nullable Path tokenFile) {
        return new EdgeConfig(tls, tokenFile, jwt, limits, reloadInterval);
    }

    public EdgeConfig withJwt(@Nullable JwtConfig jwt) {
        return new EdgeConfig(tls, tokenFile, jwt, limits, reloadInterval);
    }

    public EdgeConfig withLimits(HttpLimits limits) {
        return new EdgeConfig(tls, tokenFile, jwt, limits, reloadInterval);
    }

    public EdgeConfig withReloadInterval(Duration reloadInterval) {
        return new EdgeConfig(tls, tokenFile, jwt, limits, reloadInterval);
    }

    boolean asksForTokens() {
        return tokenFile != null || jwt != null;
    }
}
