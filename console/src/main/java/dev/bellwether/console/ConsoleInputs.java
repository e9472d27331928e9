package dev.bellwether.console;

import static java.util.Objects.requireNonNull;

import dev.bellwether.console.status.RoleStatus;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the console needs of the process it runs in.
 *
 * @param kafka settings that every Kafka client needs, at least {@code bootstrap.servers}
 * @param topics names of the topics; they exist, or will soon
 * @param codec reads and writes facts
 * @param meters what {@code /metrics} and {@code /v1/status} show; the console's own meters go here too
 * @param roles the other roles of this process; {@code /readyz} is 200 only when all of them are RUNNING
 * @param about what a person should know of this process, in the order to be shown: data folder, addresses, version
 * @param clock what time it is; decides where ranges of a quiet service end, and nothing that is written but the time of
 *     an announcement
 */
public record ConsoleInputs(
        Map<String, Object> kafka,
        Topics topics,
        FactCodec codec,
        PrometheusMeterRegistry meters,
        List<RoleStatus> roles,
        Supplier<Map<String, String>> about,
        InstantSource clock) {

    public ConsoleInputs {
        kafka = Map.copyOf(kafka);
        requireNonNull(topics, "topics");
        requireNonNull(codec, "codec");
        requireNonNull(meters, "meters");
        roles = List.copyOf(roles);
        requireNonNull(about, "about");
        requireNonNull(clock, "clock");
    }
}
