package dev.bellwether.edge.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A token by its SHA-256. The token itself is not kept, and comparing takes the same time wherever two differ.
 *
 * @param sha256 in lower-case hexadecimal digits
 * @param caller whose it is
 */
record KnownToken(String sha256, Caller caller) {

    static String digest(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    boolean is(String digest) {
        return MessageDigest.isEqual(sha256.getBytes(UTF_8), digest.getBytes(UTF_8));
    }

    /** Without the digest, which has no business in a log. */
    @Override
    public String toString() {
        return "KnownToken[" + caller + "]";
    }
}
