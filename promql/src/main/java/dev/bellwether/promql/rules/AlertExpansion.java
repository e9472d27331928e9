package dev.bellwether.promql.rules;

import dev.bellwether.promql.eval.EvaluationException;
import dev.bellwether.promql.eval.QueryValue.Point;
import dev.bellwether.promql.eval.QueryValue.VectorSample;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.syntax.ParseException;
import dev.bellwether.promql.syntax.Parser;
import dev.bellwether.promql.template.AlertData;
import dev.bellwether.promql.template.AlertTemplate;
import dev.bellwether.promql.template.TemplateContext;
import dev.bellwether.promql.template.TemplateException;
import dev.bellwether.promql.template.TemplateSample;
import dev.bellwether.promql.text.GoObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Makes alerts of samples: the labels that know an alert, and the annotations that tell of it. */
final class AlertExpansion {

    static final String ALERT_NAME = "alertname";

    private final RuleEnvironment environment;
    private final Instant time;
    private final TemplateContext context;

    AlertExpansion(RuleEnvironment environment, RuleQuery query, Instant time) {
        this.environment = environment;
        this.time = time;
        this.context = new TemplateContext(time, environment.externalUrl(), text -> samples(query, text));
    }

    Alert alert(AlertingRule rule, VectorSample sample) {
        Map<String, String> sampleLabels = sample.labels().toMap();
        AlertData data = new AlertData(
                sampleLabels, environment.externalLabels(), environment.externalUrl(), value(sample.point()));
        Map<String, String> labels = new TreeMap<>(sampleLabels);
        labels.remove(Labels.METRIC_NAME);
        rule.labels().forEach((name, template) -> labels.put(name, expand(template, data)));
        labels.put(ALERT_NAME, rule.name());
        Map<String, String> annotations = new TreeMap<>();
        rule.annotations().forEach((name, template) -> annotations.put(name, expand(template, data)));
        return Alert.pending(Labels.of(labels), annotations, sample.point().value(), time);
    }

    /** A template that fails gives its error as text: an alert without a description is better than none. */
    private String expand(AlertTemplate template, AlertData data) {
        try {
            return template.expand(data, context);
        } catch (TemplateException failure) {
            return "<error expanding template: error executing template " + template.name() + ": "
                    + failure.getMessage() + ">";
        }
    }

    private List<TemplateSample> samples(RuleQuery query, String text) throws TemplateContext.QueryFailure {
        try {
            return query.samplesAt(new Parser(environment.parserOptions()).parse(text), time).stream()
                    .map(sample -> new TemplateSample(sample.labels().toMap(), value(sample.point())))
                    .toList();
        } catch (ParseException | EvaluationException failure) {
            throw new TemplateContext.QueryFailure(String.valueOf(failure.getMessage()));
        }
    }

    private static Object value(Point point) {
        return point.histogram()
                .<Object>map(histogram -> new PrintedHistogram(histogram.toString()))
                .orElse(point.value());
    }

    /** A histogram in a template: it can be printed, and nothing else. */
    private record PrintedHistogram(String print) implements GoObject {
        @Override
        public String goType() {
            return "*histogram.FloatHistogram";
        }
    }
}
