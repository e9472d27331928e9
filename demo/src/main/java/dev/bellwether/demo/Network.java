package dev.bellwether.demo;

import java.net.http.HttpClient;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** The way from a service's name to the version that answers, and the HTTP client that all share. */
final class Network {

    private final Map<String, Router> routers = new ConcurrentHashMap<>();
    private final HttpClient http;

    Network(Executor executor) {
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .executor(executor)
                .build();
    }

    void add(String service, Router router) {
        routers.put(service, router);
    }

    Router router(String service) {
        return find(service)
                .orElseThrow(() -> new IllegalArgumentException(
                        "service: " + service + " (expected: one of " + new TreeSet<>(routers.keySet()) + ")"));
    }

    Optional<Router> find(String service) {
        return Optional.ofNullable(routers.get(service));
    }

    HttpClient http() {
        return http;
    }
}
