package dev.bellwether.telemetry.prometheus;

import dev.bellwether.telemetry.otlp.AttributeList;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Attributes as labels. Where several keys become one label, it has all their values, in the order of the keys. */
final class AttributeLabels {

    private static final String SEPARATOR = ";";

    private final LabelNamer namer;

    AttributeLabels(LabelNamer namer) {
        this.namer = namer;
    }

    /**
     * Adds the labels of these attributes. Of attributes with the same key the first one counts.
     *
     * @param prefix what their names begin with
     * @param keys which attributes
     * @return whether all of them have a name; those that have none are left out
     */
    boolean add(AttributeList attributes, String prefix, Predicate<String> keys, Map<String, String> into)
            throws MalformedOtlpException {
        SortedMap<String, String> values = new TreeMap<>();
        for (int index = 0; index < attributes.size(); index++) {
            String key = attributes.key(index).toString();
            if (keys.test(key) && !values.containsKey(key)) {
                values.put(key, attributes.value(index).representation());
            }
        }
        boolean named = true;
        SortedMap<String, String> labels = new TreeMap<>();
        for (Map.Entry<String, String> value : values.entrySet()) {
            String name = namer.name(prefix + value.getKey());
            if (name.isEmpty()) {
                named = false;
            } else {
                labels.merge(name, value.getValue(), (before, next) -> before + SEPARATOR + next);
            }
        }
        into.putAll(labels);
        return named;
    }
}
