package dev.bellwether.cli.doctor;

import dev.bellwether.cli.config.Settings;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Whether the listener and the client agree on TLS. Kafka's client cannot tell: where only one of them speaks it, it tries until its time is
 * over, and says no more than that.
 */
final class EncryptionCheck {

    static final String NAME = "kafka encryption";

    private EncryptionCheck() {}

    static List<Finding> findings(InetSocketAddress address, Map<String, Object> client, Duration patience) {
        String protocol = String.valueOf(client.getOrDefault("security.protocol", "PLAINTEXT"))
                .toUpperCase(Locale.ROOT);
        boolean wanted = protocol.endsWith("SSL");
        boolean spoken = speaksTls(address, patience);
        String file = Settings.KAFKA_CLIENT_FILE.key();
        if (wanted && !spoken) {
            return List.of(Finding.problem(
                    NAME,
                    address + " speaks no TLS, and security.protocol is " + protocol,
                    "name the port of the TLS listener in " + Settings.KAFKA_SERVERS.key()
                            + ", or set security.protocol="
                            + protocol.replace("_SSL", "_PLAINTEXT").replaceFirst("^SSL$", "PLAINTEXT") + " in "
                            + file));
        }
        if (!wanted && spoken) {
            return List.of(Finding.problem(
                    NAME,
                    address + " speaks TLS, and security.protocol is " + protocol,
                    "set security.protocol=" + (protocol.startsWith("SASL") ? "SASL_SSL" : "SSL, or SASL_SSL,") + " in "
                            + file));
        }
        return List.of(Finding.ok(NAME, wanted ? "TLS" : "none"));
    }

    /** Whether a handshake gets as far as an answer in TLS. Whom the certificate is for, and who made it, counts for nothing here. */
    private static boolean speaksTls(InetSocketAddress address, Duration patience) {
        try (Socket plain = new Socket()) {
            plain.connect(address, Math.toIntExact(patience.toMillis()));
            plain.setSoTimeout(Math.toIntExact(patience.toMillis()));
            SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
            try (SSLSocket socket =
                    (SSLSocket) factory.createSocket(plain, address.getHostString(), address.getPort(), true)) {
                socket.startHandshake();
                return true;
            }
        } catch (SSLException e) {
            return !(e.getCause() instanceof EOFException)
                    && !(e.getCause() instanceof SocketTimeoutException)
                    && !(e.getCause() instanceof SocketException)
                    && !String.valueOf(e.getMessage()).contains("Unsupported or unrecognized SSL message");
        } catch (IOException e) {
            return false;
        }
    }
}
