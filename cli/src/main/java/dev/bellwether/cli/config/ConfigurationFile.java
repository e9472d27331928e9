package dev.bellwether.cli.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    private ConfigurationFile() {}

    /**
     * A setting in a file.
     *
     * @param place {@code file:line:column}, from 1
     */
    public record Entry(String key, String text, String place) {}

    /** @throws ConfigurationException if there is no such file, or it is not YAML, or not a mapping to plain values */
    public static List<Entry> read(Path file) throws ConfigurationException {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file.toString())
                .setCodePointLimit(MAX_BYTES)
                .setAllowDuplicateKeys(false)
                .build();
        try (Reader reader = Files.newBufferedReader(file)) {
            Optional<Node> root = new Compose(settings).composeReader(reader);
            List<Entry> entries = new ArrayList<>();
            List<String> problems = new ArrayList<>();
            root.ifPresent(node -> collect("", node, file, entries, problems));
            if (!problems.isEmpty()) {
                throw new ConfigurationException(problems);
            }
            return entries;
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(List.of(file + ": there is no such file"));
        } catch (IOException e) {
            throw new ConfigurationException(List.of(file + ": cannot be read: " + e.getMessage()));
        } catch (MarkedYamlEngineException e) {
            throw new ConfigurationException(List.of(place(file, e.getProblemMark()) + ": " + e.getProblem()));
        } catch (YamlEngineException e) {
            throw new ConfigurationException(List.of(file + ": " + e.getMessage()));
        }
    }

    private static void collect(String prefix, Node node, Path file, List<Entry> entries, List<String> problems) {
        String place = place(file, node.getStartMark());
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key) {
                    String name = prefix.isEmpty() ? key.getValue() : prefix + "." + key.getValue();
                    collect(name, tuple.getValueNode(), file, entries, problems);
                } else {
                    problems.add(place + ": a key must be a word");
                }
            }
        } else if (prefix.isEmpty()) {
            problems.add(place + ": expected settings, one a line, such as \"ingest.grpc-port: 4317\"");
        } else if (node instanceof ScalarNode scalar) {
            entries.add(new Entry(prefix, scalar.getValue(), place));
        } else if (node instanceof SequenceNode sequence) {
            List<String> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                if (item instanceof ScalarNode scalar) {
                    items.add(scalar.getValue());
                } else {
                    problems.add(place(file, item.getStartMark()) + ": " + prefix + ": expected a plain value");
                }
            }
            entries.add(new Entry(prefix, String.join(",", items), place));
        }
    }

    private static String place(Path file, Optional<Mark> mark) {
        return mark.map(at -> file + ":" + (at.getLine() + 1) + ":" + (at.getColumn() + 1))
                .orElse(file.toString());
    }
}
