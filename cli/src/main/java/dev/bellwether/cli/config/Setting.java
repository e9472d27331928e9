package dev.bellwether.cli.config;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * One setting: its key, what it means when nobody sets it, and what may stand there.
 *
 * @param key kebab-case words, groups divided by dots: {@code ingest.grpc-port}
 * @param kind how its text is read
 * @param defaultText its text where nobody sets it
 * @param description one sentence for the reference
 * @param <T> what its text becomes
 */
public record Setting<T>(String key, Kind<T> kind, String defaultText, String description) {

    public Setting {
        requireNonNull(key, "key");
        requireNonNull(kind, "kind");
        requireNonNull(defaultText, "defaultText");
        requireNonNull(description, "description");
    }

    /** The environment variable that sets it: {@code BELLWETHER_INGEST_GRPC_PORT}. */
    public String environmentVariable() {
        return "BELLWETHER_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** How the text of a setting is read. */
    public interface Kind<T> {

        /** What may stand there, in words: "a duration such as 500ms, 30s, 5m". */
        String expected();

        /** @throws IllegalArgumentException if the text is nothing of the kind */
        T parse(String text);
    }
}
