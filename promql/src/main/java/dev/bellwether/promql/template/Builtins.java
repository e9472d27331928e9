package dev.bellwether.promql.template;

import static dev.bellwether.promql.template.TemplateFunction.required;

import dev.bellwether.promql.template.TemplateFunction.FunctionFailure;
import dev.bellwether.promql.text.GoFormat;
import dev.bellwether.promql.text.GoMap;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The functions that every template of Go has. */
final class Builtins {

    private static final List<ParameterType> ANY = List.of(ParameterType.ANY);
    private static final List<ParameterType> TWO = List.of(ParameterType.ANY, ParameterType.ANY);

    static final Map<String, TemplateFunction> FUNCTIONS = Map.ofEntries(
            // these two decide how many of their arguments are evaluated: Evaluation runs them
            Map.entry("and", TemplateFunction.variadic(TWO, Builtins::unreachable)),
            Map.entry("or", TemplateFunction.variadic(TWO, Builtins::unreachable)),
            Map.entry("not", TemplateFunction.of(ANY, arguments -> !Truth.of(arguments.get(0)))),
            Map.entry("eq", TemplateFunction.variadic(TWO, Comparison::equalToAny)),
            Map.entry("ne", TemplateFunction.of(TWO, arguments -> !Comparison.equalToAny(arguments))),
            Map.entry("lt", comparison((less, equal) -> less)),
            Map.entry("le", comparison((less, equal) -> less || equal)),
            Map.entry("gt", comparison((less, equal) -> !less && !equal)),
            Map.entry("ge", comparison((less, equal) -> !less)),
            Map.entry("len", TemplateFunction.of(ANY, arguments -> length(arguments.get(0)))),
            Map.entry("index", TemplateFunction.variadic(TWO, Builtins::index)),
            Map.entry("slice", TemplateFunction.variadic(TWO, Builtins::slice)),
            Map.entry("call", TemplateFunction.variadic(TWO, Builtins::call)),
            Map.entry("print", TemplateFunction.variadic(ANY, GoFormat::sprint)),
            Map.entry("println", TemplateFunction.variadic(ANY, GoFormat::sprintln)),
            Map.entry(
                    "printf",
                    TemplateFunction.variadic(List.of(ParameterType.STRING, ParameterType.ANY), Builtins::printf)),
            Map.entry("html", TemplateFunction.variadic(ANY, values -> Escapes.html(GoFormat.sprint(values)))),
            Map.entry("js", TemplateFunction.variadic(ANY, values -> Escapes.javaScript(GoFormat.sprint(values)))),
            Map.entry("urlquery", TemplateFunction.variadic(ANY, values -> Escapes.query(GoFormat.sprint(values)))));

    private Builtins() {}

    private interface Order {
        boolean holds(boolean less, boolean equal);
    }

    private static TemplateFunction comparison(Order order) {
        return TemplateFunction.of(TWO, arguments -> {
            boolean less = Comparison.less(arguments.get(0), arguments.get(1));
            boolean equal = !less && Comparison.equalToAny(arguments);
            return order.holds(less, equal);
        });
    }

    private static Object unreachable(List<@Nullable Object> arguments) {
        throw new IllegalStateException("and, or: not evaluated like other functions");
    }

    private static Object printf(List<@Nullable Object> arguments) throws FunctionFailure {
        try {
            return GoFormat.sprintf((String) required(arguments, 0), arguments.subList(1, arguments.size()));
        } catch (UnsupportedOperationException unsupported) {
            throw new FunctionFailure(String.valueOf(unsupported.getMessage()));
        }
    }

    private static Object call(List<@Nullable Object> arguments) throws FunctionFailure {
        Object called = arguments.get(0);
        throw new FunctionFailure(
                called == null
                        ? "call of nil"
                        : "non-function " + GoFormat.print(called) + " of type " + TemplateFunction.typeOf(called));
    }

    private static Object length(@Nullable Object value) throws FunctionFailure {
        if (value instanceof String text) {
            return (long) text.getBytes(StandardCharsets.UTF_8).length;
        } else if (value instanceof GoMap map) {
            return (long) map.entries().size();
        } else if (value instanceof TemplateSamples samples) {
            return (long) samples.samples().size();
        }
        throw new FunctionFailure(
                value == null ? "len of nil pointer" : "len of type " + TemplateFunction.typeOf(value));
    }

    private static @Nullable Object index(List<@Nullable Object> arguments) throws FunctionFailure {
        Object item = arguments.get(0);
        if (item == null) {
            throw new FunctionFailure("index of untyped nil");
        }
        for (Object index : arguments.subList(1, arguments.size())) {
            if (item == null) {
                throw new FunctionFailure("index of nil pointer");
            } else if (item instanceof GoMap map) {
                if (!(index instanceof String key)) {
                    throw new FunctionFailure(
                            index == null
                                    ? "value is nil; should be of type string"
                                    : "value has type " + TemplateFunction.typeOf(index) + "; should be string");
                }
                item = map.get(key);
            } else if (item instanceof TemplateSamples samples) {
                item = samples.samples().get(position(index, samples.samples().size(), 1));
            } else if (item instanceof String text) {
                byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                item = (long) (bytes[position(index, bytes.length, 1)] & 0xFF);
            } else {
                throw new FunctionFailure("can't index item of type " + TemplateFunction.typeOf(item));
            }
        }
        return item;
    }

    private static Object slice(List<@Nullable Object> arguments) throws FunctionFailure {
        Object item = arguments.get(0);
        if (item == null) {
            throw new FunctionFailure("slice of untyped nil");
        } else if (arguments.size() > 4) {
            throw new FunctionFailure("too many slice indexes: " + (arguments.size() - 1));
        } else if (arguments.size() > 3) {
            throw new FunctionFailure("cannot 3-index slice a string");
        } else if (item instanceof String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int from = arguments.size() < 2 ? 0 : position(arguments.get(1), bytes.length, 0);
            int to = arguments.size() < 3 ? bytes.length : position(arguments.get(2), bytes.length, 0);
            if (from > to) {
                throw new FunctionFailure("invalid slice index: " + from + " > " + to);
            }
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        } else if (item instanceof TemplateSamples samples) {
            int size = samples.samples().size();
            int from = arguments.size() < 2 ? 0 : position(arguments.get(1), size, 0);
            int to = arguments.size() < 3 ? size : position(arguments.get(2), size, 0);
            if (from > to) {
                throw new FunctionFailure("invalid slice index: " + from + " > " + to);
            }
            return new TemplateSamples(samples.samples().subList(from, to));
        }
        throw new FunctionFailure("can't slice item of type " + TemplateFunction.typeOf(item));
    }

    /** An index below {@code length}, or up to it where {@code exclusive} is 0. */
    private static int position(@Nullable Object index, int length, int exclusive) throws FunctionFailure {
        if (index == null) {
            throw new FunctionFailure("cannot index slice/array with nil");
        } else if (!(index instanceof Long position)) {
            throw new FunctionFailure("cannot index slice/array with type " + TemplateFunction.typeOf(index));
        } else if (position < 0 || position > length - exclusive) {
            throw new FunctionFailure("index out of range: " + position);
        } else {
            return position.intValue();
        }
    }
}
