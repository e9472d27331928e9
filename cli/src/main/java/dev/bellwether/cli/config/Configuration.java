package dev.bellwether.cli.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The effective settings of a process: defaults, a YAML file, the environment, and what the command line says; the later
 * ones win.
 */
public final class Configuration {

    private static final String PREFIX = "BELLWETHER_";

    /** Variables with our prefix that are not settings: the commands' own. */
    private static final Set<String> NOT_SETTINGS = Set.of(
            "BELLWETHER_SERVER",
            "BELLWETHER_TOKEN",
            "BELLWETHER_CA_CERTIFICATE",
            "BELLWETHER_CONFIG",
            "BELLWETHER_JAVA_OPTS",
            "BELLWETHER_HEAP");

    /** What Kubernetes sets in every container of a namespace that has a Service called bellwether, or bellwether-x. */
    private static final Pattern KUBERNETES =
            Pattern.compile("BELLWETHER_(?:[A-Z0-9_]+_)?(?:SERVICE_HOST|SERVICE_PORT(?:_[A-Z0-9_]+)?"
                    + "|PORT(?:_\\d+_(?:TCP|UDP|SCTP)(?:_(?:PROTO|PORT|ADDR))?)?)");

    private final Map<String, Value> values;

    /** A setting's text and where it comes from. */
    public record Value(String text, String origin) {}

    private Configuration(Map<String, Value> values) {
        this.values = Map.copyOf(values);
    }

    /**
     * Puts a configuration together.
     *
     * @param file what {@link ConfigurationFile} read; {@link ConfigurationFile.Contents#NONE} where there is none
     * @param environment all variables of the process
     * @param options what the command line says, by key
     * @throws ConfigurationException if a key is unknown or a value is not of its kind
     */
    public static Configuration of(
            ConfigurationFile.Contents file, Map<String, String> environment, Map<String, String> options)
            throws ConfigurationException {
        List<String> problems = new ArrayList<>(file.problems());
        Map<String, Value> values = new HashMap<>();
        Settings.all().forEach(setting -> values.put(setting.key(), new Value(setting.defaultText(), "default")));
        for (ConfigurationFile.Entry entry : file.entries()) {
            put(values, byKey(entry.key()), entry.text(), entry.place(), entry.key(), problems);
        }
        new TreeMap<>(environment).forEach((variable, text) -> {
            if (isOurs(variable, text)) {
                put(values, byVariable(variable), text, "environment", variable, problems);
            }
        });
        options.forEach((key, text) -> put(values, byKey(key), text, "command line", key, problems));
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
        return new Configuration(values);
    }

    public <T> T get(Setting<T> setting) {
        return setting.kind().parse(value(setting).text());
    }

    /** The text of a setting, and where it comes from. */
    public Value value(Setting<?> setting) {
        Value value = values.get(setting.key());
        if (value == null) {
            throw new IllegalArgumentException("not in the list of settings: " + setting.key());
        }
        return value;
    }

    /** Whether somebody set it: its value does not come from the defaults. */
    public boolean isSet(Setting<?> setting) {
        return !value(setting).origin().equals("default");
    }

    private static void put(
            Map<String, Value> values,
            Optional<Setting<?>> named,
            String text,
            String place,
            String shown,
            List<String> problems) {
        if (named.isEmpty()) {
            problems.add(place + ": unknown setting " + Secrets.hidden(shown) + nearest(shown));
            return;
        }
        Setting<?> setting = named.get();
        try {
            setting.kind().parse(text);
            values.put(setting.key(), new Value(text, place));
        } catch (IllegalArgumentException e) {
            problems.add(place + ": " + shown + ": \"" + Secrets.hidden(text) + "\" (" + e.getMessage() + ")");
        }
    }

    /** What Kubernetes says of a Service called {@code bellwether-ingest-grpc} has the name of a setting, but never its text. */
    private static boolean isOurs(String variable, String text) {
        if (!variable.startsWith(PREFIX) || NOT_SETTINGS.contains(variable)) {
            return false;
        }
        boolean kubernetes = KUBERNETES.matcher(variable).matches();
        return byVariable(variable).isPresent() ? !(kubernetes && text.contains("://")) : !kubernetes;
    }

    private static Optional<Setting<?>> byKey(String key) {
        return Settings.all().stream()
                .filter(setting -> setting.key().equals(key))
                .findFirst();
    }

    private static Optional<Setting<?>> byVariable(String variable) {
        return Settings.all().stream()
                .filter(setting -> setting.environmentVariable().equals(variable))
                .findFirst();
    }

    /** What was meant, perhaps: a name of the same form that is a slip or two away. */
    private static String nearest(String shown) {
        List<String> known = Settings.all().stream()
                .map(setting -> shown.startsWith(PREFIX) ? setting.environmentVariable() : setting.key())
                .toList();
        return Slips.nearest(shown, known)
                .map(name -> " (did you mean " + name + "?)")
                .orElse(" (the settings are listed by: bellwether config --reference)");
    }
}
