package dev.bellwether.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.alerting.rulefile.RulePublisher;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** {@code rules apply}, {@code list} and {@code remove}: the rule files that a server has. */
final class ServerRules {

    private static final String ROUTE = "/v1/rules";

    private final ServerClient server;
    private final Terminal terminal;
    private final boolean json;

    ServerRules(ServerClient server, Terminal terminal, boolean json) {
        this.server = server;
        this.terminal = terminal;
        this.json = json;
    }

    /** Each for itself: what is wrong with one keeps no other from its place. */
    int apply(List<Path> files) {
        int exitCode = ExitCode.OK;
        for (Map.Entry<String, Path> file : byName(files).entrySet()) {
            exitCode = Math.max(exitCode, apply(file.getKey(), file.getValue()));
        }
        return exitCode;
    }

    private static Map<String, Path> byName(List<Path> files) {
        Map<String, Path> byName = new LinkedHashMap<>();
        for (Path file : files) {
            Path other = byName.putIfAbsent(String.valueOf(file.getFileName()), file);
            if (other != null) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        other + " and " + file + " have the same name, by which a server knows a rule file");
            }
        }
        return byName;
    }

    private int apply(String name, Path file) {
        byte[] text;
        try {
            text = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return refused(name, List.of(file + ": no such file"));
        } catch (IOException e) {
            return refused(name, List.of(file + ": cannot be read: " + e.getMessage()));
        }
        if (text.length > RulePublisher.MAX_TEXT_BYTES) {
            return refused(
                    name,
                    List.of(file + ": " + text.length + " bytes (expected: at most " + RulePublisher.MAX_TEXT_BYTES
                            + "); make several files of it"));
        }
        return change(name, file.toString(), () -> server.put(path(name), text));
    }

    int remove(List<String> names) {
        int exitCode = ExitCode.OK;
        for (String name : names) {
            exitCode = Math.max(exitCode, change(name, name, () -> server.delete(path(name))));
        }
        return exitCode;
    }

    private static String path(String name) {
        return ROUTE + "/" + ServerClient.segment(name);
    }

    /** @param shown how messages call the file */
    private int change(String name, String shown, Supplier<JsonNode> asking) {
        try {
            JsonNode answer = asking.get();
            terminal.line(json ? answer.toString() : shown + ": " + words(answer));
            return ExitCode.OK;
        } catch (CommandFailure failure) {
            if (failure.problems().isEmpty()) {
                throw failure;
            }
            // the server knows its name only
            return refused(
                    name,
                    failure.problems().stream()
                            .map(problem ->
                                    problem.startsWith(name + ":") ? shown + problem.substring(name.length()) : problem)
                            .toList());
        }
    }

    private static String words(JsonNode answer) {
        String result = answer.path("result").asText();
        String since = answer.path("effectiveFrom").asText();
        return switch (result) {
            case "applied" -> "applied, in force from " + since;
            case "removed" -> "removed, in force until " + since;
            default -> result;
        };
    }

    private int refused(String name, List<String> problems) {
        if (json) {
            ObjectNode tree =
                    ServerClient.JSON.createObjectNode().put("file", name).put("result", "refused");
            problems.forEach(tree.putArray("problems")::add);
            terminal.line(tree.toString());
        } else {
            problems.forEach(terminal::note);
        }
        return ExitCode.FAILURE;
    }

    int list() {
        JsonNode answer = server.get(new ServerClient.Question(ROUTE));
        if (json) {
            answer.path("files").forEach(file -> terminal.line(file.toString()));
        } else if (answer.path("files").isEmpty()) {
            terminal.line("No rule files.");
        } else {
            Output.table(table(answer.path("files"))).forEach(terminal::line);
        }
        if (!answer.path("complete").asBoolean(true)) {
            terminal.note("note: the server is still reading what rules there are");
        }
        return ExitCode.OK;
    }

    private static List<List<String>> table(JsonNode files) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("FILE", "GROUPS", "RULES", "ORIGIN", "STATE", "FROM"));
        for (JsonNode file : files) {
            int rules = 0;
            for (JsonNode group : file.path("groups")) {
                rules += group.path("rules").asInt();
            }
            rows.add(List.of(
                    file.path("file").asText(),
                    Integer.toString(file.path("groups").size()),
                    Integer.toString(rules),
                    file.path("origin").asText(),
                    file.path("state").asText().replace('_', ' '),
                    file.path("effectiveFrom").asText()));
        }
        return rows;
    }
}
