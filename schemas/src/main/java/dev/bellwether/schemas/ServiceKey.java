package dev.bellwether.schemas;

import static java.util.Objects.requireNonNull;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which service a fact is about, and so the key of its record. Printed as {@code environment/namespace/name}; inside the
 * parts {@code %} is written {@code %25} and {@code /} is written {@code %2F}, and nothing else is changed. There is exactly
 * one way to print a key, since its bytes choose the partition.
 *
 * @param environment {@code deployment.environment.name}; never empty
 * @param namespace {@code service.namespace}; never empty
 * @param name {@code service.name}; never empty
 */
public record ServiceKey(String environment, String namespace, String name) {

    /** Environment of a service that names none. */
    public static final String DEFAULT_ENVIRONMENT = "default";

    /** Namespace of a service that names none. */
    public static final String DEFAULT_NAMESPACE = "default";

    /** Name of a service that names none. */
    public static final String UNKNOWN_SERVICE = "unknown_service";

    public ServiceKey {
        requireFilled(environment, "environment");
        requireFilled(namespace, "namespace");
        requireFilled(name, "name");
    }

    /** The key of a service as its resource attributes describe it; absent and empty parts get their defaults. */
    public static ServiceKey of(@Nullable String environment, @Nullable String namespace, @Nullable String name) {
        return new ServiceKey(
                orElse(environment, DEFAULT_ENVIRONMENT),
                orElse(namespace, DEFAULT_NAMESPACE),
                orElse(name, UNKNOWN_SERVICE));
    }

    /**
     * The key of the service that a fact is about.
     *
     * @throws IllegalArgumentException if the fact is not about a service: see {@link #isIn(Schema)}
     */
    public static ServiceKey from(SpecificRecord fact) {
        Schema schema = fact.getSchema();
        if (!isIn(schema)) {
            throw new IllegalArgumentException(
                    "fact: " + schema.getFullName() + " (expected: one with environment, namespace and service)");
        }
        return of(text(fact, "environment"), text(fact, "namespace"), text(fact, "service"));
    }

    /** Whether facts of this schema are about a service: they have the fields environment, namespace and service. */
    public static boolean isIn(Schema schema) {
        return schema.getField("environment") != null
                && schema.getField("namespace") != null
                && schema.getField("service") != null;
    }

    /**
     * The key that prints as this text.
     *
     * @throws IllegalArgumentException if no key does
     */
    public static ServiceKey parse(String text) {
        requireNonNull(text, "text");
        String[] parts = text.split("/", -1);
        if (parts.length != 3) {
            throw malformed(text);
        }
        for (int i = 0; i < parts.length; i++) {
            parts[i] = unescape(parts[i], text);
        }
        return new ServiceKey(parts[0], parts[1], parts[2]);
    }

    @Override
    public String toString() {
        return escape(environment) + '/' + escape(namespace) + '/' + escape(name);
    }

    private static String escape(String part) {
        return part.indexOf('%') < 0 && part.indexOf('/') < 0
                ? part
                : part.replace("%", "%25").replace("/", "%2F");
    }

    private static String unescape(String part, String text) {
        if (part.isEmpty()) {
            throw malformed(text);
        }
        if (part.indexOf('%') < 0) {
            return part;
        }
        StringBuilder plain = new StringBuilder(part.length());
        for (int i = 0; i < part.length(); i++) {
            if (part.charAt(i) != '%') {
                plain.append(part.charAt(i));
                continue;
            }
            if (part.startsWith("25", i + 1)) {
                plain.append('%');
            } else if (part.startsWith("2F", i + 1)) {
                plain.append('/');
            } else {
                throw malformed(text);
            }
            i += 2;
        }
        return plain.toString();
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("service key: \"" + text
                + "\" (expected: environment/namespace/name, with % as %25 and / as %2F inside them)");
    }

    private static String orElse(@Nullable String value, String fallback) {
        return value == null || value.isEmpty() ? fallback : value;
    }

    private static @Nullable String text(SpecificRecord fact, String field) {
        Object value = fact.get(fact.getSchema().getField(field).pos());
        return value == null ? null : value.toString();
    }

    private static void requireFilled(String value, String name) {
        requireNonNull(value, name);
        if (value.isEmpty()) {
            throw new IllegalArgumentException(name + ": \"\" (expected: at least one character)");
        }
    }
}
