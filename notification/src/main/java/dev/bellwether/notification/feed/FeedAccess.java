package dev.bellwether.notification.feed;

import static java.util.Objects.requireNonNull;

import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topics;
import dev.bellwether.schemas.follow.FollowedTopic;
import java.util.Map;

/**
 * How the topic of alerts is read.
 *
 * @param topic of alerts, which the processes share
 */
public record FeedAccess(FollowedTopic topic, FactCodec codec) {

    private static final String NAME = "notification";

    public FeedAccess {
        requireNonNull(topic, "topic");
        requireNonNull(codec, "codec");
    }

    /** @param client properties for every Kafka client */
    public static FeedAccess of(Map<String, Object> client, Topics topics, FactCodec codec) {
        String group = topics.prefix() + NAME;
        return new FeedAccess(FollowedTopic.shared(topics.alerts().name(), client, NAME, group), codec);
    }
}
