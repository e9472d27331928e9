package dev.bellwether.schemas;

import static java.util.Objects.requireNonNull;

/**
 * Something that an existing topic has otherwise than Bellwether needs it.
 *
 * @param topic name of the topic
 * @param severity whether Bellwether can run with it
 * @param problem what is found, what is expected, and what follows from it
 * @param fix the command that puts it right
 */
public record TopicFinding(String topic, Severity severity, String problem, String fix) {

    /** Whether Bellwether can run with what was found. */
    public enum Severity {
        /** It can, less well. */
        WARNING,
        /** Facts would be lost or wrong. */
        REFUSAL
    }

    public TopicFinding {
        requireNonNull(topic, "topic");
        requireNonNull(severity, "severity");
        requireNonNull(problem, "problem");
        requireNonNull(fix, "fix");
    }

    @Override
    public String toString() {
        return "topic " + topic + ": " + problem + "\n  fix: " + fix;
    }
}
