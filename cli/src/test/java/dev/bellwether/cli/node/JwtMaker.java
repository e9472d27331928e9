package dev.bellwether.cli.node;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;

/** An issuer of JSON Web Tokens, good ones and others. */
final class JwtMaker {

    static final String ISSUER = "https://issuer.example";
    static final String AUDIENCE = "bellwether";

    private final RSAKey key;

    JwtMaker() throws JOSEException {
        this.key = new RSAKeyGenerator(2048).keyID("key-1").generate();
    }

    String jwks() {
        return new JWKSet(key.toPublicJWK()).toString();
    }

    String good(String scope) throws JOSEException {
        return signed(claims(scope).build());
    }

    String expired(String scope) throws JOSEException {
        return signed(claims(scope)
                .expirationTime(Date.from(Instant.now().minus(Duration.ofHours(1))))
                .build());
    }

    String forAudience(String audience, String scope) throws JOSEException {
        return signed(claims(scope).audience(audience).build());
    }

    String of(String otherIssuer, String scope) throws JOSEException {
        return signed(claims(scope).issuer(otherIssuer).build());
    }

    String unsigned(String scope) {
        return new PlainJWT(claims(scope).build()).serialize();
    }

    /** What fools whoever takes any algorithm with the key that it has. */
    String signedWithPublicKey(String scope) throws JOSEException {
        return signed(
                JWSAlgorithm.HS256,
                new MACSigner(key.toRSAPublicKey().getEncoded()),
                claims(scope).build());
    }

    private String signed(JWTClaimsSet claims) throws JOSEException {
        return signed(JWSAlgorithm.RS256, new RSASSASigner(key), claims);
    }

    private String signed(JWSAlgorithm algorithm, JWSSigner signer, JWTClaimsSet claims) throws JOSEException {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(algorithm).keyID(key.getKeyID()).build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    private static JWTClaimsSet.Builder claims(String scope) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("somebody")
                .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))))
                .claim("scope", scope);
    }
}
