package dev.bellwether.console.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import dev.bellwether.alerting.rulebook.LiveGroup;
import dev.bellwether.alerting.rulebook.Rulebook;
import dev.bellwether.alerting.rulefile.RulePublisher;
import dev.bellwether.console.http.PrometheusRules.Kind;
import dev.bellwether.console.http.PrometheusRules.Wanted;
import dev.bellwether.console.view.FactViews;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import dev.bellwether.promql.text.GoFloats;
import dev.bellwether.schemas.FactJson;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What Prometheus' clients ask, in its own form: errors have that form too, and parameters that nobody knows are passed over.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/querying/api/#alerts">Prometheus' API</a>
 */
final class PrometheusRoutes {

    private static final Set<AlertState> ACTIVE = EnumSet.of(AlertState.PENDING, AlertState.FIRING);

    private final FactViews views;
    private final RulePublisher rules;
    private final InstantSource clock;

    PrometheusRoutes(FactViews views, RulePublisher rules, InstantSource clock) {
        this.views = views;
        this.rules = rules;
        this.clock = clock;
    }

    /** {@code GET /api/v1/alerts}. */
    HttpResponse alerts(Call call) {
        if (!views.caughtUp()) {
            return error(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "unavailable",
                    "starting: the facts of the past are still being read");
        }
        ArrayNode alerts = Json.NODES.arrayNode();
        views.alerts().list(ACTIVE).forEach(alert -> alerts.add(tree(alert)));
        return success("alerts", alerts);
    }

    /** {@code GET /api/v1/rules}. */
    HttpResponse rules(Call call) {
        Optional<Rulebook> known = rules.known();
        if (!views.caughtUp() || known.isEmpty()) {
            return error(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "unavailable",
                    "starting: the rules and alerts of the past are still being read");
        }
        Query query = call.query();
        String type = String.join(",", query.all("type"));
        Optional<Set<Kind>> kinds = kinds(type);
        if (kinds.isEmpty()) {
            return error(
                    HttpStatus.BAD_REQUEST,
                    "bad_data",
                    "type: \"" + type + "\" (expected: alert, record, or leave it out)");
        }
        Wanted wanted = new Wanted(
                kinds.get(),
                Set.copyOf(query.all("file[]")),
                Set.copyOf(query.all("rule_group[]")),
                Set.copyOf(query.all("rule_name[]")),
                !query.all("exclude_alerts").contains("true"));
        Collection<LiveGroup> inForce =
                known.get().at(clock.instant().toEpochMilli()).groups();
        return success("groups", new PrometheusRules(views.alerts().list(ACTIVE)).tree(inForce, wanted));
    }

    private static Optional<Set<Kind>> kinds(String type) {
        return switch (type) {
            case "" -> Optional.of(EnumSet.allOf(Kind.class));
            case "alert" -> Optional.of(EnumSet.of(Kind.ALERTING));
            case "record" -> Optional.of(EnumSet.of(Kind.RECORDING));
            default -> Optional.empty();
        };
    }

    private static HttpResponse success(String name, ArrayNode found) {
        ObjectNode body = Json.object().put("status", "success");
        body.putObject("data").set(name, found);
        return Json.ok(body);
    }

    private static HttpResponse error(HttpStatus status, String type, String message) {
        return Json.response(
                status,
                Json.object().put("status", "error").put("errorType", type).put("error", message));
    }

    /** An alert, as both of them have it. */
    static ObjectNode tree(Alert alert) {
        ObjectNode tree = Json.object();
        ObjectNode labels = tree.putObject("labels");
        new TreeMap<>(alert.getLabels()).forEach(labels::put);
        ObjectNode annotations = tree.putObject("annotations");
        new TreeMap<>(alert.getAnnotations()).forEach(annotations::put);
        tree.put("state", alert.getState().name().toLowerCase(Locale.ROOT));
        tree.put("activeAt", alert.getActiveAt() == null ? null : FactJson.time(alert.getActiveAt()));
        tree.put("value", GoFloats.format(alert.getValue(), 'e', GoFloats.SHORTEST));
        return tree;
    }
}
