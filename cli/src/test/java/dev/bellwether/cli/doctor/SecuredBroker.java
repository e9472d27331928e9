package dev.bellwether.cli.doctor;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.embedded.broker.EmbeddedBrokerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;

/**
 * A broker as a cluster's operator runs it: TLS, a certificate asked of every client, SASL with SCRAM and OAUTHBEARER, and nothing allowed to
 * anybody but who runs it.
 */
public final class SecuredBroker implements AutoCloseable {

    /** May do everything, and logs in with SASL/PLAIN. */
    private static final String OPERATOR = "operator";

    private static final Path TLS = Path.of("..", "edge", "src", "test", "resources", "tls")
            .toAbsolutePath()
            .normalize();

    private static final String MODULE = "org.apache.kafka.common.security.%s required %s;";

    private final Path folder;
    private final EmbeddedBroker broker;
    private int files;

    private SecuredBroker(Path folder, EmbeddedBroker broker) {
        this.folder = folder;
        this.broker = broker;
    }

    public static SecuredBroker start(Path folder) throws IOException {
        return new SecuredBroker(
                folder,
                EmbeddedBroker.start(
                        EmbeddedBrokerConfig.in(folder.resolve("kafka")).withSettings(settings())));
    }

    private static Map<String, String> settings() throws IOException {
        Map<String, String> settings = new HashMap<>();
        settings.put("listener.security.protocol.map", "BROKER:SASL_SSL,CONTROLLER:PLAINTEXT");
        settings.put("sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512,OAUTHBEARER");
        settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        settings.put(
                "listener.name.broker.plain.sasl.jaas.config",
                MODULE.formatted(
                        "plain.PlainLoginModule",
                        "username=\"%1$s\" password=\"%1$s\" user_%1$s=\"%1$s\"".formatted(OPERATOR)));
        settings.put(
                "listener.name.broker.scram-sha-512.sasl.jaas.config", MODULE.formatted("scram.ScramLoginModule", ""));
        settings.put(
                "listener.name.broker.oauthbearer.sasl.jaas.config",
                MODULE.formatted("oauthbearer.OAuthBearerLoginModule", ""));
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        // The controller's listener is this process's own, and knows nobody by name.
        settings.put("super.users", "User:" + OPERATOR + ";User:ANONYMOUS");
        settings.put("listener.name.broker.ssl.client.auth", "required");
        settings.put("ssl.keystore.type", "PEM");
        settings.put("ssl.keystore.key", Files.readString(TLS.resolve("server.key")));
        settings.put("ssl.keystore.certificate.chain", Files.readString(TLS.resolve("server.crt")));
        settings.put("ssl.truststore.type", "PEM");
        settings.put("ssl.truststore.certificates", Files.readString(TLS.resolve("ca.crt")));
        return settings;
    }

    public String servers() {
        return broker.bootstrapServers();
    }

    /** Makes a user known who logs in with SCRAM, and whose password is the name. */
    public void addUser(String name) throws Exception {
        try (Admin admin = Admin.create(operator())) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            name, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), name)))
                    .all()
                    .get(30, SECONDS);
        }
    }

    public void allow(Collection<AclBinding> rights) throws Exception {
        try (Admin admin = Admin.create(operator())) {
            admin.createAcls(new ArrayList<>(rights)).all().get(30, SECONDS);
        }
    }

    private Map<String, Object> operator() {
        Map<String, Object> properties = new HashMap<>(client());
        properties.putAll(plain(OPERATOR));
        properties.put("bootstrap.servers", servers());
        return properties;
    }

    /** TLS as it should be; who logs in is missing. */
    static Map<String, String> client() {
        Map<String, String> properties = new HashMap<>(trusting());
        properties.put("security.protocol", "SASL_SSL");
        properties.put("ssl.keystore.type", "PEM");
        // From the files of a folder, as a secret of Kubernetes is mounted.
        properties.put("config.providers", "dir");
        properties.put("config.providers.dir.class", DirectoryConfigProvider.class.getName());
        properties.put("ssl.keystore.key", "${dir:" + TLS + ":client.key}");
        properties.put("ssl.keystore.certificate.chain", "${dir:" + TLS + ":client.crt}");
        return properties;
    }

    /** TLS that trusts the broker's authority, and shows no certificate. */
    static Map<String, String> trusting() {
        return Map.of(
                "security.protocol",
                "SASL_SSL",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                TLS.resolve("ca.crt").toString());
    }

    private static Map<String, String> plain(String user) {
        return Map.of(
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                MODULE.formatted("plain.PlainLoginModule", "username=\"%1$s\" password=\"%1$s\"".formatted(user)));
    }

    static Map<String, String> scram(String user, String password) {
        return Map.of(
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                MODULE.formatted(
                        "scram.ScramLoginModule", "username=\"%s\" password=\"%s\"".formatted(user, password)));
    }

    /** A token that says who somebody is, and that nobody has signed: this broker takes such. */
    static Map<String, String> bearer(String user) {
        return Map.of(
                "sasl.mechanism",
                "OAUTHBEARER",
                "sasl.jaas.config",
                MODULE.formatted(
                        "oauthbearer.OAuthBearerLoginModule", "unsecuredLoginStringClaim_sub=\"%s\"".formatted(user)));
    }

    /** A file for {@code kafka.client-properties}, of parts of which the later ones win. */
    @SafeVarargs
    final String file(Map<String, String>... parts) throws IOException {
        Properties properties = new Properties();
        for (Map<String, String> part : parts) {
            properties.putAll(part);
        }
        Path file = folder.resolve("client-" + files++ + ".properties");
        try (var writer = Files.newBufferedWriter(file)) {
            properties.store(writer, null);
        }
        return file.toString();
    }

    /** The same for a user who has a certificate, a name and a password. */
    public String fileOf(String user) throws IOException {
        return file(client(), scram(user, user));
    }

    @Override
    public void close() {
        broker.close();
    }
}
