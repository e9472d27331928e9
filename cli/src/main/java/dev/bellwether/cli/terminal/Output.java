package dev.bellwether.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** How commands print: the terminal behind a picocli command, tables, numbers. */
public final class Output {

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

    /** Rows with their columns aligned, the first one being the heading; numbers to the right. */
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
                boolean right = rows.size() > 1 && isNumber(rows.get(1).get(i));
                line.append(right ? padding + cell : cell + padding).append("  ");
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private static boolean isNumber(String text) {
        return text.matches("[0-9.,]+( ?(%|ms|/s))?") || text.equals("-");
    }

    public static String percent(double ratio) {
        return "%.2f %%".formatted(ratio * 100);
    }

    public static String count(long count) {
        return "%,d".formatted(count);
    }
}
