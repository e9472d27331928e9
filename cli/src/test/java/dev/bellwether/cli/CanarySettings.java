package dev.bellwether.cli;

import dev.bellwether.cli.config.Setting;
import dev.bellwether.cli.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Settings that all hold a secret, or name a file with one: each would be known again wherever it came out. */
final class CanarySettings {

    static final String CANARY = "CANARY-0123456789-abcdefghijk";

    /** Of the key in {@code locked.key}. */
    static final String KEY_PASSWORD = "canary-key-password";

    /** An address where nobody is. */
    static final String NOBODY = "http://me:" + CANARY + "@127.0.0.1:1";

    static final Path CERTIFICATES = Path.of("..", "edge", "src", "test", "resources", "tls")
            .toAbsolutePath()
            .normalize();

    static final String SASL =
            "sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username=\"me\" password=\"%s\";\n"
                    .formatted(CANARY);
    static final String STORES =
            "ssl.keystore.password=%1$s\nssl.key.password=%1$s\nssl.truststore.password=%1$s\n".formatted(CANARY);

    /** What may stand in them is no secret, although a text may: a name, a folder, or a file that everybody may read. */
    static final Set<Setting<?>> PUBLIC = Set.of(
            Settings.DATA_FOLDER,
            Settings.BIND_ADDRESS,
            Settings.TLS_CERTIFICATE,
            Settings.TLS_CLIENT_CA,
            Settings.JWT_AUDIENCE,
            Settings.JWT_ALGORITHMS,
            Settings.JWT_SCOPE_CLAIM,
            Settings.TOPIC_PREFIX,
            Settings.KUBE_LABELS,
            Settings.KUBE_ANNOTATIONS,
            Settings.EXCLUDED,
            Settings.RULES_FILES,
            Settings.TELEMETRY_CA,
            Settings.TELEMETRY_CERTIFICATE,
            Settings.REGISTRY_CA,
            Settings.REGISTRY_CERTIFICATE,
            Settings.NOTIFICATION_CA,
            Settings.NOTIFICATION_CERTIFICATE);

    /** How kubectl would reach a cluster, if there was one. */
    static final String KUBE_CONFIG = """
            apiVersion: v1
            kind: Config
            clusters: [{name: here, cluster: {server: 'https://me:%1$s@127.0.0.1:1'}}]
            users: [{name: me, user: {token: %1$s, username: me, password: %1$s}}]
            contexts: [{name: here, context: {cluster: here, user: me}}]
            current-context: here
            """.formatted(CANARY);

    private final Path folder;
    private int files;

    /** @param folder for the files that settings name */
    CanarySettings(Path folder) {
        this.folder = folder;
    }

    /** A file of its own with this text. */
    String file(String text) throws IOException {
        files++;
        return Files.writeString(folder.resolve("file-" + files), text).toString();
    }

    /** The settings with secrets, for a process that runs. What they lead to is not there, so that it is talked about. */
    Map<Setting<?>, String> secrets() throws IOException {
        Map<Setting<?>, String> secrets = new LinkedHashMap<>();
        secrets.put(Settings.TLS_KEY, CERTIFICATES.resolve("locked.key").toString());
        secrets.put(Settings.TLS_KEY_PASSWORD, file(KEY_PASSWORD));
        secrets.put(Settings.TOKEN_FILE, file("all ingest,read,deploy,operate " + CANARY + "\n"));
        secrets.put(Settings.JWT_KEYS, NOBODY + "/keys");
        secrets.put(Settings.JWT_ISSUER, NOBODY);
        secrets.put(
                Settings.KAFKA_CLIENT_FILE,
                file(SASL + STORES + "basic.auth.user.info=me:" + CANARY + "\n" + CANARY + "=x\n"));
        secrets.put(Settings.KUBE_CONFIG, file(KUBE_CONFIG));
        secrets.put(Settings.TELEMETRY_ENDPOINT, NOBODY.replace("http:", "https:"));
        secrets.put(Settings.TELEMETRY_HEADERS, file("Authorization: Bearer " + CANARY + "\n"));
        secrets.put(Settings.TELEMETRY_KEY, CERTIFICATES.resolve("client.key").toString());
        secrets.put(Settings.ALERTMANAGERS, NOBODY + "," + NOBODY.replace("http:", "https:"));
        secrets.put(Settings.NOTIFICATION_HEADERS, file("X-Scope: " + CANARY + "\n"));
        secrets.put(
                Settings.NOTIFICATION_KEY, CERTIFICATES.resolve("client.key").toString());
        return secrets;
    }

    /** A file with these settings, and what they need of others. */
    String configuration() throws IOException {
        Map<Setting<?>, String> all = new LinkedHashMap<>(secrets());
        all.put(Settings.ROLES_SETTING, String.join(",", Settings.ROLES) + "," + Settings.KUBERNETES_ROLE);
        all.put(Settings.TLS_CERTIFICATE, CERTIFICATES.resolve("server.crt").toString());
        all.put(Settings.JWT_AUDIENCE, "you");
        all.put(
                Settings.TELEMETRY_CERTIFICATE,
                CERTIFICATES.resolve("client.crt").toString());
        all.put(
                Settings.NOTIFICATION_CERTIFICATE,
                CERTIFICATES.resolve("client.crt").toString());
        all.put(Settings.TELEMETRY_INTERVAL, "1s");
        all.put(Settings.LOG_LEVEL, "debug");
        return file(all.entrySet().stream()
                .map(setting -> "%s: '%s'%n".formatted(setting.getKey().key(), setting.getValue()))
                .collect(Collectors.joining()));
    }
}
