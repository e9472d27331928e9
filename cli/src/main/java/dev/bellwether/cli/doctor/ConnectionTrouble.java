package dev.bellwether.cli.doctor;

import dev.bellwether.cli.config.Settings;
import java.security.cert.CertPathBuilderException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** What Kafka's client says of a connection that cannot be made, in words that say what to do. */
final class ConnectionTrouble {

    static final String TRUST = "kafka trust";
    static final String CREDENTIALS = "kafka credentials";
    static final String CLIENT = "kafka client";

    private static final String FILE = Settings.KAFKA_CLIENT_FILE.key();

    private ConnectionTrouble() {}

    static Finding of(KafkaException trouble) {
        if (trouble instanceof SslAuthenticationException) {
            return tls(trouble);
        }
        if (trouble instanceof UnsupportedSaslMechanismException) {
            return Finding.problem(
                    CREDENTIALS, said(trouble), "set a sasl.mechanism in " + FILE + " that the brokers have");
        }
        if (trouble instanceof AuthenticationException) {
            return Finding.problem(
                    CREDENTIALS,
                    "the brokers refuse who the client says it is: " + said(trouble),
                    "check name and password, or token, in sasl.jaas.config of " + FILE
                            + ", and that the brokers know them for this sasl.mechanism");
        }
        if (trouble instanceof UnsupportedVersionException) {
            return BrokerCheck.tooOld(said(trouble));
        }
        if (trouble instanceof TimeoutException) {
            return Finding.problem(
                    CLIENT,
                    "somebody listens, but gives no answer to Kafka's questions: " + said(trouble),
                    "check that it is a Kafka listener, and security.protocol in " + FILE
                            + ": a listener with SASL answers nothing before it knows who asks");
        }
        return Finding.problem(CLIENT, "no client can be made: " + said(trouble), "check " + FILE);
    }

    private static Finding tls(KafkaException trouble) {
        String said = said(trouble);
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException) {
                return Finding.problem(
                        TRUST,
                        "the certificate that the brokers show is not trusted: " + cause.getMessage(),
                        "name a file with the certificate of its authority in " + FILE
                                + ": ssl.truststore.type=PEM, ssl.truststore.location=FILE");
            }
            if (String.valueOf(cause.getMessage()).matches("(?s)No (name matching|subject alternative).*")) {
                return Finding.problem(
                        TRUST,
                        "the certificate that the brokers show is for another name: " + cause.getMessage(),
                        "name the brokers in " + Settings.KAFKA_SERVERS.key()
                                + " and advertised.listeners as their certificates do");
            }
        }
        if (said.matches(
                "(?s).*(bad_certificate|certificate_required|certificate_unknown|unknown_ca|access_denied).*")) {
            return Finding.problem(
                    CREDENTIALS,
                    "the brokers want a certificate of the client, and another one: " + said,
                    "name a file with its key and certificate, of an authority that they trust, in " + FILE
                            + ": ssl.keystore.type=PEM, ssl.keystore.location=FILE");
        }
        return Finding.problem(TRUST, "no TLS connection can be made: " + said, "check the ssl. properties in " + FILE);
    }

    /** What Kafka says. The words of others are left out: those of a JAAS parser, for one, may repeat a password. */
    private static String said(KafkaException trouble) {
        List<String> words = new ArrayList<>();
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            boolean kafkas = cause instanceof KafkaException && !(cause instanceof ConfigException);
            boolean tls = cause instanceof javax.net.ssl.SSLException;
            String message = cause.getMessage();
            if ((kafkas || tls) && message != null && !words.contains(message) && !message.contains("Exception: ")) {
                words.add(message);
            }
        }
        return words.isEmpty() ? trouble.getClass().getSimpleName() : String.join(": ", words);
    }
}
