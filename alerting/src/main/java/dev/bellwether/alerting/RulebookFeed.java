package dev.bellwether.alerting;

import static java.util.Objects.requireNonNull;

import dev.bellwether.alerting.rulebook.FileVersion;
import dev.bellwether.alerting.rulebook.FileVersion.Origin;
import dev.bellwether.alerting.rulebook.RuleReading;
import dev.bellwether.alerting.rulebook.Rulebook;
import dev.bellwether.alerting.rulebook.RulebookConfig;
import dev.bellwether.alerting.rulebook.RulebookSource;
import dev.bellwether.alerting.rulebook.UnansweredRulesException;
import dev.bellwether.facts.RuleFileVersion;
import dev.bellwether.observation.log.LimitedWarning;
import dev.bellwether.promql.yaml.MalformedFileException;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.MalformedFactException;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import dev.bellwether.schemas.follow.FollowedTopic;
import dev.bellwether.schemas.follow.TopicFollower;
import dev.bellwether.schemas.follow.TopicListener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules as they stand on {@code bellwether.rules}: all versions, and each new one within a second.
 *
 * <p>A version takes effect when its append time and its lead have passed in log time. So whoever works at a log time needs every version
 * that was appended a lead before, and {@link #current()} waits for that. As long as the topic is read at least once in a lead, nobody waits.
 */
public final class RulebookFeed implements RulebookSource, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RulebookFeed.class);

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 100;

    private final RuleReading reading;
    private final Duration lead;
    private final FactCodec codec;
    private final InstantSource clock;
    private final TopicFollower follower;
    private final LimitedWarning unread = new LimitedWarning(log);

    private volatile Rulebook book = Rulebook.EMPTY;

    private RulebookFeed(FollowedTopic topic, FactCodec codec, RulebookConfig config, InstantSource clock) {
        this.reading = new RuleReading(config);
        this.lead = config.lead();
        this.codec = requireNonNull(codec, "codec");
        this.clock = requireNonNull(clock, "clock");
        this.follower = TopicFollower.of(topic, new Telling(), clock);
    }

    /**
     * Begins to read in the background.
     *
     * @param client properties for every Kafka client
     */
    public static RulebookFeed start(
            Topics topics, Map<String, Object> client, FactCodec codec, RulebookConfig config, InstantSource clock) {
        Topic rules = topics.rules();
        FollowedTopic standard = FollowedTopic.whole(rules.name(), client, "rulebook");
        FollowedTopic followed = new FollowedTopic(
                standard.name(), false, standard.consumers(), CHECK_INTERVAL, standard.retryInterval());
        RulebookFeed feed = new RulebookFeed(followed, codec, config, clock);
        feed.follower.start();
        return feed;
    }

    /** The rules as far as they have been read, be it far or not. */
    public Rulebook known() {
        return book;
    }

    /** The rules; empty as long as not all that stood on the topic has been read. */
    public Optional<Rulebook> whole() {
        return isLoaded() ? Optional.of(book) : Optional.empty();
    }

    /** What keeps it from reading; null where nothing does. */
    public @Nullable String trouble() {
        return follower.trouble();
    }

    /** Whether all that stood on the topic has been read. */
    public boolean isLoaded() {
        return follower.isLoaded();
    }

    @Override
    public Rulebook current() {
        Instant givenUp = clock.instant().plus(PATIENCE);
        while (!isSure()) {
            if (clock.instant().isAfter(givenUp)) {
                throw new IllegalStateException("the rules could not be read for " + PATIENCE + ": " + trouble());
            }
            pause();
        }
        return book;
    }

    private boolean isSure() {
        Optional<Instant> until = follower.knownUntil();
        return until.isPresent()
                && Duration.between(until.get(), clock.instant()).compareTo(lead) < 0;
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for rules", e);
        }
    }

    @Override
    public void close() {
        follower.close();
    }

    /** From records into the book. */
    private final class Telling implements TopicListener {

        @Override
        public void tell(ConsumerRecord<byte[], byte[]> record) {
            if (record.value() == null) {
                return;
            }
            try {
                RuleFileVersion fact = codec.decode(record.value(), RuleFileVersion.class);
                // never sooner than this process makes sure to have read it, whatever the writer was told
                long waits = Math.max(fact.getLeadMillis(), lead.toMillis());
                book = book.with(version(fact, record.timestamp() + waits));
            } catch (MalformedFactException | MalformedFileException | UnansweredRulesException e) {
                // whoever wrote it had read it: another version of Bellwether, or a stranger
                unread.warn("Rules at {}, offset {} are passed over", record.topic(), record.offset(), e);
            }
        }

        private FileVersion version(RuleFileVersion fact, long since)
                throws MalformedFileException, UnansweredRulesException {
            Origin origin = fact.getOrigin().equals("files") ? Origin.FILES : Origin.API;
            return fact.getRemoved()
                    ? RuleReading.removal(fact.getFile(), since, origin)
                    : reading.read(fact.getFile(), fact.getText(), since, origin);
        }

        @Override
        public void failed(RuntimeException why) {
            unread.warn("Rules cannot be read; tried again", why);
        }
    }
}
