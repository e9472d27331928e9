package dev.bellwether.edge.tls;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files of TLS, all in PEM form.
 *
 * @param certificate the server's certificate, and after it those up to its authority
 * @param key its key, PKCS#8
 * @param keyPasswordFile holds the key's password; null where the key has none
 * @param clientAuthority certificates of the authorities whose clients are let in; null where clients need none
 * @param clientsMustShowOne whether a client without a certificate is turned away; with a wrong one it always is
 */
public record TlsConfig(
        Path certificate,
        Path key,
        @Nullable Path keyPasswordFile,
        @Nullable Path clientAuthority,
        boolean clientsMustShowOne) {

    static final String CERTIFICATE = "tls.certificate";
    static final String KEY = "tls.key";
    static final String KEY_PASSWORD = "tls.key-password-file";
    static final String CLIENT_AUTHORITY = "tls.client-ca";

    public TlsConfig {
        requireNonNull(certificate, "certificate");
        requireNonNull(key, "key");
    }

    /** A server's certificate, and clients without any. */
    public static TlsConfig of(Path certificate, Path key) {
        return new TlsConfig(certificate, key, null, null, true);
    }

    public TlsConfig withKeyPasswordFile(@Nullable Path file) {
        return new TlsConfig(certificate, key, file, clientAuthority, clientsMustShowOne);
    }

    public TlsConfig withClientAuthority(@Nullable Path file, boolean mustShowOne) {
        return new TlsConfig(certificate, key, keyPasswordFile, file, mustShowOne);
    }

    List<Path> files() {
        List<Path> files = new ArrayList<>(List.of(certificate, key));
        if (keyPasswordFile != null) {
            files.add(keyPasswordFile);
        }
        if (clientAuthority != null) {
            files.add(clientAuthority);
        }
        return files;
    }
}
