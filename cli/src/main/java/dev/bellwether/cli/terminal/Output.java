package dev.bellwether.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;

/** How commands print: the terminal behind a picocli command, tables, numbers. */
public final class Output {

    /** Headings of columns that hold numbers. A version such as 2 is none. */
    private static final Set<String> NUMBERS = Set.of("REQ/S", "ERRORS", "P50", "P99");

    private Output() {}

    @SuppressWarnings("SystemConsoleNull") // Java 17: null where standard output is no terminal
    public static Terminal terminal(CommandLine.Model.CommandSpec spec) {
        Map<String, String> environment = System.getenv();
        boolean colour = Terminal.colourWanted(
                System.console() != null,
                environment.getOrDefault("NO_COLOR", ""),
                environment.getOrDefault("TERM", "dumb"));
        return new Terminal(spec.commandLine().getOut(), spec.commandLine().getErr(), colour);
    }

    /** Whether somebody watches standard output; progress is told to nobody else. */
    @SuppressWarnings("SystemConsoleNull") // Java 17: null where standard output is no terminal
    public static boolean isWatched() {
        return System.console() != null;
    }

    /** Rows with their columns aligned, the first one being the heading; numbers, known by their heading, to the right. */
    public static List<String> table(List<List<String>> rows) {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                String cell = row.get(i);
                String padding = " ".repeat(widths[i] - cell.length());
                boolean right = NUMBERS.contains(rows.get(0).get(i));
                line.append(right ? padding + cell : cell + padding).append("  ");
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    public static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.2f %%", ratio * 100);
    }

    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    public static String oneDecimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** Of something in a second: a trickle is not shown as nothing. */
    public static String rate(double perSecond) {
        return perSecond < 1 ? twoDecimals(perSecond) : oneDecimal(perSecond);
    }

    public static String twoDecimals(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
