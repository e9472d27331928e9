package dev.bellwether.demo;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** The way from a service's name to the version that answers, and the HTTP client that all share. */
final class Network implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Map<String, Router> routers = new ConcurrentHashMap<>();
    private final HttpCaller http = new HttpCaller(TIMEOUT);

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

    /** Sends a request to an instance that a router chose, and leaves the instance when the answer is there. */
    CompletableFuture<HttpAnswer> send(Instance target, HttpRequest request) {
        return http.send(request).whenComplete((answer, failure) -> target.leave());
    }

    @Override
    public void close() throws InterruptedException {
        http.close();
    }
}
