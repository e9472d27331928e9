package dev.bellwether.bench.endtoend;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * How the process that is measured is started.
 *
 * @param settings its configuration, beyond what the benchmark sets
 * @param heap of its JVM, as {@code BELLWETHER_HEAP}; empty: the launcher's
 * @param javaOptions more options of its JVM, as {@code BELLWETHER_JAVA_OPTS}
 */
public record ServerOptions(Map<String, String> settings, String heap, String javaOptions) {

    /** What the benchmarks count by, and so has to be as it is by default. */
    private static final Set<String> FIXED = Set.of("windows.length", "topics.prefix");

    public static final ServerOptions DEFAULT = new ServerOptions(Map.of(), "", "");

    public ServerOptions {
        settings.keySet().stream().filter(FIXED::contains).findFirst().ifPresent(key -> {
            throw new IllegalArgumentException(
                    "set: " + key + " (expected: other settings; benchmarks count by its default)");
        });
        settings = Map.copyOf(settings);
    }

    /** With one more setting. */
    public ServerOptions with(String key, String value) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put(key, value);
        return new ServerOptions(all, heap, javaOptions);
    }

    /** What the benchmark needs, which may be overruled by whoever runs it. */
    ServerOptions over(Map<String, String> needed) {
        Map<String, String> all = new LinkedHashMap<>(needed);
        all.putAll(settings);
        return new ServerOptions(all, heap, javaOptions);
    }

    Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        if (!heap.isEmpty()) {
            environment.put("BELLWETHER_HEAP", heap);
        }
        if (!javaOptions.isEmpty()) {
            environment.put("BELLWETHER_JAVA_OPTS", javaOptions);
        }
        return environment;
    }
}
