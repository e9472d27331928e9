package dev.bellwether.promql.template;

import dev.bellwether.promql.text.GoMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code if}, {@code and}, {@code or} and {@code not} take for true: all but false, zero, and what is empty or missing. */
final class Truth {

    private Truth() {}

    static boolean of(@Nullable Object value) {
        if (value == null) {
            return false;
        } else if (value instanceof Boolean truth) {
            return truth;
        } else if (value instanceof Long number) {
            return number != 0;
        } else if (value instanceof Double number) {
            return number != 0;
        } else if (value instanceof String text) {
            return !text.isEmpty();
        } else if (value instanceof GoMap map) {
            return !map.entries().isEmpty();
        } else if (value instanceof TemplateSamples samples) {
            return !samples.samples().isEmpty();
        } else if (value instanceof List<?> list) {
            return !list.isEmpty();
        }
        return true;
    }
}
