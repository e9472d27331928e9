package dev.bellwether.kubernetes.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.bellwether.facts.KubernetesObject;
import dev.bellwether.kubernetes.cluster.ObjectKey;
import dev.bellwether.kubernetes.directory.Directory;
import dev.bellwether.kubernetes.watch.ClusterFacts;
import dev.bellwether.observation.log.LimitedWarning;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.MalformedFactException;
import dev.bellwether.schemas.follow.TopicFollower;
import dev.bellwether.schemas.follow.TopicListener;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a {@link Directory} what stands on {@code bellwether.kubernetes}: all of it, and from there on each change. What it has told stays while the
 * broker or the registry does not answer.
 */
public final class DirectoryFeed implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(DirectoryFeed.class);

    private final TopicFollower follower;

    private DirectoryFeed(TopicFollower follower) {
        this.follower = follower;
    }

    /** Begins in the background. The directory finds nobody until {@link #isLoaded()}. */
    public static DirectoryFeed start(FeedAccess access, Directory directory) {
        directory.complete(false);
        TopicFollower follower =
                TopicFollower.of(access.topic(), new Telling(access, directory), InstantSource.system());
        follower.start();
        return new DirectoryFeed(follower);
    }

    /** Whether all that stood on the topic when reading began has been told. */
    public boolean isLoaded() {
        return follower.isLoaded();
    }

    /** Waits until {@link #isLoaded()}; false where the time has passed before. */
    public boolean awaitLoaded(Duration atMost) {
        return follower.awaitLoaded(atMost);
    }

    /** What keeps it from reading; null where nothing does. */
    public @Nullable String trouble() {
        return follower.trouble();
    }

    @Override
    public void close() {
        follower.close();
    }

    /** From records into the directory. */
    private static final class Telling implements TopicListener {

        private final String topic;
        private final FactCodec codec;
        private final Directory directory;
        private final FeedMeters meters;
        private final LimitedWarning unread = new LimitedWarning(log);
        private final LimitedWarning noFact = new LimitedWarning(log);

        private Telling(FeedAccess access, Directory directory) {
            this.topic = access.topic().name();
            this.codec = access.codec();
            this.directory = requireNonNull(directory, "directory");
            this.meters = new FeedMeters(access.meters(), directory);
        }

        @Override
        public void tell(ConsumerRecord<byte[], byte[]> record) {
            try {
                change(record)
                        .ifPresentOrElse(
                                change -> {
                                    change.run();
                                    meters.told();
                                },
                                meters::passedOver);
            } catch (MalformedFactException e) {
                meters.undecodable();
                noFact.warn(
                        "No fact at {}-{}, offset {}: passed over",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        e);
            }
            meters.read(); // not where it is told again
        }

        private Optional<Runnable> change(ConsumerRecord<byte[], byte[]> record) {
            return record.value() == null
                    ? key(record).map(key -> () -> directory.remove(key))
                    : ClusterFacts.fromFact(codec.decode(record.value(), KubernetesObject.class))
                            .map(object -> () -> directory.put(object));
        }

        private static Optional<ObjectKey> key(ConsumerRecord<byte[], byte[]> record) {
            return Optional.ofNullable(record.key()).flatMap(key -> ObjectKey.parse(new String(key, UTF_8)));
        }

        @Override
        public void loaded() {
            directory.complete(true);
        }

        @Override
        public void failed(RuntimeException why) {
            meters.failed();
            unread.warn("Topic {} cannot be read; tried again: {}", topic, why.toString());
        }
    }
}
