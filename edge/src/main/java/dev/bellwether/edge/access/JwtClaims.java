package dev.bellwether.edge.access;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.JWTClaimsSetVerifier;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/**
 * What a token that is rightly signed has to say: who made it, for whom, and until when. The library would check the same, and tell why
 * not in words that repeat the token or can be told apart only by their spelling.
 */
final class JwtClaims implements JWTClaimsSetVerifier<SecurityContext> {

    private final JwtConfig config;
    private final InstantSource clock;

    JwtClaims(JwtConfig config, InstantSource clock) {
        this.config = requireNonNull(config, "config");
        this.clock = requireNonNull(clock, "clock");
    }

    /** A claim that is not as it has to be; says which in words for the token's sender. */
    static final class RefusedClaimException extends BadJWTException {

        private static final long serialVersionUID = 1L;

        private RefusedClaimException(String message) {
            super(message);
        }
    }

    @Override
    public void verify(JWTClaimsSet claims, @Nullable SecurityContext context) throws RefusedClaimException {
        if (!config.issuer().equals(claims.getIssuer())) {
            throw new RefusedClaimException("the token is of another issuer");
        }
        if (!claims.getAudience().contains(config.audience())) {
            throw new RefusedClaimException("the token is for another audience");
        }
        Instant now = clock.instant();
        Date expiry = claims.getExpirationTime();
        if (expiry == null) {
            throw new RefusedClaimException("the token has no expiry (exp)");
        }
        if (!expiry.toInstant().plus(config.clockSkew()).isAfter(now)) {
            throw new RefusedClaimException("the token has expired");
        }
        Date notBefore = claims.getNotBeforeTime();
        if (notBefore != null && notBefore.toInstant().minus(config.clockSkew()).isAfter(now)) {
            throw new RefusedClaimException("the token is not valid yet");
        }
    }
}
