package dev.bellwether.demo;

import java.net.URI;
import java.util.Optional;

/**
 * A service of the shop as it runs now.
 *
 * @param name   {@code service.name}
 * @param stable the version that serves when nothing is being tried out
 * @param canary the version being tried out beside it
 */
public record ShopService(String name, Running stable, Optional<Running> canary) {

    /**
     * A version that runs.
     *
     * @param version {@code service.version}
     * @param uri     where it listens, on loopback
     * @param weight  share of the service's requests that it gets, 0 to 1
     */
    public record Running(String version, URI uri, double weight) {}
}
