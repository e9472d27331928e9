package dev.bellwether.promql.template;

import static dev.bellwether.promql.template.TemplateFunction.required;
import static dev.bellwether.promql.template.TemplateFunction.text;

import dev.bellwether.promql.template.TemplateFunction.FunctionFailure;
import dev.bellwether.promql.text.Durations;
import dev.bellwether.promql.text.GoMap;
import dev.bellwether.promql.text.GoStrings;
import java.net.URI;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The functions that Prometheus adds to Go's templates. */
final class PrometheusFunctions {

    private static final List<ParameterType> ANY = List.of(ParameterType.ANY);

    /** Those that need nothing but their arguments. */
    private static final Map<String, TemplateFunction> PURE = pure();

    /** All names, for reading a template without expanding it. */
    static final Set<String> NAMES = all(TemplateContext.EMPTY).keySet();

    private PrometheusFunctions() {}

    /** Go's functions and Prometheus', with what the latter need to know. */
    static Map<String, TemplateFunction> all(TemplateContext context) {
        Map<String, TemplateFunction> functions = new HashMap<>(Builtins.FUNCTIONS);
        functions.putAll(PURE);
        functions.put(
                "query",
                TemplateFunction.of(List.of(ParameterType.STRING), arguments -> query(context, text(arguments, 0))));
        functions.put("now", GoDuration.result(context.time().toEpochMilli() / 1000.0));
        functions.put("externalURL", GoDuration.result(context.externalUrl()));
        functions.put("pathPrefix", TemplateFunction.of(List.of(), arguments -> path(context.externalUrl())));
        return functions;
    }

    private static Map<String, TemplateFunction> pure() {
        Map<String, TemplateFunction> functions = new HashMap<>();
        functions.put(
                "first", TemplateFunction.of(List.of(ParameterType.SAMPLES), arguments -> first(arguments.get(0))));
        functions.put(
                "label",
                TemplateFunction.of(
                        List.of(ParameterType.STRING, ParameterType.SAMPLE),
                        arguments -> sample(arguments, 1).labels().getOrDefault(text(arguments, 0), "")));
        functions.put(
                "value",
                TemplateFunction.of(
                        List.of(ParameterType.SAMPLE),
                        arguments -> sample(arguments, 0).value()));
        functions.put(
                "strvalue",
                TemplateFunction.of(
                        List.of(ParameterType.SAMPLE),
                        arguments -> sample(arguments, 0).labels().getOrDefault("__value__", "")));
        functions.put(
                "sortByLabel",
                TemplateFunction.of(
                        List.of(ParameterType.STRING, ParameterType.SAMPLES), PrometheusFunctions::sortByLabel));
        functions.put("args", TemplateFunction.variadic(ANY, PrometheusFunctions::arguments));
        functions.put("safeHtml", TemplateFunction.ofText(text -> text));
        functions.put("title", TemplateFunction.ofText(Words::title));
        functions.put("toUpper", TemplateFunction.ofText(text -> text.toUpperCase(Locale.ROOT)));
        functions.put("toLower", TemplateFunction.ofText(text -> text.toLowerCase(Locale.ROOT)));
        functions.put("stripPort", TemplateFunction.ofText(HostPorts::stripPort));
        functions.put("stripDomain", TemplateFunction.ofText(HostPorts::stripDomain));
        functions.put("urlQueryEscape", TemplateFunction.ofText(Escapes::query));
        functions.put("graphLink", TemplateFunction.ofText(expression -> link(expression, 0)));
        functions.put("tableLink", TemplateFunction.ofText(expression -> link(expression, 1)));
        functions.put(
                "match",
                TemplateFunction.of(
                        List.of(ParameterType.STRING, ParameterType.STRING),
                        arguments -> RegularExpressions.matches(text(arguments, 0), text(arguments, 1))));
        functions.put(
                "reReplaceAll",
                TemplateFunction.of(
                        List.of(ParameterType.STRING, ParameterType.STRING, ParameterType.STRING),
                        arguments -> RegularExpressions.replaceAll(
                                text(arguments, 0), text(arguments, 1), text(arguments, 2))));
        functions.put("humanize", ofNumber(Humanize::decimal));
        functions.put("humanize1024", ofNumber(Humanize::binary));
        functions.put("humanizeDuration", ofNumber(Humanize::duration));
        functions.put("humanizePercentage", ofNumber(Humanize::percentage));
        functions.put("humanizeTimestamp", ofNumber(PrometheusFunctions::timestamp));
        functions.put("toTime", ofNumber(GoTime::ofSeconds));
        functions.put("toDuration", ofNumber(seconds -> new GoDuration((long) (seconds * 1e9), true)));
        functions.put(
                "parseDuration",
                TemplateFunction.of(List.of(ParameterType.STRING), arguments -> parseDuration(text(arguments, 0))));
        return Map.copyOf(functions);
    }

    private interface OfNumber {
        Object apply(double value) throws FunctionFailure;
    }

    private static TemplateFunction ofNumber(OfNumber body) {
        return TemplateFunction.of(ANY, arguments -> body.apply(Humanize.number(arguments.get(0))));
    }

    private static Object query(TemplateContext context, String expression) throws FunctionFailure {
        try {
            return new TemplateSamples(context.query().samplesOf(expression));
        } catch (TemplateContext.QueryFailure failure) {
            throw new FunctionFailure(String.valueOf(failure.getMessage()));
        }
    }

    private static Object first(@Nullable Object samples) throws FunctionFailure {
        if (samples instanceof TemplateSamples given && !given.samples().isEmpty()) {
            return given.samples().get(0);
        }
        throw new FunctionFailure("first() called on vector with no elements");
    }

    private static TemplateSample sample(List<@Nullable Object> arguments, int index) throws FunctionFailure {
        if (arguments.get(index) instanceof TemplateSample sample) {
            return sample;
        }
        throw new FunctionFailure("runtime error: invalid memory address or nil pointer dereference");
    }

    private static Object sortByLabel(List<@Nullable Object> arguments) {
        String label = text(arguments, 0);
        if (!(arguments.get(1) instanceof TemplateSamples given)) {
            return new TemplateSamples(List.of());
        }
        Comparator<TemplateSample> order =
                Comparator.comparing(sample -> sample.labels().getOrDefault(label, ""), GoStrings.BYTE_ORDER);
        return new TemplateSamples(given.samples().stream().sorted(order).toList());
    }

    private static Object arguments(List<@Nullable Object> arguments) {
        SortedMap<String, Object> named = new TreeMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i) != null) {
                named.put("arg" + i, required(arguments, i));
            }
        }
        return new GoMap("interface {}", named);
    }

    private static String link(String expression, int tab) {
        return "/graph?g0.expr=" + Escapes.query(expression) + "&g0.tab=" + tab;
    }

    private static String timestamp(double seconds) throws FunctionFailure {
        return Humanize.isSpecial(seconds)
                ? Humanize.fourDigits(seconds)
                : GoTime.ofSeconds(seconds).print();
    }

    private static Object parseDuration(String text) throws FunctionFailure {
        try {
            boolean negative = text.startsWith("-");
            double seconds =
                    Durations.parse(negative ? text.substring(1) : text).toMillis() / 1000.0;
            return negative ? -seconds : seconds;
        } catch (IllegalArgumentException malformed) {
            throw new FunctionFailure(String.valueOf(malformed.getMessage()));
        }
    }

    private static String path(String url) throws FunctionFailure {
        try {
            String path = URI.create(url).getPath();
            return path == null ? "" : path;
        } catch (IllegalArgumentException malformed) {
            throw new FunctionFailure("external URL: " + malformed.getMessage());
        }
    }
}
