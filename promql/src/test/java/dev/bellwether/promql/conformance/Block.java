package dev.bellwether.promql.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A command of a script, and the lines that belong to it.
 *
 * @param line number of its first line, from 1
 * @param lines trimmed, none of them empty; the first is the command
 */
record Block(int line, List<String> lines) {

    Block {
        lines = List.copyOf(lines);
    }

    String command() {
        return lines.get(0).split("\\s+", 2)[0].toLowerCase(Locale.ROOT);
    }

    /** An empty line ends a block, and so does a comment. */
    static List<Block> of(String script) {
        List<Block> blocks = new ArrayList<>();
        List<String> current = new ArrayList<>();
        int start = 0;
        String[] lines = script.split("\n", -1);
        for (int i = 0; i <= lines.length; i++) {
            String line = i == lines.length ? "" : lines[i].trim();
            if (line.isEmpty() || line.startsWith("#")) {
                if (!current.isEmpty()) {
                    blocks.addAll(split(start, current));
                    current = new ArrayList<>();
                }
            } else {
                if (current.isEmpty()) {
                    start = i + 1;
                }
                current.add(line);
            }
        }
        return blocks;
    }

    /** A bare number ends an eval, and {@code clear} is one line, whatever follows. */
    private static List<Block> split(int start, List<String> lines) {
        List<Block> blocks = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < lines.size(); i++) {
            boolean ends = i == lines.size() - 1
                    || lines.get(i).equals("clear")
                    || i > from && lines.get(from).startsWith("eval") && Expectations.isNumber(lines.get(i));
            if (ends) {
                blocks.add(new Block(start + from, lines.subList(from, i + 1)));
                from = i + 1;
            }
        }
        return blocks;
    }
}
