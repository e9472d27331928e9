package dev.bellwether.promql.yaml;

import java.util.List;

/** A file that cannot be used, with everything that is wrong with it. */
public final class MalformedFileException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String file;
    private final transient List<Problem> problems;

    /**
     * The exception for a file.
     *
     * @throws IllegalArgumentException if there are no problems
     */
    public MalformedFileException(String file, List<Problem> problems) {
        super(String.join("\n", lines(file, problems)));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("problems: none (expected: at least one)");
        }
        this.file = file;
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, from top to bottom. */
    public List<Problem> problems() {
        return problems;
    }

    /** Each problem as {@code file:line:column: message}. */
    public List<String> lines() {
        return lines(file, problems);
    }

    private static List<String> lines(String file, List<Problem> problems) {
        return problems.stream().map(problem -> problem.in(file)).toList();
    }
}
