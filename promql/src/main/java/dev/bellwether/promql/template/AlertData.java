package dev.bellwether.promql.template;

import dev.bellwether.promql.text.GoFormat;
import dev.bellwether.promql.text.GoMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the template of an alert sees: {@code $labels}, {@code $externalLabels}, {@code $externalURL} and {@code $value}.
 *
 * @param labels of the sample that made the alert, with its metric's name if it has one
 * @param externalLabels of the server
 * @param externalUrl under which people reach the server, or empty
 * @param value of the sample: a {@link Double}, or a histogram, which is a {@link dev.bellwether.promql.text.GoObject}
 */
public record AlertData(
        Map<String, String> labels, Map<String, String> externalLabels, String externalUrl, Object value)
        implements Fields {

    /** Copies. */
    public AlertData {
        labels = Map.copyOf(labels);
        externalLabels = Map.copyOf(externalLabels);
    }

    @Override
    public Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new HashMap<>();
        fields.put("Labels", GoMap.ofStrings(labels));
        fields.put("ExternalLabels", GoMap.ofStrings(externalLabels));
        fields.put("ExternalURL", externalUrl);
        fields.put("Value", value);
        return fields;
    }

    @Override
    public String goType() {
        return "struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value interface {} }";
    }

    @Override
    public String print() {
        return "{" + GoFormat.print(GoMap.ofStrings(labels)) + " "
                + GoFormat.print(GoMap.ofStrings(externalLabels)) + " " + externalUrl + " "
                + GoFormat.print(value) + "}";
    }
}
