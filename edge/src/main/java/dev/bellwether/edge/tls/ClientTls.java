package dev.bellwether.edge.tls;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.linecorp.armeria.common.TlsKeyPair;
import dev.bellwether.edge.file.FileProblemException;
import dev.bellwether.edge.file.SmallFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What a client trusts and shows, from files in PEM form.
 *
 * @param authority certificates of the authorities that are trusted; null for those that Java trusts
 * @param certificate the client's own; null where it shows none
 * @param key of the certificate, PKCS#8; null where there is none
 */
public record ClientTls(
        @Nullable Path authority,
        @Nullable Path certificate,
        @Nullable Path key) {

    private static final char[] NO_PASSWORD = {};

    public ClientTls {
        if ((certificate == null) != (key == null)) {
            throw new IllegalArgumentException("a client certificate and its key are needed together");
        }
    }

    /** @throws FileProblemException if a file cannot be used */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(), new TrustManager[] {trustManager()}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("certificates that were read cannot be used", e);
        }
    }

    /** @throws FileProblemException if the file of the authorities cannot be used */
    public X509TrustManager trustManager() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(authority == null ? null : storeOf(authority));
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("certificates that were read cannot be used", e);
        }
    }

    private static KeyStore storeOf(Path authorities) throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        List<X509Certificate> trusted = TlsFiles.certificates("CA certificate", authorities);
        for (int i = 0; i < trusted.size(); i++) {
            store.setCertificateEntry("authority-" + i, trusted.get(i));
        }
        return store;
    }

    private KeyManager @Nullable [] keyManagers() throws GeneralSecurityException, IOException {
        if (certificate == null) {
            return null;
        }
        TlsKeyPair pair = keyPair(certificate, requireNonNull(key, "key"));
        KeyStore store = emptyStore();
        store.setKeyEntry(
                "client",
                pair.privateKey(),
                NO_PASSWORD,
                pair.certificateChain().toArray(X509Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static TlsKeyPair keyPair(Path certificate, Path key) {
        String certificates = SmallFile.text("client certificate", certificate);
        String keyText = SmallFile.text("client key", key);
        try {
            return TlsKeyPair.of(
                    new ByteArrayInputStream(keyText.getBytes(UTF_8)),
                    new ByteArrayInputStream(certificates.getBytes(UTF_8)));
        } catch (RuntimeException e) {
            throw new FileProblemException(
                    "client key",
                    key,
                    "is no private key that can be used (expected: PEM, PKCS#8, without a password)");
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, NO_PASSWORD);
        return store;
    }
}
