package dev.bellwether.edge.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a route asks of whoever calls it. None includes another. */
public enum Permission {
    /** Nothing: the route is open, whoever asks. */
    ANYBODY,
    /** Send telemetry. */
    INGEST,
    /** See facts, status, metrics and schemas. */
    READ,
    /** Announce deployments. */
    DEPLOY,
    /** Change how the system works: schemas and their compatibility, rules, dead letters and what is in them. */
    OPERATE;

    /** As it stands in token files and scopes: {@code ingest}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a token can be given. */
    public static List<Permission> grantable() {
        return Arrays.stream(values())
                .filter(permission -> permission != ANYBODY)
                .toList();
    }

    /** The permission of that word; empty where a token cannot be given it. */
    public static Optional<Permission> of(String word) {
        return grantable().stream()
                .filter(permission -> permission.word().equals(word))
                .findFirst();
    }
}
