package dev.bellwether.cli;

import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationException;
import dev.bellwether.cli.config.ConfigurationFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options from which a configuration is put together. */
final class ConfigurationOptions {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "YAML file with settings. Default: BELLWETHER_CONFIG.")
    private @Nullable Path file;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Folder for everything that is kept. Setting: data-folder.")
    private @Nullable Path dataFolder;

    @Option(
            names = "--roles",
            paramLabel = "ROLES",
            description = "What this process does, with commas. Setting: roles.")
    private @Nullable String roles;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Any setting, for example --set ingest.grpc-port=14317; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    Configuration read() throws ConfigurationException {
        return read(System.getenv());
    }

    Configuration read(Map<String, String> environment) throws ConfigurationException {
        String named = environment.getOrDefault("BELLWETHER_CONFIG", "");
        Path effective = file != null ? file : named.isEmpty() ? null : Path.of(named);
        ConfigurationFile.Contents contents =
                effective == null ? ConfigurationFile.Contents.NONE : ConfigurationFile.read(effective);
        Map<String, String> options = new LinkedHashMap<>(settings);
        if (dataFolder != null) {
            options.put("data-folder", dataFolder.toString());
        }
        if (roles != null) {
            options.put("roles", roles);
        }
        return Configuration.of(contents, environment, options);
    }
}
