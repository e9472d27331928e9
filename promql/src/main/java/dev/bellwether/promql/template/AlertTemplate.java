package dev.bellwether.promql.template;

import static java.util.Objects.requireNonNull;

/**
 * The template of an alert's label or annotation. It knows the variables {@code $labels}, {@code $externalLabels},
 * {@code $externalURL} and {@code $value}.
 *
 * <p>Immutable. Reading finds what is wrong with the text: its grammar, functions and variables that do not exist. What depends on values
 * (a number where a text is wanted, {@code first} of nothing) is found when it is expanded.
 */
public final class AlertTemplate {

    /** Go has no variables from outside, so Prometheus writes these before each text; positions in its messages count them. */
    private static final String DEFINITIONS = "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}"
            + "{{$externalURL := .ExternalURL}}{{$value := .Value}}";

    private final SourceText source;
    private final Node.Forest forest;

    private AlertTemplate(SourceText source, Node.Forest forest) {
        this.source = source;
        this.forest = forest;
    }

    /**
     * Reads a template.
     *
     * @param alert the name of the alert, for messages
     * @throws TemplateException with line and column in the text
     */
    public static AlertTemplate parse(String alert, String text) throws TemplateException {
        requireNonNull(alert, "alert");
        requireNonNull(text, "text");
        SourceText source = new SourceText("__alert_" + alert, DEFINITIONS + text, DEFINITIONS.length());
        return new AlertTemplate(source, Parser.parse(source, PrometheusFunctions.NAMES));
    }

    /** How messages call it. */
    public String name() {
        return source.name();
    }

    /** The template as it is written. */
    public String text() {
        return source.text().substring(DEFINITIONS.length());
    }

    /**
     * The text for one alert.
     *
     * @throws TemplateException where a function fails, or values have the wrong type
     */
    public String expand(AlertData data, TemplateContext context) throws TemplateException {
        return Execution.run(source, forest, PrometheusFunctions.all(context), data);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AlertTemplate that && source.equals(that.source);
    }

    @Override
    public int hashCode() {
        return source.hashCode();
    }

    @Override
    public String toString() {
        return text();
    }
}
