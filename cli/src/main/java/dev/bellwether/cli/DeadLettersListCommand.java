package dev.bellwether.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What could not be read, and why. */
@Command(
        name = "list",
        description = {
            "Shows what could not be read and why: the newest letters, and how many there are of each kind.",
            "Bytes are shown only where they are asked for, since they hold what services sent; that needs the permission operate."
        },
        footer = {
            "",
            "Examples:",
            "  bellwether dead-letters list",
            "  bellwether dead-letters list --topic otlp_spans --since 2h --json",
            "  bellwether dead-letters list --reason truncated --limit 1 --show-bytes"
        })
final class DeadLettersListCommand implements Callable<Integer> {

    /** How long the server may read. */
    static final Duration READING = Duration.ofSeconds(60);

    @Mixin
    private final ServerOption server = new ServerOption();

    @Mixin
    private final LetterOptions which = new LetterOptions();

    @Option(names = "--json", description = "Print one letter a line, as JSON.")
    private boolean json;

    @Option(names = "--show-bytes", description = "Show the bytes of each letter too, in base64.")
    private boolean showBytes;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        ServerClient client = server.client();
        ServerClient.Question question = new ServerClient.Question("/v1/dead-letters");
        which.parameters(spec.commandLine(), Instant.now()).forEach(question::with);
        JsonNode answer = client.get(question, READING);
        Terminal terminal = Output.terminal(spec);
        if (json) {
            answer.path("letters")
                    .forEach(letter -> terminal.line(withBytes(letter, client).toString()));
            return ExitCode.OK;
        }
        long total = answer.path("total").asLong();
        if (total == 0) {
            terminal.line("No dead letters.");
            return ExitCode.OK;
        }
        print(answer, terminal);
        if (showBytes) {
            answer.path("letters")
                    .forEach(letter -> terminal.line(letter.path("letter").asText() + " "
                            + withBytes(letter, client).path("value").asText("")));
        }
        return ExitCode.OK;
    }

    private static void print(JsonNode answer, Terminal terminal) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("LETTER", "AT", "TOPIC", "APPLICATION", "BYTES", "REPLAYED", "REASON"));
        answer.path("letters").forEach(letter -> rows.add(row(letter)));
        Output.table(rows).forEach(terminal::line);
        long hidden = answer.path("total").asLong() - answer.path("letters").size();
        if (hidden > 0) {
            terminal.line("and " + Output.count(hidden) + " older ones: --limit shows more");
        }
        terminal.line("");
        terminal.line(terminal.bold("By reason"));
        answer.path("kinds")
                .forEach(kind -> terminal.line("  %8s  %s, %s: %s"
                        .formatted(
                                Output.count(kind.path("letters").asLong()),
                                kind.path("topic").asText(),
                                kind.path("application").asText(),
                                kind.path("reason").asText())));
    }

    private static List<String> row(JsonNode letter) {
        String size = Output.count(letter.path("bytes").asLong());
        return List.of(
                letter.path("letter").asText(),
                letter.path("at").asText(),
                letter.path("topic").asText() + "/" + letter.path("partition").asText() + "@"
                        + letter.path("offset").asText(),
                letter.path("application").asText(),
                letter.path("cut").asBoolean() ? size + ", cut" : size,
                replays(letter),
                letter.path("reason").asText());
    }

    private static String replays(JsonNode letter) {
        long before = letter.path("replays").asLong();
        String now = letter.path("replayed").asBoolean() ? "yes" : "no";
        return before == 0 ? now : now + ", " + before + " before";
    }

    private JsonNode withBytes(JsonNode letter, ServerClient client) {
        if (!showBytes) {
            return letter;
        }
        JsonNode whole = client.get(new ServerClient.Question(
                "/v1/dead-letters/" + letter.path("letter").asText()));
        ObjectNode both = letter.deepCopy();
        both.set("key", whole.path("key"));
        both.set("value", whole.path("value"));
        both.set("headers", whole.path("headers"));
        return both;
    }
}
