package dev.bellwether.promql.unittest;

import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.storage.SequenceValue;
import dev.bellwether.promql.storage.SeriesDescription;
import dev.bellwether.promql.syntax.Expr;
import dev.bellwether.promql.syntax.ParseException;
import dev.bellwether.promql.syntax.Parser;
import dev.bellwether.promql.text.GoFloats;
import dev.bellwether.promql.unittest.TestFile.AlertTest;
import dev.bellwether.promql.unittest.TestFile.Expectations;
import dev.bellwether.promql.unittest.TestFile.ExpectedAlert;
import dev.bellwether.promql.unittest.TestFile.ExpectedSample;
import dev.bellwether.promql.unittest.TestFile.ExpressionTest;
import dev.bellwether.promql.yaml.Place;
import dev.bellwether.promql.yaml.Problems;
import dev.bellwether.promql.yaml.YamlMapping;
import dev.bellwether.promql.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a test expects. */
final class ExpectationReader {

    private final Parser parser;
    private final Problems problems;

    ExpectationReader(Parser parser, Problems problems) {
        this.parser = parser;
        this.problems = problems;
    }

    Expectations read(YamlMapping test) {
        List<AlertTest> alerts = new ArrayList<>();
        test.list("alert_rule_test").forEach(node -> alerts.add(alertTest(node)));
        List<ExpressionTest> expressions = new ArrayList<>();
        test.list("promql_expr_test").forEach(node -> expressionTest(node).ifPresent(expressions::add));
        return new Expectations(alerts, expressions);
    }

    private AlertTest alertTest(YamlNode node) {
        YamlMapping mapping = YamlMapping.of(node, "alert_rule_test", problems);
        Duration time = mapping.duration("eval_time").orElse(Duration.ZERO);
        String alert = mapping.text("alertname").orElse("");
        if (alert.isEmpty()) {
            problems.add(node.place(), "an item under alert_rule_test misses required attribute alertname");
        }
        List<ExpectedAlert> expected = new ArrayList<>();
        for (YamlNode each : mapping.list("exp_alerts")) {
            YamlMapping alertMapping = YamlMapping.of(each, "exp_alerts", problems);
            Map<String, String> labels = texts(alertMapping, "exp_labels");
            labels.put("alertname", alert);
            expected.add(new ExpectedAlert(labels, texts(alertMapping, "exp_annotations")));
            alertMapping.refuseOthers();
        }
        mapping.refuseOthers();
        return new AlertTest(time, alert, expected);
    }

    private static Map<String, String> texts(YamlMapping mapping, String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        mapping.texts(key).forEach((name, value) -> texts.put(name, value.text().orElse("")));
        return texts;
    }

    private Optional<ExpressionTest> expressionTest(YamlNode node) {
        YamlMapping mapping = YamlMapping.of(node, "promql_expr_test", problems);
        Optional<YamlNode> expression = mapping.node("expr");
        Duration time = mapping.duration("eval_time").orElse(Duration.ZERO);
        List<ExpectedSample> expected = new ArrayList<>();
        mapping.list("exp_samples").forEach(sample -> sample(sample).ifPresent(expected::add));
        mapping.refuseOthers();
        if (expression.isEmpty()) {
            problems.add(node.place(), "field 'expr' must be set in promql_expr_test");
        }
        return expression.flatMap(this::expression).map(tree -> new ExpressionTest(tree, time, expected));
    }

    private Optional<Expr> expression(YamlNode node) {
        if (node.text().isEmpty()) {
            problems.add(node.place(), "'expr': expected a text");
            return Optional.empty();
        }
        try {
            return Optional.of(parser.parse(node.text().get()));
        } catch (ParseException malformed) {
            for (ParseException.Problem problem : malformed.problems()) {
                String[] place = problem.position().split(":", 2);
                problems.add(
                        node.placeInside(Integer.parseInt(place[0]), Integer.parseInt(place[1])),
                        "could not parse expression: " + problem);
            }
            return Optional.empty();
        }
    }

    private Optional<ExpectedSample> sample(YamlNode node) {
        YamlMapping mapping = YamlMapping.of(node, "exp_samples", problems);
        Place place = mapping.placeOf("labels");
        Place histogramPlace = mapping.placeOf("histogram");
        String labels = mapping.text("labels").orElse("");
        Optional<String> histogram = mapping.text("histogram").filter(text -> !text.isEmpty());
        double value = mapping.number("value", ExpectationReader::number).orElse(0.0);
        mapping.refuseOthers();
        try {
            Labels read = labels.isEmpty() ? Labels.EMPTY : parser.parseLabels(labels);
            return Optional.of(new ExpectedSample(read, value, histogram.map(this::histogram)));
        } catch (ParseException malformed) {
            problems.add(place, "labels " + labels + ": " + malformed.getMessage());
        } catch (IllegalArgumentException malformed) {
            problems.add(histogramPlace, "histogram: " + malformed.getMessage());
        }
        return Optional.empty();
    }

    private NativeHistogram histogram(String text) {
        try {
            List<SequenceValue> values =
                    SeriesDescription.parse(parser, "{} " + text).values();
            if (values.size() == 1 && values.get(0) instanceof SequenceValue.HistogramValue value) {
                return value.histogram();
            }
            throw new IllegalArgumentException("expected one histogram, found " + values.size() + " values");
        } catch (ParseException malformed) {
            throw new IllegalArgumentException(malformed.getMessage(), malformed);
        }
    }

    /** As YAML writes floats. */
    private static double number(String text) {
        return switch (text) {
            case ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF" -> Double.POSITIVE_INFINITY;
            case "-.inf", "-.Inf", "-.INF" -> Double.NEGATIVE_INFINITY;
            case ".nan", ".NaN", ".NAN" -> Double.NaN;
            default -> {
                if (text.matches("(?i)[+-]?(inf|infinity|nan).*")) {
                    throw new NumberFormatException("no number in YAML");
                }
                yield text.startsWith("0x") ? Long.decode(text) : GoFloats.parse(text);
            }
        };
    }
}
