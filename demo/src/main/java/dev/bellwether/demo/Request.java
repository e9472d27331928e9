package dev.bellwether.demo;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A request as a route sees it: what was asked, and the way to other services on its behalf. */
interface Request {

    /** What stands in the place of the route's placeholder. */
    String pathValue();

    String body();

    /** The body of the other service's answer; empty where it failed or gave none. Never completes exceptionally. */
    CompletableFuture<Optional<String>> get(String service, String path);

    /** As {@link #get}. */
    CompletableFuture<Optional<String>> post(String service, String path, String body);
}
