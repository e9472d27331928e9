package dev.bellwether.console.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.ResponseHeaders;
import dev.bellwether.console.view.FactViews;
import dev.bellwether.console.view.ServiceFilter;
import dev.bellwether.console.view.ServiceRates;
import dev.bellwether.console.view.ServicesView;
import dev.bellwether.console.view.VersionRates;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import dev.bellwether.schemas.FactJson;
import dev.bellwether.schemas.ServiceKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** How services do: their rates, and their alerts. */
final class ServiceRoutes {

    private static final Duration DEFAULT_RANGE = Duration.ofMinutes(1);
    private static final Duration MIN_RANGE = Duration.ofSeconds(5);

    /** Versions that Prometheus is told of, each with four series. */
    private static final int STANDARD_METRICS = 100;

    private static final int MOST_METRICS = 1000;

    private final FactViews views;
    private final InstantSource clock;

    ServiceRoutes(FactViews views, InstantSource clock) {
        this.views = views;
        this.clock = clock;
    }

    /** {@code GET /v1/services}. */
    HttpResponse services(Call call) {
        Query query = call.query();
        ServiceFilter filter = Filters.serviceVersion(query);
        Duration range = query.duration("range", DEFAULT_RANGE, MIN_RANGE, ServicesView.RETENTION);
        query.check();
        ServiceRates rates = views.services().rates(filter, range, clock.instant());
        ObjectNode body = Json.object()
                .put("asOf", FactJson.time(rates.asOf()))
                .put("rangeSeconds", range.toMillis() / 1000.0)
                .put("complete", rates.complete() && views.caughtUp());
        ArrayNode services = body.putArray("services");
        rates.versions().forEach(version -> services.add(tree(version, range)));
        return Json.ok(body);
    }

    /** {@code GET /metrics/services}. */
    HttpResponse metrics(Call call) {
        Query query = call.query();
        Duration range = query.duration("range", DEFAULT_RANGE, MIN_RANGE, ServicesView.RETENTION);
        int most = query.number("limit", STANDARD_METRICS, 1, MOST_METRICS);
        query.check();
        ServiceMetrics metrics = ServiceMetrics.of(
                views.services()
                        .rates(ServiceFilter.ALL, range, clock.instant())
                        .versions(),
                views.alerts().list(EnumSet.of(AlertState.PENDING, AlertState.FIRING)),
                most);
        return HttpResponse.of(
                ResponseHeaders.of(
                        HttpStatus.OK,
                        HttpHeaderNames.CONTENT_TYPE,
                        ServiceMetrics.CONTENT_TYPE,
                        HttpHeaderNames.CACHE_CONTROL,
                        "no-store"),
                HttpData.wrap(metrics.text()));
    }

    private ObjectNode tree(VersionRates version, Duration range) {
        ObjectNode tree = Json.service(version.subject().service())
                .put("version", version.subject().version())
                .put("requests", version.requests())
                .put("errors", version.errors())
                .put("requestsPerSecond", version.requestsPerSecond())
                .put("adjustedRequestsPerSecond", version.adjustedRequests() * 1000 / range.toMillis());
        tree.set("errorRatio", Json.number(version.errorRatio()));
        tree.set("p50Millis", Json.number(version.p50Millis()));
        tree.set("p99Millis", Json.number(version.p99Millis()));
        tree.put("lastSeen", FactJson.time(version.lastSeen()));
        tree.set(
                "openDeployment",
                views.deployments()
                        .openOf(version.subject())
                        .map(Json::deployment)
                        .orElse(null));
        return tree;
    }

    /** {@code GET /v1/alerts}. */
    HttpResponse alerts(Call call) {
        Query query = call.query();
        Set<AlertState> states = states(query);
        ServiceFilter filter = Filters.service(query);
        query.check();
        ObjectNode body = Json.object().put("complete", views.caughtUp());
        ArrayNode alerts = body.putArray("alerts");
        views.alerts().list(states).stream()
                .filter(alert -> admits(filter, alert))
                .forEach(alert -> alerts.add(FactJson.toTree(alert)));
        return Json.ok(body);
    }

    private static boolean admits(ServiceFilter filter, Alert alert) {
        if (filter.equals(ServiceFilter.ALL)) {
            return true;
        }
        Map<String, String> labels = alert.getLabels();
        return filter.admits(ServiceKey.of(labels.get("environment"), labels.get("namespace"), labels.get("service")));
    }

    private static Set<AlertState> states(Query query) {
        String word = query.text("state");
        if (word == null) {
            return EnumSet.allOf(AlertState.class);
        }
        List<AlertState> known = Arrays.stream(AlertState.values())
                .filter(state -> state != AlertState.UNKNOWN)
                .toList();
        for (AlertState state : known) {
            if (word(state).equals(word)) {
                return EnumSet.of(state);
            }
        }
        query.wrong("state", word, known.stream().map(ServiceRoutes::word).collect(Collectors.joining(", ")));
        return Set.of();
    }

    private static String word(AlertState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
