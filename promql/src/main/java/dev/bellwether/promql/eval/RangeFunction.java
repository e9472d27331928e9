package dev.bellwether.promql.eval;

import dev.bellwether.promql.eval.FunctionTable.VectorFunction;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.syntax.MatrixSelector;
import dev.bellwether.promql.syntax.Span;
import dev.bellwether.promql.syntax.ValueType;
import dev.bellwether.promql.syntax.VectorSelector.Extension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A function of the samples of one series in one range. */
@FunctionalInterface
interface RangeFunction {

    Set<String> ANCHORED = Set.of("changes", "delta", "increase", "rate", "resets");
    Set<String> SMOOTHED = Set.of("delta", "increase", "rate");

    /** The result; null for none. The window has a sample, outside the range perhaps. */
    @Nullable
    Sample apply(RangeWindow window, Call call, int step);

    /** A call of such a function: its scalar arguments, and where its findings go. */
    final class Call {

        private final FunctionCall call;
        private final List<double[]> scalars = new ArrayList<>();
        private int matrixPosition;

        private Call(FunctionCall call) {
            this.call = call;
            for (int i = 0; i < call.arguments(); i++) {
                if (call.argument(i).type() == ValueType.SCALAR) {
                    scalars.add(call.scalar(i));
                } else {
                    matrixPosition = i;
                }
            }
        }

        Annotations annotations() {
            return call.annotations();
        }

        Evaluation evaluation() {
            return call.evaluation();
        }

        /** The scalar argument at a position among the scalar ones. */
        double scalar(int position, int step) {
            return scalars.get(position)[step];
        }

        /** Where findings about the samples are said to be: at the first argument. */
        Span span() {
            return call.span(0);
        }

        long time(int step) {
            return call.steps().time(step);
        }

        Extension extension() {
            return call.argument(matrixPosition).unwrapped() instanceof MatrixSelector matrix
                    ? matrix.selector().extension()
                    : Extension.NONE;
        }
    }

    /** Registers functions that make something else of a metric. */
    static void add(Map<String, VectorFunction> table, String name, RangeFunction function) {
        table.put(name, call -> evaluate(call, function, false));
    }

    /** Registers functions that choose a sample, and keep the name of the metric. */
    static void addKeepingName(Map<String, VectorFunction> table, String name, RangeFunction function) {
        table.put(name, call -> evaluate(call, function, true));
    }

    private static List<Column> evaluate(FunctionCall call, RangeFunction function, boolean keepsName) {
        Call arguments = new Call(call);
        checkExtension(call.name(), arguments.extension());
        List<Column> results = new ArrayList<>();
        List<RangeSeries> series = call.evaluator()
                .ranges()
                .series(call.argument(arguments.matrixPosition).unwrapped(), call.steps());
        for (RangeSeries one : series) {
            Column result = keepsName ? named(one, call) : call.unnamed(one.labels());
            for (int step = 0; step < call.steps().count(); step++) {
                RangeWindow window = one.window(step);
                call.evaluation().worked(window.size());
                Sample sample = window.isEmpty() ? null : function.apply(window, arguments, step);
                if (sample != null) {
                    result.set(step, sample);
                }
            }
            results.add(result);
        }
        return results;
    }

    private static Column named(RangeSeries source, FunctionCall call) {
        boolean drop = source.dropName() && !call.evaluation().delaysNameRemoval();
        Labels labels = drop ? source.labels().dropMetadata() : source.labels();
        return call.column(labels, source.dropName() && !drop);
    }

    private static void checkExtension(String name, Extension extension) {
        if (extension == Extension.ANCHORED && !ANCHORED.contains(name)) {
            throw new EvaluationException(
                    "anchored modifier can only be used with: changes, delta, increase, rate, resets - not with "
                            + name);
        }
        if (extension == Extension.SMOOTHED && !SMOOTHED.contains(name)) {
            throw new EvaluationException(
                    "smoothed modifier can only be used with: delta, increase, rate - not with " + name);
        }
    }
}
