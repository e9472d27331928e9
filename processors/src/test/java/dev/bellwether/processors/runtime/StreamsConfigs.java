package dev.bellwether.processors.runtime;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The settings of the real applications, for a TopologyTestDriver. */
public final class StreamsConfigs {

    /** The application's id. */
    public static final String APPLICATION = "test-app";

    private StreamsConfigs() {}

    public static Map<String, Object> forTests(Path stateFolder, String deadLetters, StreamsMeters meters) {
        StreamsSettings settings = new StreamsSettings(
                Map.of("bootstrap.servers", "not-used:9092"),
                "test-",
                stateFolder,
                StateCopies.SINGLE,
                1,
                deadLetters,
                StoreMemory.DEFAULT);
        return new HashMap<>(StreamsApp.config("app", settings, Duration.ofMillis(100), meters));
    }
}
