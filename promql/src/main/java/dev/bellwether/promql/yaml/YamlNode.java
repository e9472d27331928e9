package dev.bellwether.promql.yaml;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A value in a YAML file, with its place. */
public final class YamlNode {

    private final Node node;
    private final String file;

    YamlNode(Node node, String file) {
        this.node = node;
        this.file = file;
    }

    Node node() {
        return node;
    }

    /** Where it begins. */
    public Place place() {
        return node.getStartMark().map(YamlFile::place).orElse(Place.START);
    }

    /** Whether nothing stands there, or {@code null} or {@code ~}. */
    public boolean isNull() {
        return node.getTag().equals(Tag.NULL);
    }

    /** Its text as it stands in the file, be it a word, a number or a truth value; the empty text for null. */
    public Optional<String> text() {
        return node instanceof ScalarNode scalar ? Optional.of(isNull() ? "" : scalar.getValue()) : Optional.empty();
    }

    /** Its number, if it is one and stands without quotes. */
    Optional<String> plain() {
        return node instanceof ScalarNode scalar && scalar.getScalarStyle() == ScalarStyle.PLAIN
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }

    /** Its elements without those that are null; none for null. */
    public Optional<List<YamlNode>> elements() {
        if (isNull()) {
            return Optional.of(List.of());
        }
        return node instanceof SequenceNode sequence
                ? Optional.of(sequence.getValue().stream()
                        .map(this::child)
                        .filter(element -> !element.isNull())
                        .toList())
                : Optional.empty();
    }

    /** Whether it has keys and values; null counts as having none. */
    boolean isMapping() {
        return isNull() || node instanceof MappingNode;
    }

    /** What it is, for messages. */
    String kind() {
        return node.getNodeType().toString().toLowerCase(Locale.ROOT);
    }

    YamlNode child(Node child) {
        return new YamlNode(child, file);
    }

    /**
     * The place of a character of {@link #text()}, as far as it can be told: in a plain or quoted text on one line without escapes, and in
     * a block after {@code |}. Otherwise where the value begins.
     *
     * @param line within the text, from 1
     * @param column within that line, from 1
     */
    public Place placeInside(int line, int column) {
        Place start = place();
        if (!(node instanceof ScalarNode scalar)) {
            return start;
        }
        String text = scalar.getValue();
        if (scalar.getScalarStyle() == ScalarStyle.LITERAL) {
            OptionalInt indentation = indentation(start.line() + line);
            return indentation.isPresent() ? new Place(start.line() + line, indentation.getAsInt() + column) : start;
        }
        int quote = scalar.getScalarStyle() == ScalarStyle.PLAIN ? 0 : 1;
        return line == 1 && lineOf(start.line()).startsWith(text, start.column() - 1 + quote)
                ? new Place(start.line(), start.column() + quote + column - 1)
                : start;
    }

    private OptionalInt indentation(int fileLine) {
        String line = lineOf(fileLine);
        int blanks = line.length() - line.stripLeading().length();
        return line.isBlank() ? OptionalInt.empty() : OptionalInt.of(Math.min(blanks, blockIndentation()));
    }

    /** A block's first line that is not blank says how far all of it is indented. */
    private int blockIndentation() {
        int line = place().line() + 1;
        while (lineOf(line).isBlank() && line < place().line() + 1000) {
            line++;
        }
        String first = lineOf(line);
        return first.length() - first.stripLeading().length();
    }

    private String lineOf(int number) {
        return file.lines().skip(number - 1L).findFirst().orElse("");
    }
}
