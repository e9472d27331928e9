package dev.bellwether.edge.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.bellwether.testing.ScriptedServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;

/** Publishes keys and signs tokens with them; or answers as no issuer should. */
final class Issuer implements AutoCloseable {

    private static final String NAME = "https://issuer.example";
    private static final String AUDIENCE = "bellwether";

    private final ScriptedServer server;

    Issuer() throws IOException {
        server = new ScriptedServer(ScriptedServer.status(503));
    }

    URI url() {
        return server.uri().resolve("/keys");
    }

    JwtConfig config() {
        return new JwtConfig(url().toString(), NAME, AUDIENCE, Set.of("ES256"), "scope", Duration.ZERO);
    }

    int timesAsked() {
        return server.timesAsked();
    }

    void answers(ScriptedServer.Answer answer) {
        server.answers(answer);
    }

    void publishes(ECKey... keys) {
        byte[] set = new JWKSet(List.of(keys)).toString().getBytes(UTF_8);
        answers(exchange -> {
            exchange.sendResponseHeaders(200, set.length);
            exchange.getResponseBody().write(set);
        });
    }

    static ECKey key(String id) throws JOSEException {
        return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    }

    /** A token that may read, for an hour. */
    static String token(ECKey key) throws JOSEException {
        return token(key, claims(Instant.now().plus(Duration.ofHours(1))));
    }

    /** What a token says that may read, until then. */
    static JWTClaimsSet.Builder claims(Instant expiry) {
        return new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(AUDIENCE)
                .claim("scope", "read")
                .expirationTime(Date.from(expiry));
    }

    static String token(ECKey key, JWTClaimsSet.Builder claims) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims.build());
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }

    @Override
    public void close() {
        server.close();
    }
}
