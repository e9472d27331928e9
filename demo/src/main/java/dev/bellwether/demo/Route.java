package dev.bellwether.demo;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One thing that a service does.
 *
 * @param method       HTTP method
 * @param template     path with at most one placeholder, at its end: {@code /products/{id}}
 * @param medianMillis median of the time that the service itself takes; calls to others come on top
 * @param action       what it does once that time has passed, unless the request is to fail
 */
record Route(String method, String template, double medianMillis, Action action) {

    /** The answer's body, JSON. It never fails for want of another service: it leaves out what that one would have given. */
    @FunctionalInterface
    interface Action {
        CompletableFuture<String> answer(Request request);
    }

    /** What stands in the placeholder's place in a path, empty string where the template has none; empty: not this route. */
    Optional<String> match(String method, String path) {
        if (!this.method.equals(method)) {
            return Optional.empty();
        }
        int placeholder = template.indexOf('{');
        if (placeholder < 0) {
            return path.equals(template) ? Optional.of("") : Optional.empty();
        }
        if (!path.startsWith(template.substring(0, placeholder))) {
            return Optional.empty();
        }
        String value = path.substring(placeholder);
        return value.isEmpty() || value.indexOf('/') >= 0 ? Optional.empty() : Optional.of(value);
    }
}
