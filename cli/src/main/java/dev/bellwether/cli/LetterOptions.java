package dev.bellwether.cli;

import dev.bellwether.cli.config.Durations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Which dead letters are meant. */
final class LetterOptions {

    /** Of {@code --since} where it names a time, and not how long ago. */
    private static final String DATE = "\\d{4}-.*";

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Only those that came from this topic, for example otlp_spans.")
    private String topic = "";

    @Option(
            names = "--application",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Only those that this application could not read; a part of its name is enough.")
    private String application = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "Only those whose reason has this in it.")
    private String reason = "";

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            defaultValue = "",
            description = "Only those since then: a time such as 2026-01-31T12:00:00Z, or how long ago, such as 2h.")
    private String since = "";

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "At most so many, up to 1000. Default: ${DEFAULT-VALUE}.")
    int limit = 100;

    /** Whether nothing says which are meant. */
    boolean isEmpty() {
        return topic.isEmpty() && application.isEmpty() && reason.isEmpty() && since.isEmpty();
    }

    /** As the server wants them; those not given are left out. */
    Map<String, String> parameters(CommandLine command, Instant now) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("topic", topic);
        all.put("application", application);
        all.put("reason", reason);
        all.put("since", since.isEmpty() ? "" : since(command, now).toString());
        all.put("limit", Integer.toString(limit));
        all.values().removeIf(String::isEmpty);
        return all;
    }

    private Instant since(CommandLine command, Instant now) {
        if (!since.matches(DATE)) {
            Duration ago = Durations.option(command, "--since", since);
            return now.minus(ago);
        }
        try {
            return OffsetDateTime.parse(since).toInstant();
        } catch (DateTimeException e) {
            throw new CommandLine.ParameterException(
                    command,
                    "--since: \"" + since
                            + "\" (expected: a time such as 2026-01-31T12:00:00Z, or a duration such as 2h)",
                    e,
                    null,
                    since);
        }
    }
}
