package dev.bellwether.promql.template;

import org.jspecify.annotations.Nullable;

/** The types of parameters; each accepts what Go's template engine would pass. */
enum ParameterType {
    ANY("interface {}"),
    STRING("string"),
    INTEGER("int"),
    DURATION("time.Duration"),
    SAMPLE("*template.sample"),
    SAMPLES("template.queryResult"),
    TIME("time.Time");

    private final String goName;

    ParameterType(String goName) {
        this.goName = goName;
    }

    String goName() {
        return goName;
    }

    boolean accepts(@Nullable Object value) {
        if (value == null) {
            return this == ANY || this == SAMPLE || this == SAMPLES;
        }
        return switch (this) {
            case ANY -> true;
            case STRING -> value instanceof String;
            case INTEGER -> value instanceof Long;
            case DURATION -> value instanceof GoDuration;
            case SAMPLE -> value instanceof TemplateSample;
            case SAMPLES -> value instanceof TemplateSamples;
            case TIME -> value instanceof GoTime;
        };
    }
}
