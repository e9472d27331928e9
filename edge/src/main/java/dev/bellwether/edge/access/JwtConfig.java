package dev.bellwether.edge.access;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which JSON Web Tokens are good.
 *
 * @param jwks where the issuer's keys are: an http or https URL, or a file
 * @param issuer what {@code iss} must say
 * @param audience what {@code aud} must hold
 * @param algorithms of signatures that are taken, such as {@code RS256}; {@code none} and those with a shared secret are not
 * @param scopeClaim the claim with the permissions: a list, or words with blanks between them
 * @param clockSkew how far the issuer's clock may be from this one
 */
public record JwtConfig(
        String jwks, String issuer, String audience, Set<String> algorithms, String scopeClaim, Duration clockSkew) {

    /** Algorithms with a public key; a shared secret would let whoever checks tokens make them too. */
    public static final List<String> ALGORITHMS =
            List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

    private static final int MAX_PORT = 65_535;

    static final String SETTING = "jwt.jwks";

    public JwtConfig {
        requireNonNull(jwks, "jwks");
        if (isUrl(jwks) && !isUsable(jwks)) {
            throw new IllegalArgumentException(
                    SETTING
                            + ": no address (expected: a file, or http://host:port/path, with other characters in percent-encoding)");
        }
        algorithms = Set.copyOf(algorithms);
        requireNonNull(scopeClaim, "scopeClaim");
        if (issuer.isBlank() || audience.isBlank()) {
            throw new IllegalArgumentException(
                    "jwt.issuer and jwt.audience are needed with jwt.jwks: without them a token for somebody else would do");
        }
        if (algorithms.isEmpty() || !ALGORITHMS.containsAll(algorithms)) {
            throw new IllegalArgumentException(
                    "jwt.algorithms: " + algorithms + " (expected: some of " + ALGORITHMS + ")");
        }
        if (clockSkew.isNegative()) {
            throw new IllegalArgumentException("jwt.clock-skew: " + clockSkew + " (expected: 0 or more)");
        }
    }

    JwtConfig withClockSkew(Duration clockSkew) {
        return new JwtConfig(jwks, issuer, audience, algorithms, scopeClaim, clockSkew);
    }

    /** Where the keys are to be fetched from; empty where they are in a file. */
    public Optional<URI> url() {
        return isUrl(jwks) ? Optional.of(URI.create(jwks)) : Optional.empty();
    }

    private static boolean isUrl(String jwks) {
        return jwks.startsWith("http://") || jwks.startsWith("https://");
    }

    /** Asked for at the start, since what Java says of others when it is to connect repeats them, with their passwords. */
    private static boolean isUsable(String url) {
        try {
            URI uri = new URI(url);
            return uri.getHost() != null && uri.getPort() <= MAX_PORT;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
