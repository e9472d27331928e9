package dev.bellwether.notification.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.bellwether.facts.Alert;
import dev.bellwether.notification.schedule.StandingAlert;
import dev.bellwether.notification.schedule.StandingAlerts;
import dev.bellwether.observation.log.LimitedWarning;
import dev.bellwether.schemas.MalformedFactException;
import dev.bellwether.schemas.follow.TopicFollower;
import dev.bellwether.schemas.follow.TopicListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps {@link StandingAlerts} abreast of {@code bellwether.alerts}. The processes that do so share the partitions out, so that each alert stands
 * in one of them; whoever gets a partition reads it from its beginning. While the broker does not answer, what stands goes on standing.
 */
public final class AlertFeed implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AlertFeed.class);

    private final FeedAccess access;
    private final StandingAlerts standing;
    private final Runnable changed;
    private final InstantSource clock;
    private final FeedMeters meters;
    private final TopicFollower follower;

    /**
     * @param changed called on the reading thread after something may have changed
     * @param clock of the wall
     * @param alertmanagers as their meters name them
     */
    public AlertFeed(
            FeedAccess access,
            StandingAlerts standing,
            Runnable changed,
            InstantSource clock,
            MeterRegistry registry,
            List<String> alertmanagers) {
        this.access = requireNonNull(access, "access");
        this.standing = requireNonNull(standing, "standing");
        this.changed = requireNonNull(changed, "changed");
        this.clock = requireNonNull(clock, "clock");
        this.meters = new FeedMeters(registry, standing, alertmanagers);
        this.follower = TopicFollower.of(access.topic(), new Keeping(), clock);
    }

    public void start() {
        follower.start();
    }

    /** Whether this process has its share of the topic, which may be none of it, and has read it to its end. */
    public boolean isLoaded() {
        return follower.isLoaded();
    }

    /** What keeps it from reading; null where nothing does. */
    public @Nullable String trouble() {
        return follower.trouble();
    }

    /** Stops within seconds, and lets another process have its share at once. */
    @Override
    public void close() {
        follower.close();
    }

    /** From records into what stands. */
    private final class Keeping implements TopicListener {

        private final LimitedWarning unread = new LimitedWarning(log);
        private final LimitedWarning noFact = new LimitedWarning(log);
        private final LimitedWarning tooMany = new LimitedWarning(log);

        @Override
        public void tell(ConsumerRecord<byte[], byte[]> record) {
            try {
                String fingerprint = fingerprint(record);
                Optional<StandingAlert> alert = record.value() == null
                        ? Optional.empty()
                        : AlertFacts.standing(fingerprint, access.codec().decode(record.value(), Alert.class));
                alert.ifPresentOrElse(stands -> put(record.partition(), stands), () -> standing.remove(fingerprint));
            } catch (MalformedFactException e) {
                meters.undecodable();
                noFact.warn(
                        "No fact at {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), e.getMessage());
            }
            meters.read(); // not where it is told again
        }

        private void put(int partition, StandingAlert alert) {
            if (!standing.put(partition, alert, clock.instant())) {
                meters.tooMany();
                tooMany.warn("More alerts stand than notification.max-alerts: no Alertmanager is told of some of them");
            }
        }

        private static String fingerprint(ConsumerRecord<byte[], byte[]> record) {
            if (record.key() == null) {
                throw new MalformedFactException("an alert without its key");
            }
            return new String(record.key(), UTF_8);
        }

        @Override
        public void pause() {
            changed.run();
        }

        @Override
        public void loaded(int partition) {
            standing.loaded(partition);
            changed.run();
        }

        @Override
        public void left(int partition) {
            standing.left(partition);
        }

        @Override
        public void failed(RuntimeException why) {
            meters.failed();
            unread.warn(
                    "Topic {} cannot be read; tried again: {}", access.topic().name(), why.toString());
        }
    }
}
