package dev.bellwether.console.letters;

import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which letters may be written back to where they came from. */
final class ReplayRules {

    private final int maxReplays;
    private final Set<String> known;
    private final Set<String> addressed;

    /** @param maxReplays how often a record is written back without force */
    ReplayRules(Topics topics, int maxReplays) {
        this.maxReplays = maxReplays;
        this.known = topics.all().stream().map(Topic::name).collect(Collectors.toUnmodifiableSet());
        this.addressed = Stream.of(topics.otlpSpans(), topics.otlpMetrics(), topics.otlpLogs())
                .map(Topic::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Why a letter is not written back; empty where it may be.
     *
     * @param replayed whether it was already
     * @param force whether what can be overruled is
     */
    Optional<String> refusal(Letter letter, boolean replayed, boolean force) {
        String topic = letter.subject().topic();
        if (letter.cut()) {
            return Optional.of("only the beginning of the record was kept");
        }
        if (!known.contains(topic)) {
            return Optional.of(topic + " is no topic of Bellwether");
        }
        if (force) {
            return Optional.empty();
        }
        if (replayed) {
            return Optional.of("it was written back already");
        }
        if (letter.replays() >= maxReplays) {
            return Optional.of("it was written back " + letter.replays() + " times, and died each time");
        }
        if (!addressed.contains(topic)) {
            return Optional.of("all applications that read " + topic + " would read it again, and count it twice");
        }
        return Optional.empty();
    }
}
