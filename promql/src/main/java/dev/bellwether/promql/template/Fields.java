package dev.bellwether.promql.template;

import dev.bellwether.promql.text.GoObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value whose fields and methods templates can name. */
interface Fields extends GoObject {

    /** Its fields; a value may be null. */
    default Map<String, @Nullable Object> fields() {
        return Map.of();
    }

    /** Its methods. */
    default Map<String, TemplateFunction> methods() {
        return Map.of();
    }
}
