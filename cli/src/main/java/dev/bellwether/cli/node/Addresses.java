package dev.bellwether.cli.node;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a process listens, and what it is connected to; what a role that does not run here would listen on is absent.
 *
 * @param operations where the process says how it does: the same as {@code console} where it has one
 */
public record Addresses(
        Optional<URI> otlpGrpc,
        Optional<URI> otlpHttp,
        Optional<URI> console,
        URI operations,
        String kafka,
        List<URI> registry) {

    public Addresses {
        registry = List.copyOf(registry);
    }

    /** By name, for showing. */
    public Map<String, String> shown() {
        Map<String, String> shown = new LinkedHashMap<>();
        otlpGrpc.ifPresent(uri -> shown.put("OTLP/gRPC", uri.toString()));
        otlpHttp.ifPresent(uri -> shown.put("OTLP/HTTP", uri.toString()));
        shown.put(console.isPresent() ? "HTTP API" : "Operations", operations.toString());
        shown.put("Kafka", kafka);
        shown.put(
                "Schema registry",
                registry.stream().map(Addresses::withoutCredentials).collect(Collectors.joining(", ")));
        return shown;
    }

    private static String withoutCredentials(URI uri) {
        String authority = uri.getAuthority();
        if (authority == null || uri.getUserInfo() == null) {
            return uri.toString();
        }
        return uri.toString().replace(uri.getRawUserInfo() + "@", "");
    }
}
