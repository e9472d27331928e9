package dev.bellwether.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** A command that was run in this process: how it ended, and what it printed. */
record Run(int code, String out, String err) {

    static Run of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Bellwether.commandLine(new PrintWriter(out), new PrintWriter(err))
                .execute(arguments);
        return new Run(code, out.toString(), err.toString());
    }

    List<String> outLines() {
        return out.lines().toList();
    }

    List<String> errLines() {
        return err.lines().toList();
    }
}
