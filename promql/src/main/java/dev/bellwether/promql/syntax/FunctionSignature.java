package dev.bellwether.promql.syntax;

import java.util.List;

/**
 * A function as the parser sees it.
 *
 * @param name as it is written
 * @param arguments types of the arguments; the last one may be left out or repeated
 * @param variadic 0: all arguments are needed, and no more; n above 0: the last one may be left out, and up to {@code n} may stand in its
 *     place; -1: the last one may be left out or repeated without limit
 * @param result what it gives
 * @param experimental whether it needs {@link LanguageFeature#EXPERIMENTAL_FUNCTIONS}
 */
public record FunctionSignature(
        String name, List<ValueType> arguments, int variadic, ValueType result, boolean experimental) {

    public FunctionSignature {
        arguments = List.copyOf(arguments);
    }

    /** Fewest arguments of a call. */
    public int minArguments() {
        return variadic == 0 ? arguments.size() : arguments.size() - 1;
    }

    /** Most arguments of a call. */
    public int maxArguments() {
        if (variadic < 0) {
            return Integer.MAX_VALUE;
        }
        return minArguments() + variadic;
    }

    /** Type of the argument at a position, from 0. */
    ValueType argument(int position) {
        return arguments.get(Math.min(position, arguments.size() - 1));
    }
}
