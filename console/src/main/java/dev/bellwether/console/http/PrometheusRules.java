package dev.bellwether.console.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.alerting.rulebook.LiveGroup;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import dev.bellwether.promql.rules.AlertingRule;
import dev.bellwether.promql.rules.Rule;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Rules in the form of Prometheus' API. What this process does not know is left out, or said to be unknown: another one may evaluate them.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/#rules">Prometheus' API</a>
 */
final class PrometheusRules {

    /** What an alert says of the rule that it comes from. */
    private record Source(String group, String alert, String expression) {}

    /**
     * Which rules are asked for; of an empty set all.
     *
     * @param alerts whether the alerts of each are asked for too
     */
    record Wanted(Set<Kind> kinds, Set<String> files, Set<String> groups, Set<String> names, boolean alerts) {

        private boolean has(LiveGroup group) {
            return in(files, group.key().file()) && in(groups, group.key().group());
        }

        private boolean has(Rule rule) {
            return kinds.contains(Kind.of(rule)) && in(names, rule.name());
        }

        private static boolean in(Set<String> wanted, String name) {
            return wanted.isEmpty() || wanted.contains(name);
        }
    }

    /** The kinds of rules there are. */
    enum Kind {
        ALERTING,
        RECORDING;

        static Kind of(Rule rule) {
            return rule instanceof AlertingRule ? ALERTING : RECORDING;
        }
    }

    private final Map<Source, List<Alert>> active;

    /** @param active pending and firing alerts, whatever they come from */
    PrometheusRules(Collection<Alert> active) {
        this.active = active.stream()
                .collect(Collectors.groupingBy(
                        alert -> new Source(
                                alert.getGroup(),
                                alert.getLabels().getOrDefault("alertname", ""),
                                alert.getExpression()),
                        HashMap::new,
                        Collectors.toList()));
    }

    /** Groups with the rules that are wanted; those without any are left out where rules are asked for by name or kind. */
    ArrayNode tree(Collection<LiveGroup> groups, Wanted wanted) {
        ArrayNode trees = Json.NODES.arrayNode();
        for (LiveGroup group : groups) {
            List<Rule> rules =
                    group.group().rules().stream().filter(wanted::has).toList();
            boolean asksForRules = !wanted.names().isEmpty() || wanted.kinds().size() < Kind.values().length;
            if (wanted.has(group) && !(rules.isEmpty() && asksForRules)) {
                ObjectNode tree = trees.addObject()
                        .put("name", group.key().group())
                        .put("file", group.key().file())
                        .put("interval", seconds(group.interval()))
                        .put("limit", group.group().limit());
                ArrayNode ruleTrees = tree.putArray("rules");
                rules.forEach(rule -> ruleTrees.add(tree(group, rule, wanted)));
            }
        }
        return trees;
    }

    private ObjectNode tree(LiveGroup group, Rule rule, Wanted wanted) {
        ObjectNode tree = Json.object();
        if (rule instanceof AlertingRule alerting) {
            addAlerting(tree, group, alerting, wanted);
        }
        tree.put("name", rule.name()).put("query", rule.expression().toString());
        put(tree, "labels", rule.labelTexts());
        return tree.put("health", "unknown").put("type", Kind.of(rule) == Kind.ALERTING ? "alerting" : "recording");
    }

    private void addAlerting(ObjectNode tree, LiveGroup group, AlertingRule rule, Wanted wanted) {
        Source source = new Source(
                group.key().toString(), rule.name(), rule.expression().toString());
        List<Alert> alerts = active.getOrDefault(source, List.of());
        tree.put("state", state(alerts));
        tree.put("duration", seconds(rule.holdDuration()));
        tree.put("keepFiringFor", seconds(rule.keepFiringFor()));
        Map<String, String> annotations = new HashMap<>();
        rule.annotations().forEach((name, template) -> annotations.put(name, template.text()));
        put(tree, "annotations", annotations);
        if (wanted.alerts()) {
            ArrayNode trees = tree.putArray("alerts");
            alerts.forEach(alert -> trees.add(PrometheusRoutes.tree(alert)));
        }
    }

    private static String state(List<Alert> alerts) {
        if (alerts.stream().anyMatch(alert -> alert.getState() == AlertState.FIRING)) {
            return "firing";
        }
        return alerts.isEmpty() ? "inactive" : "pending";
    }

    private static void put(ObjectNode tree, String name, Map<String, String> texts) {
        ObjectNode object = tree.putObject(name);
        new TreeMap<>(texts).forEach(object::put);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
