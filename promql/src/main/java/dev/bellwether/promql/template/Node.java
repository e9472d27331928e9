package dev.bellwether.promql.template;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tree of a template. Nodes print as Go prints them, since messages quote them. */
sealed interface Node {

    /** Of the first character, in the template's text. */
    int position();

    /** What is written, or decides what is. */
    sealed interface Statement extends Node {}

    /** What has a value. */
    sealed interface Operand extends Node {}

    record Text(int position, String text) implements Statement {}

    record Action(int position, Pipeline pipeline) implements Statement {}

    record If(int position, Pipeline condition, List<Statement> body, List<Statement> otherwise) implements Statement {}

    record With(int position, Pipeline value, List<Statement> body, List<Statement> otherwise) implements Statement {}

    record Range(int position, Pipeline values, List<Statement> body, List<Statement> otherwise) implements Statement {
        @Override
        public String toString() {
            return "{{range " + values + "}}"
                    + body.stream().map(Object::toString).collect(Collectors.joining()) + "{{end}}";
        }
    }

    record Break(int position) implements Statement {}

    record Continue(int position) implements Statement {}

    record Call(int position, String name, @Nullable Pipeline argument) implements Statement {
        @Override
        public String toString() {
            return "{{template \"" + name + '"' + (argument == null ? "" : " " + argument) + "}}";
        }
    }

    /**
     * Commands, each of which gets the value of the one before as its last argument.
     *
     * @param variables that take the value of the last one
     * @param assigns whether the variables exist already
     */
    record Pipeline(int position, List<String> variables, boolean assigns, List<Command> commands) implements Operand {
        @Override
        public String toString() {
            String declared = variables.isEmpty() ? "" : String.join(", ", variables) + (assigns ? " = " : " := ");
            return declared + commands.stream().map(Command::toString).collect(Collectors.joining(" | "));
        }
    }

    record Command(int position, List<Operand> operands) implements Node {
        @Override
        public String toString() {
            return operands.stream().map(Node::inParentheses).collect(Collectors.joining(" "));
        }
    }

    record Function(int position, String name) implements Operand {
        @Override
        public String toString() {
            return name;
        }
    }

    record Dot(int position) implements Operand {
        @Override
        public String toString() {
            return ".";
        }
    }

    record Nil(int position) implements Operand {
        @Override
        public String toString() {
            return "nil";
        }
    }

    record Variable(int position, String name, List<String> fields) implements Operand {
        @Override
        public String toString() {
            return name + dotted(fields);
        }
    }

    record Field(int position, List<String> fields) implements Operand {
        @Override
        public String toString() {
            return dotted(fields);
        }
    }

    record Chain(int position, Operand receiver, List<String> fields) implements Operand {
        @Override
        public String toString() {
            return inParentheses(receiver) + dotted(fields);
        }
    }

    record BooleanConstant(int position, boolean value) implements Operand {
        @Override
        public String toString() {
            return String.valueOf(value);
        }
    }

    /** A number: {@link Long} or {@link Double}, as its spelling says. */
    record NumberConstant(int position, String text, Object value) implements Operand {
        @Override
        public String toString() {
            return text;
        }
    }

    record StringConstant(int position, String quoted, String value) implements Operand {
        @Override
        public String toString() {
            return quoted;
        }
    }

    /** All templates of one text: its own under {@code ""}, and those it defines. */
    record Forest(Map<String, List<Statement>> trees) {}

    private static String dotted(List<String> fields) {
        return fields.stream().map(field -> "." + field).collect(Collectors.joining());
    }

    private static String inParentheses(Node node) {
        return node instanceof Pipeline ? "(" + node + ")" : node.toString();
    }
}
