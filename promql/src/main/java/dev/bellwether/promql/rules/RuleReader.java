package dev.bellwether.promql.rules;

import dev.bellwether.promql.labels.LabelNames;
import dev.bellwether.promql.syntax.Expr;
import dev.bellwether.promql.syntax.ParseException;
import dev.bellwether.promql.syntax.Parser;
import dev.bellwether.promql.syntax.ParserOptions;
import dev.bellwether.promql.template.AlertTemplate;
import dev.bellwether.promql.template.TemplateException;
import dev.bellwether.promql.text.GoStrings;
import dev.bellwether.promql.yaml.Place;
import dev.bellwether.promql.yaml.Problems;
import dev.bellwether.promql.yaml.YamlMapping;
import dev.bellwether.promql.yaml.YamlNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the rules of one group. */
final class RuleReader {

    private final Parser parser;
    private final Problems problems;
    private final String group;
    private final Map<String, YamlNode> groupLabels;

    RuleReader(ParserOptions options, Problems problems, String group, Map<String, YamlNode> groupLabels) {
        this.parser = new Parser(options);
        this.problems = problems;
        this.group = group;
        this.groupLabels = groupLabels;
    }

    /** Which rule of the file messages speak of. */
    private record Subject(String group, int number, String name) {
        @Override
        public String toString() {
            return "group " + GoStrings.quote(group) + ", rule " + number
                    + (name.isEmpty() ? "" : " (" + GoStrings.quote(name) + ")");
        }
    }

    /** What stands in a rule of either kind. */
    private record Fields(
            Optional<Expr> expression,
            Duration holdDuration,
            Duration keepFiringFor,
            Map<String, YamlNode> labels,
            Map<String, YamlNode> annotations) {}

    /** The rule; empty where it is so wrong that there is none, which is told. */
    Optional<Rule> read(YamlNode node, int number) {
        YamlMapping mapping = YamlMapping.of(node, "rule", problems);
        Place recordPlace = mapping.placeOf("record");
        Place alertPlace = mapping.placeOf("alert");
        String record = mapping.text("record").orElse("");
        String alert = mapping.text("alert").orElse("");
        Subject subject = new Subject(group, number, alert.isEmpty() ? record : alert);
        if (!record.isEmpty() && !alert.isEmpty()) {
            problems.add(alertPlace, subject + ": only one of 'record' and 'alert' must be set");
        } else if (record.isEmpty() && alert.isEmpty()) {
            problems.add(mapping.place(), subject + ": one of 'record' or 'alert' must be set");
        }
        Fields fields = fields(mapping, subject, !record.isEmpty());
        mapping.refuseOthers();
        if (!record.isEmpty()) {
            checkMetric(record, recordPlace, subject);
        }
        if (!alert.isEmpty()) {
            return alertingRule(alert, fields, subject);
        }
        Map<String, YamlNode> labels = withGroupLabels(fields.labels());
        return fields.expression().filter(expression -> !record.isEmpty()).map(expression -> {
            Map<String, String> texts = new LinkedHashMap<>();
            labels.forEach((name, value) -> texts.put(name, value.text().orElse("")));
            return new RecordingRule(record, expression, texts);
        });
    }

    private Fields fields(YamlMapping mapping, Subject subject, boolean recording) {
        Place forPlace = mapping.placeOf("for");
        Place keepPlace = mapping.placeOf("keep_firing_for");
        Place annotationsPlace = mapping.placeOf("annotations");
        Fields fields = new Fields(
                expression(mapping, subject),
                mapping.duration("for").orElse(Duration.ZERO),
                mapping.duration("keep_firing_for").orElse(Duration.ZERO),
                mapping.texts("labels"),
                mapping.texts("annotations"));
        fields.labels().forEach((name, value) -> RuleFileReader.checkLabel(name, value, subject.toString(), problems));
        fields.annotations().forEach((name, value) -> {
            if (!LabelNames.isValid(name)) {
                problems.add(value.place(), subject + ": invalid annotation name: " + GoStrings.quote(name));
            }
        });
        refuse(recording && !fields.holdDuration().isZero(), "for", forPlace, subject);
        refuse(recording && !fields.keepFiringFor().isZero(), "keep_firing_for", keepPlace, subject);
        refuse(recording && !fields.annotations().isEmpty(), "annotations", annotationsPlace, subject);
        return fields;
    }

    private void refuse(boolean given, String field, Place place, Subject subject) {
        if (given) {
            problems.add(place, subject + ": invalid field '" + field + "' in recording rule");
        }
    }

    private void checkMetric(String name, Place place, Subject subject) {
        if (!LabelNames.isValid(name)) {
            problems.add(place, subject + ": invalid recording rule name: " + GoStrings.quote(name));
        } else if (name.contains("{") || name.contains("}")) {
            problems.add(
                    place, subject + ": braces present in the recording rule name; should it be in expr?: " + name);
        }
    }

    private Optional<Expr> expression(YamlMapping mapping, Subject subject) {
        Place missing = mapping.placeOf("expr");
        Optional<YamlNode> node = mapping.node("expr");
        Optional<String> text = node.flatMap(YamlNode::text).filter(expression -> !expression.isEmpty());
        if (text.isEmpty()) {
            problems.add(
                    missing,
                    subject
                            + (node.isPresent() && node.get().text().isEmpty()
                                    ? ": 'expr': expected a text"
                                    : ": field 'expr' must be set in rule"));
            return Optional.empty();
        }
        try {
            return Optional.of(parser.parse(text.get()));
        } catch (ParseException malformed) {
            for (ParseException.Problem problem : malformed.problems()) {
                String[] place = problem.position().split(":", 2);
                problems.add(
                        node.get().placeInside(Integer.parseInt(place[0]), Integer.parseInt(place[1])),
                        subject + ": could not parse expression: " + problem);
            }
            return Optional.empty();
        }
    }

    private Optional<Rule> alertingRule(String name, Fields fields, Subject subject) {
        Map<String, AlertTemplate> labels = templates(name, "label", withGroupLabels(fields.labels()), subject);
        Map<String, AlertTemplate> annotations = templates(name, "annotation", fields.annotations(), subject);
        return fields.expression()
                .map(expression -> new AlertingRule(
                        name, expression, fields.holdDuration(), fields.keepFiringFor(), labels, annotations));
    }

    private Map<String, YamlNode> withGroupLabels(Map<String, YamlNode> own) {
        Map<String, YamlNode> labels = new LinkedHashMap<>(groupLabels);
        labels.putAll(own);
        return labels;
    }

    private Map<String, AlertTemplate> templates(
            String alert, String kind, Map<String, YamlNode> texts, Subject subject) {
        Map<String, AlertTemplate> templates = new LinkedHashMap<>();
        texts.forEach((name, node) -> {
            try {
                templates.put(name, AlertTemplate.parse(alert, node.text().orElse("")));
            } catch (TemplateException malformed) {
                problems.add(
                        node.placeInside(malformed.line(), malformed.column()),
                        subject + ": " + kind + " " + GoStrings.quote(name) + ": " + malformed.line() + ":"
                                + malformed.column() + ": " + malformed.problem());
            }
        });
        return templates;
    }
}
