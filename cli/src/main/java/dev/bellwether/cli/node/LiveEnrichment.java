package dev.bellwether.cli.node;

import dev.bellwether.kubernetes.directory.Directory;
import dev.bellwether.kubernetes.feed.DirectoryFeed;
import dev.bellwether.kubernetes.feed.FeedAccess;
import dev.bellwether.processors.enrich.Enrichment;
import dev.bellwether.processors.enrich.EnrichmentConfig;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The directory that the processors of a process enrich by, and what keeps it abreast of its topic. */
final class LiveEnrichment implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LiveEnrichment.class);

    private final Directory directory;
    private final DirectoryFeed feed;
    private final EnrichmentConfig config;

    private LiveEnrichment(Directory directory, DirectoryFeed feed, EnrichmentConfig config) {
        this.directory = directory;
        this.feed = feed;
        this.config = config;
    }

    /**
     * Reads the topic, and waits until what stands on it is known, or the patience for that has ended: telemetry gets nothing until it is.
     *
     * @param grace how long after its end a pod still counts
     */
    static LiveEnrichment start(
            EnrichmentConfig config, Duration grace, Cluster on, Parts parts, MeterRegistry meters) {
        Directory directory = new Directory(config.associations(), grace);
        DirectoryFeed feed =
                DirectoryFeed.start(FeedAccess.of(on.client(), parts.topics(), on.codec(), meters), directory);
        if (!feed.awaitLoaded(config.loadPatience())) {
            log.warn(
                    "{} was not read within {}; telemetry goes on without what it says until it is",
                    parts.topics().kubernetes(),
                    config.loadPatience());
        }
        return new LiveEnrichment(directory, feed, config);
    }

    Enrichment enrichment() {
        return Enrichment.with(directory, config, InstantSource.system());
    }

    boolean isLoaded() {
        return feed.isLoaded();
    }

    boolean isTroubled() {
        return feed.trouble() != null;
    }

    /** What a person wants to know, in the order to be shown. */
    Map<String, String> details() {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("objects", Integer.toString(directory.size()));
        String trouble = feed.trouble();
        if (trouble != null) {
            details.put("unread", trouble);
        }
        return details;
    }

    @Override
    public void close() {
        feed.close();
    }
}
