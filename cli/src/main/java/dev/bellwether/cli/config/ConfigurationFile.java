package dev.bellwether.cli.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads settings from YAML 1.2. Groups may be nested ({@code ingest: {grpc-port: 4317}}) or written out ({@code
 * ingest.grpc-port: 4317}); a list stands for its items with commas between them.
 */
public final class ConfigurationFile {

    private static final int MAX_BYTES = 1 << 20;

    /** What follows the words with which the parser leads to a name; elsewhere it repeats a single character at most. */
    private static final Pattern REPEATED = Pattern.compile("(?<=\\b(?:alias|anchor|handle|key|UTF-8:) ).+");

    private final Path file;
    private final List<Entry> entries = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> places = new HashMap<>();

    private ConfigurationFile(Path file) {
        this.file = file;
    }

    /**
     * A setting in a file.
     *
     * @param place {@code file:line:column} of its key, from 1
     */
    public record Entry(String key, String text, String place) {}

    /**
     * What stands in a file.
     *
     * @param entries in the order of the file
     * @param problems what could not be read, each in one line with its place
     */
    public record Contents(List<Entry> entries, List<String> problems) {

        /** No file. */
        public static final Contents NONE = new Contents(List.of(), List.of());

        public Contents {
            entries = List.copyOf(entries);
            problems = List.copyOf(problems);
        }
    }

    /** Reads a file. What is wrong with it is in the answer, so that it can be said together with what is wrong elsewhere. */
    public static Contents read(Path file) {
        ConfigurationFile reading = new ConfigurationFile(file);
        try {
            reading.compose().ifPresent(root -> reading.collect("", root, reading.place(root.getStartMark())));
        } catch (NoSuchFileException e) {
            reading.problems.add(file + ": there is no such file");
        } catch (CharacterCodingException e) {
            reading.problems.add(file + ": is not UTF-8");
        } catch (IOException e) {
            reading.problems.add(file + ": cannot be read: " + e.getMessage());
        } catch (MarkedYamlEngineException e) {
            reading.problems.add(reading.place(e.getProblemMark()) + ": " + withoutText(e.getProblem()));
        } catch (YamlEngineException e) {
            reading.problems.add(file + ": "
                    + String.valueOf(e.getMessage())
                            .lines()
                            .findFirst()
                            .map(ConfigurationFile::withoutText)
                            .orElse("is not YAML"));
        }
        return new Contents(reading.entries, reading.problems);
    }

    /** What the parser says, without the words of the file that it repeats: they may be half a password. */
    private static String withoutText(String problem) {
        return REPEATED.matcher(problem).replaceAll("***");
    }

    private Optional<Node> compose() throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("it has more than " + MAX_BYTES + " bytes");
        }
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setAllowNonScalarKeys(true) // refused below, with their place
                .build();

        return new Compose(settings).composeReader(new StringReader(Files.readString(file)));
    }

    private void collect(String key, Node node, String place) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                String inner = place(tuple.getKeyNode().getStartMark());
                if (tuple.getKeyNode() instanceof ScalarNode word) {
                    collect(key.isEmpty() ? word.getValue() : key + "." + word.getValue(), tuple.getValueNode(), inner);
                } else {
                    problems.add(inner + ": a key must be a word");
                }
            }
        } else if (key.isEmpty()) {
            problems.add(place + ": expected settings, one a line, such as \"ingest.grpc-port: 4317\"");
        } else if (node instanceof ScalarNode scalar) {
            add(key, scalar.getValue(), place);
        } else if (node instanceof SequenceNode sequence) {
            add(key, items(key, sequence), place);
        } else {
            problems.add(place + ": " + key + ": expected a plain value");
        }
    }

    private String items(String key, SequenceNode sequence) {
        List<String> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            if (item instanceof ScalarNode scalar) {
                items.add(scalar.getValue());
            } else {
                problems.add(place(item.getStartMark()) + ": " + key + ": expected a plain value");
            }
        }
        return String.join(",", items);
    }

    private void add(String key, String text, String place) {
        String earlier = places.putIfAbsent(key, place);
        if (earlier == null) {
            entries.add(new Entry(key, text, place));
        } else {
            problems.add(place + ": " + key + " is set a second time (the first is at " + earlier + ")");
        }
    }

    private String place(Optional<Mark> mark) {
        return mark.map(at -> file + ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1))
                .orElse(file.toString());
    }
}
