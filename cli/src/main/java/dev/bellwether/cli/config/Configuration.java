package dev.bellwether.cli.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The effective settings of a process: defaults, a YAML file, the environment, and what the command line says; the later
 * ones win.
 */
public final class Configuration {

    private static final String PREFIX = "BELLWETHER_";

    /** Variables with our prefix that are not settings: the commands' own. */
    private static final Set<String> NOT_SETTINGS =
            Set.of("BELLWETHER_SERVER", "BELLWETHER_CONFIG", "BELLWETHER_JAVA_OPTS", "BELLWETHER_HEAP");

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
     * @param file what {@link ConfigurationFile} read; empty where there is none
     * @param environment all variables of the process
     * @param options what the command line says, by key
     * @throws ConfigurationException if a key is unknown or a value is not of its kind
     */
    public static Configuration of(
            Collection<ConfigurationFile.Entry> file, Map<String, String> environment, Map<String, String> options)
            throws ConfigurationException {
        List<String> problems = new ArrayList<>();
        Map<String, Value> values = new HashMap<>();
        Settings.all().forEach(setting -> values.put(setting.key(), new Value(setting.defaultText(), "default")));
        for (ConfigurationFile.Entry entry : file) {
            put(values, entry.key(), entry.text(), entry.place(), entry.key(), problems);
        }
        for (String variable : new TreeSet<>(environment.keySet())) {
            if (isOurs(variable)) {
                String key = keyOf(variable);
                put(
                        values,
                        key == null ? "" : key,
                        environment.getOrDefault(variable, ""),
                        "environment",
                        variable,
                        problems);
            }
        }
        options.forEach((key, text) -> put(values, key, text, "command line", key, problems));
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
            Map<String, Value> values, String key, String text, String place, String shown, List<String> problems) {
        Setting<?> setting = Settings.named(key).orElse(null);
        if (setting == null) {
            problems.add(place + ": unknown setting " + shown + nearest(key));
            return;
        }
        try {
            setting.kind().parse(text);
            values.put(key, new Value(text, place));
        } catch (IllegalArgumentException e) {
            problems.add(place + ": " + shown + ": \"" + text + "\" (" + e.getMessage() + ")");
        }
    }

    private static boolean isOurs(String variable) {
        return variable.startsWith(PREFIX)
                && !NOT_SETTINGS.contains(variable)
                && (keyOf(variable) != null || !KUBERNETES.matcher(variable).matches());
    }

    private static @Nullable String keyOf(String variable) {
        return Settings.all().stream()
                .filter(setting -> setting.environmentVariable().equals(variable))
                .map(Setting::key)
                .findFirst()
                .orElse(null);
    }

    private static String nearest(String key) {
        return Settings.all().stream()
                .map(Setting::key)
                .filter(known -> distance(known, key) <= 3)
                .findFirst()
                .map(known -> " (did you mean " + known + "?)")
                .orElse(" (the settings are listed by: bellwether config --reference)");
    }

    /** Levenshtein distance: how many characters to insert, remove or replace. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
