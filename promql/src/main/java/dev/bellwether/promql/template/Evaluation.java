package dev.bellwether.promql.template;

import static java.util.Objects.requireNonNull;

import dev.bellwether.promql.template.Node.Operand;
import dev.bellwether.promql.template.TemplateFunction.FunctionFailure;
import dev.bellwether.promql.text.GoMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of pipelines. Null stands for what Go's templates call no value: a key that is missing from a map of anything, a nil.
 *
 * <p>One for each expansion; it holds the variables, innermost last.
 */
final class Evaluation {

    /** What a pipeline hands to the next command; absent for the first one. */
    private record Piped(@Nullable Object value) {}

    private record Variable(String name, @Nullable Object value) {}

    private final SourceText source;
    private final Map<String, TemplateFunction> functions;
    private final List<Variable> variables = new ArrayList<>();
    private Node at = new Node.Text(0, "");

    Evaluation(SourceText source, Map<String, TemplateFunction> functions, @Nullable Object data) {
        this.source = source;
        this.functions = functions;
        variables.add(new Variable("$", data));
    }

    /** What is being evaluated: the place that messages name. */
    void at(Node node) {
        at = node;
    }

    TemplateException failure(String problem) {
        return source.failure(at, problem);
    }

    /** Where the variables declared from now on begin. */
    int mark() {
        return variables.size();
    }

    /** Forgets what was declared since the mark. */
    void release(int mark) {
        variables.subList(mark, variables.size()).clear();
    }

    void declare(String name, @Nullable Object value) {
        variables.add(new Variable(name, value));
    }

    /** Gives a variable another value; assignments to one that was never declared pass the parser. */
    void assign(String name, @Nullable Object value) throws TemplateException {
        for (int i = variables.size() - 1; i >= 0; i--) {
            if (variables.get(i).name().equals(name)) {
                variables.set(i, new Variable(name, value));
                return;
            }
        }
        throw failure("undefined variable: " + name);
    }

    private @Nullable Object variable(String name) throws TemplateException {
        for (int i = variables.size() - 1; i >= 0; i--) {
            if (variables.get(i).name().equals(name)) {
                return variables.get(i).value();
            }
        }
        throw failure("undefined variable: " + name);
    }

    @Nullable
    Object pipeline(@Nullable Object dot, Node.Pipeline pipeline) throws TemplateException {
        Object value = valueOf(dot, pipeline);
        for (String name : pipeline.variables()) {
            if (pipeline.assigns()) {
                assign(name, value);
            } else {
                declare(name, value);
            }
        }
        return value;
    }

    /** The value alone, for {@code range}, which gives its variables other ones. */
    @Nullable
    Object valueOf(@Nullable Object dot, Node.Pipeline pipeline) throws TemplateException {
        at(pipeline);
        Piped piped = null;
        for (Node.Command command : pipeline.commands()) {
            piped = new Piped(command(dot, command, piped));
        }
        return piped == null ? null : piped.value();
    }

    private @Nullable Object command(@Nullable Object dot, Node.Command command, @Nullable Piped piped)
            throws TemplateException {
        Operand first = command.operands().get(0);
        List<Operand> arguments =
                command.operands().subList(1, command.operands().size());
        if (first instanceof Node.Function function) {
            return function(dot, function, command, arguments, piped);
        } else if (first instanceof Node.Field
                || first instanceof Node.Chain
                || (first instanceof Node.Variable variable
                        && !variable.fields().isEmpty())) {
            return member(dot, first, arguments, piped);
        }
        at(first);
        if (!arguments.isEmpty() || piped != null) {
            throw failure("can't give argument to non-function " + first);
        }
        if (first instanceof Node.Nil) {
            throw failure("nil is not a command");
        }
        return operand(dot, first);
    }

    /** An operand on its own, without arguments. */
    private @Nullable Object operand(@Nullable Object dot, Operand operand) throws TemplateException {
        if (operand instanceof Node.Dot) {
            return dot;
        } else if (operand instanceof Node.Nil) {
            return null;
        } else if (operand instanceof Node.BooleanConstant constant) {
            return constant.value();
        } else if (operand instanceof Node.NumberConstant constant) {
            return constant.value();
        } else if (operand instanceof Node.StringConstant constant) {
            return constant.value();
        } else if (operand instanceof Node.Pipeline pipeline) {
            return pipeline(dot, pipeline);
        } else if (operand instanceof Node.Function function) {
            return function(dot, function, function, List.of(), null);
        } else if (operand instanceof Node.Variable variable
                && variable.fields().isEmpty()) {
            return variable(variable.name());
        }
        return member(dot, operand, List.of(), null);
    }

    private @Nullable Object member(
            @Nullable Object dot, Operand operand, List<Operand> arguments, @Nullable Piped piped)
            throws TemplateException {
        at(operand);
        Object receiver;
        List<String> names;
        if (operand instanceof Node.Field field) {
            receiver = dot;
            names = field.fields();
        } else if (operand instanceof Node.Variable variable) {
            receiver = variable(variable.name());
            names = variable.fields();
        } else {
            Node.Chain chain = (Node.Chain) operand;
            if (chain.receiver() instanceof Node.Nil) {
                throw failure("indirection through explicit nil in " + chain);
            }
            receiver = operand(dot, chain.receiver());
            names = chain.fields();
        }
        for (String name : names.subList(0, names.size() - 1)) {
            receiver = member(new Member(dot, operand, List.of(), null), receiver, name);
        }
        return member(new Member(dot, operand, arguments, piped), receiver, names.get(names.size() - 1));
    }

    /** How a field or method is asked for. */
    private record Member(
            @Nullable Object dot,
            Node node,
            List<Operand> arguments,
            @Nullable Piped piped) {
        boolean hasArguments() {
            return !arguments.isEmpty() || piped != null;
        }
    }

    private @Nullable Object member(Member member, @Nullable Object receiver, String name) throws TemplateException {
        if (receiver == null) {
            return null;
        }
        if (receiver instanceof Fields object) {
            TemplateFunction method = object.methods().get(name);
            if (method != null) {
                return call(member, name, method);
            }
            if (object.fields().containsKey(name)) {
                refuseArguments(member, name);
                return object.fields().get(name);
            }
        } else if (receiver instanceof GoMap map) {
            if (member.hasArguments()) {
                throw failure(name + " is not a method but has arguments");
            }
            return map.get(name);
        }
        throw failure("can't evaluate field " + name + " in type " + TemplateFunction.typeOf(receiver));
    }

    private void refuseArguments(Member member, String name) throws TemplateException {
        if (member.hasArguments()) {
            throw failure(name + " has arguments but cannot be invoked as function");
        }
    }

    private @Nullable Object function(
            @Nullable Object dot, Node.Function function, Node node, List<Operand> arguments, @Nullable Piped piped)
            throws TemplateException {
        at(function);
        String name = function.name();
        TemplateFunction called = functions.get(name);
        if (called == null) {
            throw failure('"' + name + "\" is not a defined function");
        }
        Member member = new Member(dot, node, arguments, piped);
        return name.equals("and") || name.equals("or")
                ? shortCircuit(member, name.equals("or"), called)
                : call(member, name, called);
    }

    /** {@code and} and {@code or} evaluate no more arguments than they need. */
    private @Nullable Object shortCircuit(Member member, boolean decisive, TemplateFunction function)
            throws TemplateException {
        checkCount(member, decisive ? "or" : "and", function);
        Object value = null;
        for (Operand argument : member.arguments()) {
            value = argument(member.dot(), argument, ParameterType.ANY);
            if (Truth.of(value) == decisive) {
                return value;
            }
        }
        return member.piped() == null ? value : member.piped().value();
    }

    private @Nullable Object call(Member member, String name, TemplateFunction function) throws TemplateException {
        checkCount(member, name, function);
        List<@Nullable Object> values = new ArrayList<>();
        for (Operand argument : member.arguments()) {
            values.add(argument(member.dot(), argument, function.parameter(values.size())));
        }
        if (member.piped() != null) {
            Object value = member.piped().value();
            checkType(value, function.parameter(values.size()));
            values.add(value);
        }
        try {
            return function.body().call(values);
        } catch (FunctionFailure failure) {
            at(member.node());
            throw failure("error calling " + name + ": " + failure.getMessage());
        }
    }

    private void checkCount(Member member, String name, TemplateFunction function) throws TemplateException {
        int count = member.arguments().size() + (member.piped() == null ? 0 : 1);
        if (function.variadic() ? count < function.fixed() : count != function.fixed()) {
            throw failure("wrong number of args for " + name + ": want " + (function.variadic() ? "at least " : "")
                    + function.fixed() + " got "
                    + (function.variadic() ? member.arguments().size() : count));
        }
    }

    private @Nullable Object argument(@Nullable Object dot, Operand operand, ParameterType type)
            throws TemplateException {
        at(operand);
        if (operand instanceof Node.Nil && !type.accepts(null)) {
            throw failure("cannot assign nil to " + type.goName());
        }
        Object value = operand(dot, operand);
        boolean constant = operand instanceof Node.BooleanConstant
                || operand instanceof Node.NumberConstant
                || operand instanceof Node.StringConstant;
        if (!constant) {
            checkType(value, type);
            return value;
        }
        return constant(operand, value, type);
    }

    /** A constant takes the parameter's type, where it can. */
    private @Nullable Object constant(Operand operand, @Nullable Object value, ParameterType type)
            throws TemplateException {
        if (type.accepts(value)) {
            return value;
        }
        boolean whole = value instanceof Long
                || (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1L << 62);
        if (whole && (type == ParameterType.INTEGER || type == ParameterType.DURATION)) {
            long integer = value instanceof Double number ? number.longValue() : (Long) requireNonNull(value);
            return type == ParameterType.INTEGER ? (Object) integer : GoDuration.of(integer);
        }
        throw failure(
                switch (type) {
                    case STRING -> "expected string; found " + operand;
                    case INTEGER, DURATION -> "expected integer; found " + operand;
                    default -> "can't handle " + operand + " for arg of type " + type.goName();
                });
    }

    private void checkType(@Nullable Object value, ParameterType type) throws TemplateException {
        if (!type.accepts(value)) {
            throw failure(
                    value == null
                            ? "invalid value; expected " + type.goName()
                            : "wrong type for value; expected " + type.goName() + "; got "
                                    + TemplateFunction.typeOf(value));
        }
    }
}
