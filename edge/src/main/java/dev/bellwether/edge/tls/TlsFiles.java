package dev.bellwether.edge.tls;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.linecorp.armeria.common.TlsKeyPair;
import dev.bellwether.edge.file.FileProblemException;
import dev.bellwether.edge.file.SmallFile;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the files of TLS, and refuses what would fail at the first handshake only. */
final class TlsFiles {

    private static final Logger log = LoggerFactory.getLogger(TlsFiles.class);
    private static final Duration SOON = Duration.ofDays(14);

    private final TlsConfig config;
    private final InstantSource clock;

    TlsFiles(TlsConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
    }

    /**
     * What one reading of the files gave.
     *
     * @param keyPair the server's certificates and key
     * @param clientAuthorities empty where clients need no certificate
     */
    record Material(TlsKeyPair keyPair, List<X509Certificate> clientAuthorities) {

        X509Certificate certificate() {
            return keyPair.certificateChain().get(0);
        }
    }

    /** @throws FileProblemException if a file is missing, unreadable, expired, or does not go with the others */
    Material read() {
        List<X509Certificate> chain = certificates(TlsConfig.CERTIFICATE, config.certificate());
        X509Certificate certificate = chain.get(0);
        requireValid(certificate);
        TlsKeyPair given = keyPair();
        PrivateKey key = matching(given.privateKey(), certificate.getPublicKey())
                .orElseThrow(() -> new FileProblemException(
                        TlsConfig.KEY,
                        config.key(),
                        "is not the key of the first certificate in " + config.certificate()));
        Path authority = config.clientAuthority();
        return new Material(
                TlsKeyPair.of(key, given.certificateChain()),
                authority == null ? List.of() : certificates(TlsConfig.CLIENT_AUTHORITY, authority));
    }

    private void requireValid(X509Certificate certificate) {
        Instant now = clock.instant();
        Instant end = certificate.getNotAfter().toInstant();
        if (now.isAfter(end)) {
            throw new FileProblemException(TlsConfig.CERTIFICATE, config.certificate(), "expired at " + end);
        }
        Instant begin = certificate.getNotBefore().toInstant();
        if (now.isBefore(begin)) {
            throw new FileProblemException(TlsConfig.CERTIFICATE, config.certificate(), "is not valid before " + begin);
        }
        if (now.plus(SOON).isAfter(end)) {
            log.warn("{}: {} expires at {}: replace it", TlsConfig.CERTIFICATE, config.certificate(), end);
        }
    }

    private TlsKeyPair keyPair() {
        if (SmallFile.isOpenToOthers(config.key())) {
            log.warn(
                    "{}: {} can be read or written by every user of this machine: chmod 600 it",
                    TlsConfig.KEY,
                    config.key());
        }
        String certificates = SmallFile.text(TlsConfig.CERTIFICATE, config.certificate());
        String key = SmallFile.text(TlsConfig.KEY, config.key());
        @Nullable String password = password();
        try {
            return TlsKeyPair.of(stream(key), password, stream(certificates));
        } catch (RuntimeException e) {
            // what it says may hold a part of the file
            throw new FileProblemException(
                    TlsConfig.KEY,
                    config.key(),
                    password == null
                            ? "is no private key that can be used (expected: PEM, PKCS#8, without a password unless "
                                    + TlsConfig.KEY_PASSWORD + " is set)"
                            : "is no private key that can be used with the password in " + config.keyPasswordFile());
        }
    }

    private @Nullable String password() {
        Path file = config.keyPasswordFile();
        return file == null
                ? null
                : SmallFile.text(TlsConfig.KEY_PASSWORD, file).strip();
    }

    /** @throws FileProblemException if it holds none */
    static List<X509Certificate> certificates(String setting, Path file) {
        try {
            Collection<?> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(stream(SmallFile.text(setting, file)));
            if (!found.isEmpty()) {
                return found.stream().map(X509Certificate.class::cast).toList();
            }
        } catch (CertificateException e) {
            log.debug("{}: {}", setting, file, e);
        }
        throw new FileProblemException(setting, file, "holds no certificate that can be used (expected: PEM)");
    }

    /**
     * The key, if what it signs is checked by the other. As Java's own providers know it: the reader of its file makes a key of Bouncy
     * Castle where that is on the class path, and they refuse those.
     */
    private static Optional<PrivateKey> matching(PrivateKey given, PublicKey publicKey) {
        String algorithm = publicKey.getAlgorithm();
        try {
            PrivateKey key =
                    KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(given.getEncoded()));
            Signature signature = Signature.getInstance(
                    switch (algorithm) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> algorithm;
                    });
            byte[] something = "something".getBytes(UTF_8);
            signature.initSign(key);
            signature.update(something);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(something);
            return signature.verify(signed) ? Optional.of(key) : Optional.empty();
        } catch (GeneralSecurityException e) { // keys of different kinds
            log.debug("{} key with a certificate of a {} key", given.getAlgorithm(), algorithm, e);
            return Optional.empty();
        }
    }

    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
