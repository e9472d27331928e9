package dev.bellwether.cli.terminal;

import java.io.PrintWriter;

/**
 * Where a command prints. Colour only where standard output is a terminal, and neither {@code NO_COLOR} nor {@code TERM=dumb}
 * speaks against it.
 */
public final class Terminal {

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean colour;

    public Terminal(PrintWriter out, PrintWriter err, boolean colour) {
        this.out = out;
        this.err = err;
        this.colour = colour;
    }

    public static boolean colourWanted(boolean interactive, String noColor, String term) {
        return interactive && noColor.isEmpty() && !term.equals("dumb");
    }

    /** A line on standard output, flushed. */
    public void line(String text) {
        out.println(text);
        out.flush();
    }

    /** A line on standard error, flushed: progress and trouble, never results. */
    public void note(String text) {
        err.println(text);
        err.flush();
    }

    /** Whether the reader of standard output went away. */
    public boolean closed() {
        return out.checkError();
    }

    public boolean hasColour() {
        return colour;
    }

    public String bold(String text) {
        return styled("1", text);
    }

    public String dim(String text) {
        return styled("2", text);
    }

    public String red(String text) {
        return styled("31", text);
    }

    public String green(String text) {
        return styled("32", text);
    }

    public String yellow(String text) {
        return styled("33", text);
    }

    private String styled(String code, String text) {
        return colour ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}
