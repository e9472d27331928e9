package dev.bellwether.edge.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.edge.file.FileProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The certificates are made for a hundred years; their authority's key is gone. */
class TlsFilesTest {

    private static final Path FILES = Path.of("src/test/resources/tls");
    private static final Instant NOW = Instant.parse("2027-01-01T00:00:00Z");
    private static final TlsConfig GOOD = TlsConfig.of(FILES.resolve("server.crt"), FILES.resolve("server.key"));

    @TempDir
    Path folder;

    private static TlsFiles.Material read(TlsConfig config) {
        return new TlsFiles(config, InstantSource.fixed(NOW)).read();
    }

    private static void refused(TlsConfig config, String... words) {
        assertThatThrownBy(() -> read(config))
                .isInstanceOf(FileProblemException.class)
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("canary");
    }

    @Test
    void goodFiles_areRead() {
        TlsFiles.Material material = read(GOOD.withClientAuthority(FILES.resolve("ca.crt"), true));

        assertThat(material.certificate().getSubjectX500Principal().getName()).isEqualTo("CN=server");
        assertThat(material.clientAuthorities()).hasSize(1);
    }

    @Test
    void aLockedKey_needsItsPassword() throws IOException {
        TlsConfig locked = TlsConfig.of(FILES.resolve("server.crt"), FILES.resolve("locked.key"));
        Path right = Files.writeString(folder.resolve("right"), "canary-key-password\n");
        Path wrong = Files.writeString(folder.resolve("wrong"), "canary-wrong-password\n");

        assertThat(read(locked.withKeyPasswordFile(right)).keyPair()).isNotNull();
        refused(locked.withKeyPasswordFile(wrong), "tls.key: ", "locked.key", "password in " + wrong);
        refused(locked, "tls.key: ", "locked.key", "tls.key-password-file");
    }

    @Test
    void aKeyOfAnotherCertificate_isFound() {
        refused(
                TlsConfig.of(FILES.resolve("server.crt"), FILES.resolve("second.key")),
                "tls.key: ",
                "second.key",
                "is not the key of the first certificate in");
    }

    @Test
    void aCertificateOutOfItsTime_isFound() {
        Duration century = Duration.ofDays(36_600);

        assertThatThrownBy(() -> new TlsFiles(GOOD, InstantSource.fixed(NOW.plus(century))).read())
                .hasMessageContainingAll("tls.certificate: ", "server.crt", "expired at 2126");
        assertThatThrownBy(() -> new TlsFiles(GOOD, InstantSource.fixed(NOW.minus(century))).read())
                .hasMessageContainingAll("tls.certificate: ", "server.crt", "is not valid before 2026");
    }

    @Test
    void whatIsMissingOrNoPem_isNamedWithItsSetting() throws IOException {
        Path text = Files.writeString(folder.resolve("text"), "canary: no certificate, and no key");
        Path none = folder.resolve("none");

        refused(TlsConfig.of(none, FILES.resolve("server.key")), "tls.certificate: " + none, "there is no such file");
        refused(TlsConfig.of(FILES.resolve("server.crt"), none), "tls.key: " + none, "there is no such file");
        refused(TlsConfig.of(text, FILES.resolve("server.key")), "tls.certificate: " + text, "no certificate");
        refused(TlsConfig.of(FILES.resolve("server.crt"), text), "tls.key: " + text, "no private key");
        refused(GOOD.withClientAuthority(text, true), "tls.client-ca: " + text, "no certificate");
        refused(GOOD.withKeyPasswordFile(none), "tls.key-password-file: " + none, "there is no such file");
    }
}
