package dev.bellwether.kubernetes.feed;

import static java.util.Objects.requireNonNull;

import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topics;
import dev.bellwether.schemas.follow.FollowedTopic;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;

/**
 * What a feed needs of the process around it.
 *
 * @param topic of Kubernetes objects
 */
public record FeedAccess(FollowedTopic topic, FactCodec codec, MeterRegistry meters) {

    private static final String CLIENT_ID = "kubernetes-directory";

    public FeedAccess {
        requireNonNull(topic, "topic");
        requireNonNull(codec, "codec");
        requireNonNull(meters, "meters");
    }

    /** @param client properties for every Kafka client */
    public static FeedAccess of(Map<String, Object> client, Topics topics, FactCodec codec, MeterRegistry meters) {
        return new FeedAccess(FollowedTopic.whole(topics.kubernetes().name(), client, CLIENT_ID), codec, meters);
    }
}
