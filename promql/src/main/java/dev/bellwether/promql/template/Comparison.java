package dev.bellwether.promql.template;

import dev.bellwether.promql.template.TemplateFunction.FunctionFailure;
import dev.bellwether.promql.text.GoFormat;
import dev.bellwether.promql.text.GoMap;
import dev.bellwether.promql.text.GoStrings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code eq}, {@code lt} and what follows from them. An int and a float cannot be compared: {@code gt $value 5} is an error. */
final class Comparison {

    private Comparison() {}

    /** Whether the first one equals any of the others. */
    static boolean equalToAny(List<@Nullable Object> arguments) throws FunctionFailure {
        if (arguments.size() < 2) {
            throw new FunctionFailure("missing argument for comparison");
        }
        for (Object other : arguments.subList(1, arguments.size())) {
            if (equal(arguments.get(0), other)) {
                return true;
            }
        }
        return false;
    }

    private static boolean equal(@Nullable Object left, @Nullable Object right) throws FunctionFailure {
        if (left == null || right == null) {
            return left == right;
        }
        boolean basic = isBasic(left);
        if (basic != isBasic(right) || (basic && left.getClass() != right.getClass())) {
            throw incompatible(left, right);
        } else if (left instanceof Double a) {
            return a.doubleValue() == ((Double) right).doubleValue();
        } else if (basic) {
            return left.equals(right);
        }
        if (left.getClass() != right.getClass()) {
            throw new FunctionFailure("non-comparable types " + GoFormat.print(left) + ": "
                    + TemplateFunction.typeOf(left) + ", " + TemplateFunction.typeOf(right) + ": "
                    + GoFormat.print(right));
        } else if (right instanceof GoMap || right instanceof TemplateSamples) {
            throw new FunctionFailure(
                    "non-comparable type " + GoFormat.print(right) + ": " + TemplateFunction.typeOf(right));
        }
        return left == right;
    }

    static boolean less(@Nullable Object left, @Nullable Object right) throws FunctionFailure {
        if (left == null || right == null || !isBasic(left) || !isBasic(right)) {
            throw new FunctionFailure("invalid type for comparison");
        } else if (left.getClass() != right.getClass()) {
            throw incompatible(left, right);
        } else if (left instanceof Double a) {
            return a < (Double) right;
        } else if (left instanceof Long a) {
            return a < (Long) right;
        } else if (left instanceof String a) {
            return GoStrings.BYTE_ORDER.compare(a, (String) right) < 0;
        }
        throw new FunctionFailure("invalid type for comparison");
    }

    private static boolean isBasic(Object value) {
        return value instanceof Boolean || value instanceof Long || value instanceof Double || value instanceof String;
    }

    private static FunctionFailure incompatible(Object left, Object right) {
        return new FunctionFailure("incompatible types for comparison: " + TemplateFunction.typeOf(left) + " and "
                + TemplateFunction.typeOf(right));
    }
}
