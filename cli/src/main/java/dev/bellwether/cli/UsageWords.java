package dev.bellwether.cli;

import dev.bellwether.cli.config.Secrets;
import dev.bellwether.cli.config.Slips;
import java.util.Collection;
import java.util.Locale;
import picocli.CommandLine;

/** What is wrong with how a command was called, in one line that says where to look. */
final class UsageWords {

    private UsageWords() {}

    /** What was written is repeated, but for names and passwords in addresses. */
    static String of(CommandLine.ParameterException exception) {
        String problem = exception instanceof CommandLine.UnmatchedArgumentException unmatched
                ? unknown(unmatched)
                : oneLine(String.valueOf(exception.getMessage()));
        return Secrets.hidden(problem) + "; see: "
                + exception.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    }

    private static String unknown(CommandLine.UnmatchedArgumentException exception) {
        CommandLine command = exception.getCommandLine();
        String word = oneLine(exception.getUnmatched().get(0));
        Collection<String> known = command.getSubcommands().keySet();
        String what = known.isEmpty() ? "unexpected argument: " : "unknown command: ";
        if (exception.isUnknownOption()) {
            known = command.getCommandSpec().optionsMap().keySet();
            what = "unknown option: ";
        }
        return what
                + word
                + Slips.nearest(word, known)
                        .map(name -> " (did you mean " + name + "?)")
                        .orElse("");
    }

    /** Picocli begins its sentences with a capital letter. */
    private static String oneLine(String text) {
        String line = String.join(" ", text.lines().map(String::strip).toList());
        return line.startsWith("Missing") || line.startsWith("Invalid") || line.startsWith("Expected")
                ? line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1)
                : line;
    }
}
