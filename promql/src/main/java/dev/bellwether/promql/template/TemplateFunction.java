package dev.bellwether.promql.template;

import dev.bellwether.promql.text.GoFormat;
import dev.bellwether.promql.text.GoMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A function, or a method, that templates can call.
 *
 * @param parameters their types; the last one may stand for any number of arguments
 * @param variadic whether it does
 */
record TemplateFunction(List<ParameterType> parameters, boolean variadic, Body body) {

    /** What a function does. */
    @FunctionalInterface
    interface Body {
        @Nullable
        Object call(List<@Nullable Object> arguments) throws FunctionFailure;
    }

    /** A function's error: its message becomes part of the template's. */
    static final class FunctionFailure extends Exception {
        private static final long serialVersionUID = 1L;

        FunctionFailure(String message) {
            super(message);
        }
    }

    static TemplateFunction of(List<ParameterType> parameters, Body body) {
        return new TemplateFunction(parameters, false, body);
    }

    static TemplateFunction variadic(List<ParameterType> parameters, Body body) {
        return new TemplateFunction(parameters, true, body);
    }

    /** A function of one text. */
    static TemplateFunction ofText(UnaryOperator<String> body) {
        return of(List.of(ParameterType.STRING), arguments -> body.apply(text(arguments, 0)));
    }

    /** The type of the parameter that takes an argument. */
    ParameterType parameter(int argument) {
        return parameters.get(Math.min(argument, parameters.size() - 1));
    }

    int fixed() {
        return variadic ? parameters.size() - 1 : parameters.size();
    }

    static String text(List<@Nullable Object> arguments, int index) {
        return (String) required(arguments, index);
    }

    /** Go's name for the type of any value that a template can meet. */
    static String typeOf(@Nullable Object value) {
        return value instanceof GoMap map ? "map[string]" + map.elementType() : GoFormat.typeOf(value);
    }

    /** An argument that is there: the types of the parameters say so. */
    static Object required(List<@Nullable Object> arguments, int index) {
        Object value = arguments.get(index);
        if (value == null) {
            throw new IllegalStateException("argument " + index + " is missing");
        }
        return value;
    }
}
