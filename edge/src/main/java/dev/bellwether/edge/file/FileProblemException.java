package dev.bellwether.edge.file;

import java.util.List;

/** Files that the edge needs cannot be used. Each problem is a line that names the setting and the file, and holds none of its secrets. */
public final class FileProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    public FileProblemException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    public FileProblemException(String setting, Object file, String problem) {
        this(List.of(setting + ": " + file + ": " + problem));
    }

    public List<String> problems() {
        return problems;
    }
}
