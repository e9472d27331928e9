package dev.bellwether.console.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import dev.bellwether.console.view.FactViews;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import dev.bellwether.promql.text.GoFloats;
import dev.bellwether.schemas.FactJson;
import java.util.EnumSet;
import java.util.Locale;
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

    PrometheusRoutes(FactViews views) {
        this.views = views;
    }

    /** {@code GET /api/v1/alerts}. */
    HttpResponse alerts(Call call) {
        if (!views.caughtUp()) {
            return Json.response(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    Json.object()
                            .put("status", "error")
                            .put("errorType", "unavailable")
                            .put("error", "starting: the facts of the past are still being read"));
        }
        ObjectNode body = Json.object().put("status", "success");
        ArrayNode alerts = body.putObject("data").putArray("alerts");
        views.alerts().list(ACTIVE).forEach(alert -> alerts.add(tree(alert)));
        return Json.ok(body);
    }

    private static ObjectNode tree(Alert alert) {
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
