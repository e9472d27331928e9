package dev.bellwether.cli.node;

import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.Setting;
import dev.bellwether.cli.config.Settings;
import dev.bellwether.edge.file.FileProblemException;
import dev.bellwether.edge.file.SmallFile;
import dev.bellwether.edge.tls.ClientTls;
import dev.bellwether.schemas.registry.HttpRegistryConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The configuration as the client of a schema registry wants it. */
final class RegistryParts {

    private RegistryParts() {}

    /**
     * The registry that a configuration names.
     *
     * @throws IllegalArgumentException if settings lack others that they need
     * @throws FileProblemException if a file cannot be used
     */
    static HttpRegistryConfig of(Configuration configuration) {
        URI[] uris = uris(configuration.get(Settings.REGISTRY_URL));
        HttpRegistryConfig config = authorized(configuration, HttpRegistryConfig.of(uris));
        List<Setting<String>> forTls =
                List.of(Settings.REGISTRY_CA, Settings.REGISTRY_CERTIFICATE, Settings.REGISTRY_KEY);
        if (forTls.stream().allMatch(setting -> configuration.get(setting).isEmpty())) {
            return config;
        }
        if (Arrays.stream(uris).noneMatch(uri -> "https".equalsIgnoreCase(uri.getScheme()))) {
            throw new IllegalArgumentException(forTls.stream()
                            .filter(setting -> !configuration.get(setting).isEmpty())
                            .findFirst()
                            .orElseThrow()
                            .key()
                    + ": is for https (expected: an https URL as " + Settings.REGISTRY_URL.key() + ")");
        }
        return config.withTls(tls(configuration).context());
    }

    private static ClientTls tls(Configuration configuration) {
        if (configuration.get(Settings.REGISTRY_CERTIFICATE).isEmpty()
                != configuration.get(Settings.REGISTRY_KEY).isEmpty()) {
            throw new IllegalArgumentException(Settings.REGISTRY_CERTIFICATE.key() + " and "
                    + Settings.REGISTRY_KEY.key() + " are needed together");
        }
        return new ClientTls(
                file(configuration, Settings.REGISTRY_CA),
                file(configuration, Settings.REGISTRY_CERTIFICATE),
                file(configuration, Settings.REGISTRY_KEY));
    }

    private static HttpRegistryConfig authorized(Configuration configuration, HttpRegistryConfig config) {
        Path credentials = file(configuration, Settings.REGISTRY_CREDENTIALS);
        Path token = file(configuration, Settings.REGISTRY_TOKEN);
        if (credentials != null && token != null) {
            throw new IllegalArgumentException(Settings.REGISTRY_CREDENTIALS.key() + " and "
                    + Settings.REGISTRY_TOKEN.key() + " exclude each other");
        }
        if (credentials != null) {
            String line = line(Settings.REGISTRY_CREDENTIALS, credentials);
            if (line.indexOf(':') < 1) {
                throw new FileProblemException(
                        Settings.REGISTRY_CREDENTIALS.key(), credentials, "holds no user:password");
            }
            return config.withCredentials(line);
        }
        return token == null ? config : config.withToken(line(Settings.REGISTRY_TOKEN, token));
    }

    /** The one line that a file has; what it says goes into a header and into no message. */
    private static String line(Setting<String> setting, Path file) {
        List<String> lines = SmallFile.text(setting.key(), file)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.size() != 1 || !lines.get(0).matches("[\\x20-\\x7e\\P{ASCII}]+")) {
            throw new FileProblemException(setting.key(), file, "holds " + lines.size() + " lines (expected: one)");
        }
        return lines.get(0);
    }

    private static URI[] uris(String registries) {
        try {
            return Arrays.stream(registries.split(","))
                    .map(String::strip)
                    .map(URI::create)
                    .toArray(URI[]::new);
        } catch (IllegalArgumentException e) {
            // not its cause, whose words repeat the URL, and so its password
            throw new IllegalArgumentException(Settings.REGISTRY_URL.key() + ": is no URL");
        }
    }

    private static @Nullable Path file(Configuration configuration, Setting<String> setting) {
        String text = configuration.get(setting);
        return text.isEmpty() ? null : Path.of(text);
    }
}
