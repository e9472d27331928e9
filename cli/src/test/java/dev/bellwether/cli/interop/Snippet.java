package dev.bellwether.cli.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that the project's README shows, made to run against a Bellwether on other ports, and nothing else changed. */
record Snippet(String text) {

    private static final Path README = Path.of("..", "README.md");

    /** The one code block in this language that reads facts. */
    static Snippet readingFacts(String language) throws IOException {
        Matcher blocks =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(README));
        List<String> found = blocks.results()
                .map(block -> block.group(1))
                .filter(block -> block.contains("bellwether.verdicts"))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("blocks in " + language + " that read facts: " + found.size() + " (expected: 1)");
        }
        return new Snippet(found.get(0));
    }

    Snippet readingFrom(String kafka, String registry, List<String> topics) {
        return replace("\"127.0.0.1:9092\"", "\"" + kafka + "\"")
                .replace("\"http://127.0.0.1:8081\"", "\"" + registry + "\"")
                .replace("[\"bellwether.verdicts\"]", "[\"" + String.join("\", \"", topics) + "\"]");
    }

    private Snippet replace(String shown, String actual) {
        if (text.split(Pattern.quote(shown), -1).length != 2) {
            throw new AssertionError(shown + " does not stand exactly once in:\n" + text);
        }
        return new Snippet(text.replace(shown, actual));
    }
}
