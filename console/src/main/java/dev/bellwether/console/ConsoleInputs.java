package dev.bellwether.console;

import static java.util.Objects.requireNonNull;

import dev.bellwether.alerting.rulefile.RulePublisher;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topics;
import java.time.InstantSource;
import java.util.Map;

/**
 * What the console needs of the process it runs in.
 *
 * @param process how the process does; the console's own meters go there too
 * @param kafka settings that every Kafka client needs, at least {@code bootstrap.servers}
 * @param topics names of the topics; they exist, or will soon
 * @param codec reads and writes facts
 * @param rules what is known of rules, and who writes them; whoever made it closes it
 * @param clock what time it is; decides where ranges of a quiet service end, and nothing that is written but the time of
 *     an announcement
 */
public record ConsoleInputs(
        ProcessInputs process,
        Map<String, Object> kafka,
        Topics topics,
        FactCodec codec,
        RulePublisher rules,
        InstantSource clock) {

    public ConsoleInputs {
        requireNonNull(process, "process");
        kafka = Map.copyOf(kafka);
        requireNonNull(topics, "topics");
        requireNonNull(codec, "codec");
        requireNonNull(rules, "rules");
        requireNonNull(clock, "clock");
    }
}
