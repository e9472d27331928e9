package dev.bellwether.promql.eval;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.bellwether.promql.eval.FunctionTable.VectorFunction;
import dev.bellwether.promql.labels.LabelNames;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.text.Re2;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Functions that change labels and leave samples as they are. */
final class LabelFunctions {

    private LabelFunctions() {}

    static void addTo(Map<String, VectorFunction> table) {
        table.put("label_join", LabelFunctions::labelJoin);
        table.put("label_replace", LabelFunctions::labelReplace);
    }

    private static List<Column> labelReplace(FunctionCall call) {
        String target = call.text(1);
        String replacement = call.text(2);
        String source = call.text(3);
        Pattern pattern = pattern(call.text(4));
        if (!LabelNames.isValid(target)) {
            throw new EvaluationException("invalid destination label name in label_replace(): " + target);
        }
        List<Column> results = new ArrayList<>();
        for (Column column : call.vector(0)) {
            Matcher matcher = pattern.matcher(column.labels().get(source));
            results.add(matcher.find() ? with(column, target, Replacement.expand(replacement, matcher)) : column);
        }
        return Names.merged(results, call.evaluation());
    }

    private static Pattern pattern(String text) {
        try {
            return Re2.compileAnchored(text);
        } catch (PatternSyntaxException e) {
            throw new EvaluationException("invalid regular expression in label_replace(): " + text);
        }
    }

    private static List<Column> labelJoin(FunctionCall call) {
        String target = call.text(1);
        String separator = call.text(2);
        List<String> sources = new ArrayList<>();
        for (int i = 3; i < call.arguments(); i++) {
            String source = call.text(i);
            if (!LabelNames.isValid(source)) {
                throw new EvaluationException("invalid source label name in label_join(): " + source);
            }
            sources.add(source);
        }
        if (!LabelNames.isValid(target)) {
            throw new EvaluationException("invalid destination label name in label_join(): " + target);
        }
        List<Column> results = new ArrayList<>();
        for (Column column : call.vector(0)) {
            List<String> values = sources.stream().map(column.labels()::get).toList();
            results.add(with(column, target, String.join(separator, values)));
        }
        return Names.merged(results, call.evaluation());
    }

    /** Whoever sets the name of the metric means it to stay. */
    private static Column with(Column column, String name, String value) {
        return column.withLabels(
                column.labels().with(name, value), column.dropName() && !name.equals(Labels.METRIC_NAME));
    }
}
