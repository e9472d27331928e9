package dev.bellwether.promql.template;

import dev.bellwether.promql.text.GoFormat;
import dev.bellwether.promql.text.GoMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sample as templates see it.
 *
 * @param value a {@link Double}, or a histogram that prints itself
 */
public record TemplateSample(Map<String, String> labels, Object value) implements Fields {

    /** Copies. */
    public TemplateSample {
        labels = Map.copyOf(labels);
    }

    @Override
    public Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("Labels", GoMap.ofStrings(labels));
        fields.put("Value", value);
        return fields;
    }

    @Override
    public String goType() {
        return "*template.sample";
    }

    @Override
    public String print() {
        return "{" + GoFormat.print(GoMap.ofStrings(labels)) + " " + GoFormat.print(value) + "}";
    }
}
