package dev.bellwether.alerting.rulefile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellwether.alerting.rulebook.FileVersion.Origin;
import dev.bellwether.alerting.rulebook.RuleReading;
import dev.bellwether.alerting.rulebook.UnansweredRulesException;
import dev.bellwether.promql.yaml.MalformedFileException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A rule file as somebody wants to have it.
 *
 * @param file its name
 * @param text its content
 */
record RuleText(String file, String text) {

    private static final int MAX_NAME = 200;

    /** Names are a part of keys, where a semicolon ends them, and of paths. */
    private static final Pattern NAME = Pattern.compile("[^;/\\\\\\p{Cntrl}]{1," + MAX_NAME + "}");

    /** What is wrong with a name; empty where nothing is. */
    static List<String> nameProblems(String file) {
        return NAME.matcher(file).matches() && !file.isBlank()
                ? List.of()
                : List.of("file name: \"" + file + "\" (expected: 1 to " + MAX_NAME
                        + " characters, without / \\ ; and control characters)");
    }

    boolean isTooLarge() {
        return text.getBytes(UTF_8).length > RulePublisher.MAX_TEXT_BYTES;
    }

    String tooLarge(String shown) {
        return shown + ": " + text.getBytes(UTF_8).length + " bytes (expected: at most " + RulePublisher.MAX_TEXT_BYTES
                + ", which fit into a record; write several files)";
    }

    /**
     * All that is wrong with the text, each in a line; empty where it can be used.
     *
     * @param shown how messages call the file
     */
    List<String> problems(RuleReading reading, String shown) {
        try {
            reading.read(file, text, 0, Origin.API);
            return List.of();
        } catch (MalformedFileException e) {
            return e.problems().stream().map(problem -> problem.in(shown)).toList();
        } catch (UnansweredRulesException e) {
            return e.problems().stream().map(problem -> shown + ": " + problem).toList();
        }
    }
}
