package dev.bellwether.promql.yaml;

import dev.bellwether.promql.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The keys and values of a mapping, taken one by one; what nobody takes is unknown. Reading never stops: a value that does not fit is told
 * and counts as not given.
 */
public final class YamlMapping {

    private final YamlNode node;
    private final String what;
    private final Problems problems;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private record Entry(Place keyPlace, YamlNode value) {}

    private YamlMapping(YamlNode node, String what, Problems problems) {
        this.node = node;
        this.what = what;
        this.problems = problems;
    }

    /**
     * Begins to read a mapping.
     *
     * @param what it is, for messages: {@code rule group}
     */
    public static YamlMapping of(YamlNode node, String what, Problems problems) {
        YamlMapping mapping = new YamlMapping(node, what, problems);
        if (!node.isMapping()) {
            problems.add(node.place(), what + ": expected keys with values, found a " + node.kind());
        } else if (!node.isNull()) {
            mapping.collect((MappingNode) node.node(), Collections.newSetFromMap(new IdentityHashMap<>()));
        }
        return mapping;
    }

    /** What stands here counts before what is merged in with {@code <<}. */
    private void collect(MappingNode from, Set<Node> merging) {
        if (!merging.add(from)) {
            return;
        }
        Map<String, Place> own = new LinkedHashMap<>();
        List<Node> merged = new ArrayList<>();
        for (NodeTuple tuple : from.getValue()) {
            YamlNode key = node.child(tuple.getKeyNode());
            Optional<String> name = key.text();
            if (name.isEmpty()) {
                problems.add(key.place(), what + ": expected a text as key, found a " + key.kind());
            } else if (name.get().equals("<<") && key.plain().isPresent()) {
                merged.add(tuple.getValueNode());
            } else if (own.containsKey(name.get())) {
                problems.add(key.place(), "key '" + name.get() + "' is already given at line " + line(own, name.get()));
            } else {
                own.put(name.get(), key.place());
                entries.putIfAbsent(name.get(), new Entry(key.place(), node.child(tuple.getValueNode())));
            }
        }
        merged.forEach(other -> merge(other, merging));
    }

    private static int line(Map<String, Place> places, String name) {
        return places.getOrDefault(name, Place.START).line();
    }

    private void merge(Node other, Set<Node> merging) {
        if (other instanceof MappingNode mapping) {
            collect(mapping, merging);
        } else if (other instanceof SequenceNode sequence
                && sequence.getValue().stream().allMatch(MappingNode.class::isInstance)) {
            sequence.getValue().forEach(each -> collect((MappingNode) each, merging));
        } else {
            problems.add(node.child(other).place(), what + ": '<<' merges keys with values, or a list of them");
        }
    }

    /** Where the mapping begins. */
    public Place place() {
        return node.place();
    }

    /** Where the value of a key begins; where the mapping begins if it is not there, or was taken. */
    public Place placeOf(String key) {
        Entry entry = entries.get(key);
        return entry == null ? place() : entry.value().place();
    }

    private Optional<YamlNode> take(String key) {
        return Optional.ofNullable(entries.remove(key)).map(Entry::value);
    }

    /** The node of a key, for those who look closer; without null. */
    public Optional<YamlNode> node(String key) {
        return take(key).filter(value -> !value.isNull());
    }

    /** A text; empty if it is not given, or null. */
    public Optional<String> text(String key) {
        return node(key).flatMap(value -> {
            Optional<String> text = value.text();
            if (text.isEmpty()) {
                problems.add(value.place(), "'" + key + "': expected a text, found a " + value.kind());
            }
            return text;
        });
    }

    /** A text that is read further. What the reader throws as {@link IllegalArgumentException} is told. */
    public <T> Optional<T> parsed(String key, Function<String, T> reader) {
        Place place = placeOf(key);
        return text(key).flatMap(text -> {
            try {
                return Optional.of(reader.apply(text));
            } catch (IllegalArgumentException malformed) {
                problems.add(place, "'" + key + "': " + malformed.getMessage());
                return Optional.empty();
            }
        });
    }

    /** A duration such as {@code 5m}. */
    public Optional<Duration> duration(String key) {
        return parsed(key, Durations::parse);
    }

    /** A number that stands without quotes. */
    public <T> Optional<T> number(String key, Function<String, T> reader) {
        Place place = placeOf(key);
        Optional<YamlNode> value = node(key);
        Optional<T> number = value.flatMap(YamlNode::plain).flatMap(text -> {
            try {
                return Optional.of(reader.apply(text.replace("_", "")));
            } catch (NumberFormatException malformed) {
                return Optional.empty();
            }
        });
        if (value.isPresent() && number.isEmpty()) {
            problems.add(
                    place,
                    "'" + key + "': expected a number, found "
                            + value.get()
                                    .text()
                                    .map(text -> "'" + text + "'")
                                    .orElse("a " + value.get().kind()));
        }
        return number;
    }

    /** {@code true} or {@code false}, in the spellings of YAML 1.1. */
    public boolean truth(String key) {
        return parsed(key, text -> switch (text) {
                    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON", "y", "Y" -> true;
                    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF", "n", "N" -> false;
                    default -> throw new IllegalArgumentException("expected true or false, found '" + text + "'");
                })
                .orElse(false);
    }

    /** The elements of a list; none if it is not given. */
    public List<YamlNode> list(String key) {
        return node(key)
                .flatMap(value -> {
                    Optional<List<YamlNode>> elements = value.elements();
                    if (elements.isEmpty()) {
                        problems.add(value.place(), "'" + key + "': expected a list, found a " + value.kind());
                    }
                    return elements;
                })
                .orElse(List.of());
    }

    /** Texts under names, with the place of each; none if it is not given. */
    public Map<String, YamlNode> texts(String key) {
        Optional<YamlNode> value = node(key);
        if (value.isEmpty()) {
            return Map.of();
        }
        Map<String, YamlNode> texts = new LinkedHashMap<>();
        YamlMapping.of(value.get(), "'" + key + "'", problems).entries.forEach((name, entry) -> {
            if (entry.value().text().isPresent()) {
                texts.put(name, entry.value());
            } else {
                problems.add(
                        entry.value().place(),
                        "'" + key + "': '" + name + "': expected a text, found a "
                                + entry.value().kind());
            }
        });
        return texts;
    }

    /** Tells of every key that was not taken, unless these are to be ignored. */
    public void refuseOthers() {
        entries.forEach(
                (key, entry) -> problems.addUnknownField(entry.keyPlace(), what + ": unknown field '" + key + "'"));
        entries.clear();
    }
}
