package dev.bellwether.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes dead letters back. */
@Command(
        name = "replay",
        description = {
            "Writes dead letters back to the topic and partition where they came from, oldest first.",
            "Without --yes it only says what it would do. Each letter is written back once, and then marked, both or neither;"
                    + " the application that could not read it reads it again, the others pass it over."
        },
        footer = {
            "",
            "Refused unless forced: what was written back already, or three times before,",
            "and what comes from a topic of Bellwether's own facts.",
            "Exit codes: 0 done, or nothing to do; 1 refused or failed; 64 wrong usage.",
            "",
            "Examples:",
            "  bellwether dead-letters replay --topic otlp_spans --since 2h",
            "  bellwether dead-letters replay --topic otlp_spans --since 2h --yes",
            "  bellwether dead-letters replay --letter 3/1745 --yes"
        })
final class DeadLettersReplayCommand implements Callable<Integer> {

    private static final List<String> GOOD = List.of("replayed", "would_be_replayed");

    @Mixin
    private final ServerOption server = new ServerOption();

    @Mixin
    private final LetterOptions which = new LetterOptions();

    @Option(
            names = "--letter",
            paramLabel = "LETTER",
            description = "Only this one, as 'dead-letters list' names it: 3/1745. May be repeated.")
    private List<String> letters = List.of();

    @Option(names = "--all", description = "All there are: needed where nothing else says which.")
    private boolean all;

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    @Option(names = "--force", description = "Also what would be refused, where that is possible.")
    private boolean force;

    @Option(names = "--json", description = "Print the server's answer as it is.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (which.isEmpty() && letters.isEmpty() && !all) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "which letters? Say --topic, --application, --reason, --since, --letter or --all");
        }
        JsonNode answer = server.client().post("/v1/dead-letters/replay", order(), DeadLettersListCommand.READING);
        Terminal terminal = Output.terminal(spec);
        if (json) {
            terminal.line(answer.toString());
        } else {
            print(answer, terminal);
        }
        return !yes || allGood(answer) ? ExitCode.OK : ExitCode.FAILURE;
    }

    private ObjectNode order() {
        ObjectNode order = ServerClient.JSON.createObjectNode();
        which.parameters(spec.commandLine(), Instant.now()).forEach(order::put);
        if (!letters.isEmpty()) {
            ArrayNode places = order.putArray("letter");
            letters.forEach(places::add);
        }
        return order.put("dryRun", !yes).put("force", force);
    }

    private void print(JsonNode answer, Terminal terminal) {
        Map<String, Integer> counts = new TreeMap<>();
        answer.path("letters").forEach(letter -> {
            String result = letter.path("result").asText().replace('_', ' ');
            counts.merge(result, 1, Integer::sum);
            String why = letter.path("why").asText("");
            terminal.line("%s  %s/%s@%s for %s: %s%s"
                    .formatted(
                            letter.path("letter").asText(),
                            letter.path("topic").asText(),
                            letter.path("partition").asText(),
                            letter.path("offset").asText(),
                            letter.path("application").asText(),
                            result,
                            why.isEmpty() ? "" : ", " + why));
        });
        terminal.line(
                counts.isEmpty()
                        ? "No letter to write back."
                        : String.join(
                                ", ",
                                counts.entrySet().stream()
                                        .map(count -> count.getValue() + " " + count.getKey())
                                        .toList()));
        long more = answer.path("more").asLong();
        if (more > 0) {
            terminal.line("and " + Output.count(more) + " more: run it again, or with a greater --limit");
        }
        if (!yes && !counts.isEmpty()) {
            terminal.note("note: nothing was written; --yes does it");
        }
    }

    private static boolean allGood(JsonNode answer) {
        for (JsonNode letter : answer.path("letters")) {
            if (!GOOD.contains(letter.path("result").asText())) {
                return false;
            }
        }
        return true;
    }
}
