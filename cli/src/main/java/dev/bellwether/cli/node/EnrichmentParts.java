package dev.bellwether.cli.node;

import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.Settings;
import dev.bellwether.kubernetes.directory.Association;
import dev.bellwether.processors.enrich.EnrichmentConfig;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import dev.bellwether.telemetry.otlp.Signal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The settings of enrichment as the processors want them. */
final class EnrichmentParts {

    private EnrichmentParts() {}

    /** Empty where nothing is enriched. */
    static Optional<EnrichmentConfig> of(Configuration configuration) {
        EnrichmentConfig config = new EnrichmentConfig(
                configuration.get(Settings.ENRICHMENT_ASSOCIATIONS).stream()
                        .map(EnrichmentParts::association)
                        .toList(),
                configuration.get(Settings.ENRICHMENT_PATIENCE),
                configuration.get(Settings.ENRICHMENT_MISSING),
                configuration.get(Settings.RESOURCE_CACHE),
                configuration.get(Settings.ENRICHMENT_LOAD_PATIENCE),
                configuration.get(Settings.ENRICHMENT_TOPICS).stream()
                        .map(EnrichmentParts::signal)
                        .collect(Collectors.toUnmodifiableSet()));
        if (isOn(configuration)) {
            return Optional.of(config);
        }
        if (!config.topics().isEmpty()) {
            throw new IllegalArgumentException(Settings.ENRICHMENT_TOPICS.key() + ": "
                    + configuration.value(Settings.ENRICHMENT_TOPICS).text()
                    + " (expected: nothing, since nothing is enriched here; "
                    + Settings.ENRICHMENT_MODE.key() + "=on enriches)");
        }
        return Optional.empty();
    }

    /** The topics that a process needs for it. */
    static List<Topic> topics(Topics topics, EnrichmentConfig config) {
        return Stream.of(Signal.values())
                .filter(config.topics()::contains)
                .map(signal -> topic(topics, signal))
                .toList();
    }

    private static boolean isOn(Configuration configuration) {
        Set<String> roles = configuration.get(Settings.ROLES_SETTING);
        return roles.contains("processors")
                && switch (configuration.get(Settings.ENRICHMENT_MODE)) {
                    case "on" -> true;
                    case "auto" -> roles.contains(Settings.KUBERNETES_ROLE);
                    default -> false;
                };
    }

    private static Association association(String word) {
        return Association.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static Signal signal(String word) {
        return word.equals("spans") ? Signal.TRACES : Signal.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static Topic topic(Topics topics, Signal signal) {
        return switch (signal) {
            case TRACES -> topics.otlpSpansEnriched();
            case METRICS -> topics.otlpMetricsEnriched();
            case LOGS -> topics.otlpLogsEnriched();
        };
    }
}
