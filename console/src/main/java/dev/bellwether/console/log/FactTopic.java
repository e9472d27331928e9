package dev.bellwether.console.log;

import dev.bellwether.facts.Alert;
import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.RedWindow;
import dev.bellwether.facts.Verdict;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** The topics that can be tailed, under the names that people use for them. */
@SuppressWarnings("ImmutableEnumChecker") // method references, and schemas that nobody changes
public enum FactTopic {
    ALERTS("alerts", Topics::alerts, Alert.getClassSchema()),
    ALERT_EVENTS("alert-events", Topics::alertEvents, Alert.getClassSchema()),
    VERDICTS("verdicts", Topics::verdicts, Verdict.getClassSchema()),
    DEPLOYMENTS("deployments", Topics::deployments, DeploymentEvent.getClassSchema()),
    RED_WINDOWS("red-windows", Topics::redWindows, RedWindow.getClassSchema()),
    DEAD_LETTERS("dead-letters", Topics::deadLetters, null);

    private final String word;
    private final Function<Topics, Topic> topic;
    private final @Nullable Schema schema;

    FactTopic(String word, Function<Topics, Topic> topic, @Nullable Schema schema) {
        this.word = word;
        this.topic = topic;
        this.schema = schema;
    }

    /** What it is called in paths and commands. */
    public String word() {
        return word;
    }

    /** All that it can be called. */
    public static List<String> words() {
        return Arrays.stream(values()).map(FactTopic::word).toList();
    }

    public static Optional<FactTopic> named(String word) {
        return Arrays.stream(values()).filter(topic -> topic.word.equals(word)).findFirst();
    }

    Topic in(Topics topics) {
        return topic.apply(topics);
    }

    /** What its facts look like; empty for dead letters, which are no facts. */
    Optional<Schema> schema() {
        return Optional.ofNullable(schema);
    }
}
