package dev.bellwether.promql.template;

import dev.bellwether.promql.template.Node.Statement;
import dev.bellwether.promql.text.GoFormat;
import dev.bellwether.promql.text.GoMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Writes a template's text. One for each expansion. */
final class Execution {

    /** Templates that call themselves end here, long before the stack does. */
    static final int MAX_CALLS = 200;

    /** How a statement ended. */
    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    private final SourceText source;
    private final Node.Forest forest;
    private final Map<String, TemplateFunction> functions;
    private final StringBuilder out = new StringBuilder();
    private Evaluation evaluation;
    private int calls;

    private Execution(
            SourceText source, Node.Forest forest, Map<String, TemplateFunction> functions, @Nullable Object data) {
        this.source = source;
        this.forest = forest;
        this.functions = functions;
        this.evaluation = new Evaluation(source, functions, data);
    }

    static String run(
            SourceText source, Node.Forest forest, Map<String, TemplateFunction> functions, @Nullable Object data)
            throws TemplateException {
        Execution execution = new Execution(source, forest, functions, data);
        execution.walk(data, forest.trees().getOrDefault("", List.of()));
        return execution.out.toString();
    }

    private Flow walk(@Nullable Object dot, List<Statement> statements) throws TemplateException {
        for (Statement statement : statements) {
            Flow flow = walk(dot, statement);
            if (flow != Flow.ON) {
                return flow;
            }
        }
        return Flow.ON;
    }

    private Flow walk(@Nullable Object dot, Statement statement) throws TemplateException {
        evaluation.at(statement);
        if (statement instanceof Node.Text text) {
            out.append(text.text());
        } else if (statement instanceof Node.Action action) {
            Object value = evaluation.pipeline(dot, action.pipeline());
            if (action.pipeline().variables().isEmpty()) {
                write(value);
            }
        } else if (statement instanceof Node.If branch) {
            int mark = evaluation.mark();
            boolean holds = Truth.of(evaluation.pipeline(dot, branch.condition()));
            Flow flow = walk(dot, holds ? branch.body() : branch.otherwise());
            evaluation.release(mark);
            return flow;
        } else if (statement instanceof Node.With with) {
            int mark = evaluation.mark();
            Object value = evaluation.pipeline(dot, with.value());
            Flow flow = Truth.of(value) ? walk(value, with.body()) : walk(dot, with.otherwise());
            evaluation.release(mark);
            return flow;
        } else if (statement instanceof Node.Range range) {
            return range(dot, range);
        } else if (statement instanceof Node.Call call) {
            call(dot, call);
        } else {
            return statement instanceof Node.Break ? Flow.BREAK : Flow.CONTINUE;
        }
        return Flow.ON;
    }

    private void write(@Nullable Object value) {
        out.append(value == null ? "<no value>" : GoFormat.print(value));
    }

    private Flow range(@Nullable Object dot, Node.Range range) throws TemplateException {
        int outer = evaluation.mark();
        Object values = evaluation.valueOf(dot, range.values());
        boolean any = false;
        Flow flow = Flow.ON;
        for (Iteration.Step step : Iteration.over(evaluation, range, values)) {
            any = true;
            int mark = evaluation.mark();
            bind(range.values(), step);
            flow = walk(step.element(), range.body());
            evaluation.release(mark);
            if (flow == Flow.BREAK) {
                break;
            }
        }
        if (!any) {
            Flow otherwise = walk(dot, range.otherwise());
            evaluation.release(outer);
            return otherwise;
        }
        evaluation.release(outer);
        return Flow.ON;
    }

    private void bind(Node.Pipeline pipeline, Iteration.Step step) throws TemplateException {
        List<String> names = pipeline.variables();
        for (int i = 0; i < names.size(); i++) {
            Object value = i < names.size() - 1 ? step.index() : step.element();
            if (pipeline.assigns()) {
                evaluation.assign(names.get(i), value);
            } else {
                evaluation.declare(names.get(i), value);
            }
        }
    }

    private void call(@Nullable Object dot, Node.Call call) throws TemplateException {
        List<Statement> body = forest.trees().get(call.name());
        if (body == null || call.name().isEmpty()) {
            throw evaluation.failure("template \"" + call.name() + "\" not defined");
        } else if (calls >= MAX_CALLS) {
            throw evaluation.failure("exceeded maximum template depth (" + MAX_CALLS + ")");
        }
        Object argument = call.argument() == null ? null : evaluation.pipeline(dot, call.argument());
        Evaluation caller = evaluation;
        evaluation = new Evaluation(source, functions, argument);
        calls++;
        walk(argument, body);
        calls--;
        evaluation = caller;
    }

    /** What {@code range} goes over. */
    static final class Iteration {

        record Step(@Nullable Object index, @Nullable Object element) {}

        private Iteration() {}

        static Iterable<Step> over(Evaluation evaluation, Node.Range range, @Nullable Object values)
                throws TemplateException {
            if (values == null) {
                return List.of();
            } else if (values instanceof GoMap map) {
                return map.entries().entrySet().stream()
                        .map(entry -> new Step(entry.getKey(), entry.getValue()))
                        .toList();
            } else if (values instanceof TemplateSamples samples) {
                return numbered(samples.samples());
            } else if (values instanceof List<?> list) {
                return numbered(list);
            } else if (values instanceof Long count) {
                if (range.values().variables().size() > 1) {
                    throw evaluation.failure("can't use " + count + " to iterate over more than one variable");
                }
                return () -> LongStream.range(0, count)
                        .mapToObj(i -> new Step(null, i))
                        .iterator();
            }
            throw evaluation.failure("range can't iterate over " + GoFormat.print(values));
        }

        private static List<Step> numbered(List<?> elements) {
            return IntStream.range(0, elements.size())
                    .mapToObj(i -> new Step((long) i, elements.get(i)))
                    .toList();
        }
    }
}
