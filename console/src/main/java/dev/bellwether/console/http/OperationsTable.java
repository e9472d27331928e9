package dev.bellwether.console.http;

import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.prometheus.PrometheusExpositionService;
import dev.bellwether.console.Reload;
import dev.bellwether.console.status.RoleStatus;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who answers how the process does: the routes that every process has, whatever its roles.
 *
 * @param roles what {@code /readyz} depends on
 * @param lastSeen end of the newest window, where the process reads windows
 * @param about what a person should know of the process
 * @param meters of the process
 * @param reload has it read again what the configuration names, where it reads such files
 */
public record OperationsTable(
        List<RoleStatus> roles,
        Supplier<Optional<Instant>> lastSeen,
        Supplier<Map<String, String>> about,
        PrometheusMeterRegistry meters,
        Optional<Reload> reload) {

    public OperationsTable {
        roles = List.copyOf(roles);
    }

    /** Binds the operational routes. */
    public void bind(ServerBuilder server) {
        StatusRoutes status = new StatusRoutes(roles, lastSeen, about, meters);
        for (Route route : Route.OPERATIONS) {
            route.bind(server, service(route, status));
        }
    }

    private HttpService service(Route route, StatusRoutes status) {
        return switch (route) {
            case HEALTHZ -> new Endpoint(route, Handler.of(status::health));
            case READYZ -> new Endpoint(route, Handler.of(status::readiness));
            case STATUS -> new Endpoint(route, Handler.of(status::status));
            case RELOAD -> new Endpoint(route, new ReloadRoute(reload)::reload);
            case METRICS -> PrometheusExpositionService.of(meters.getPrometheusRegistry());
            default -> throw new IllegalArgumentException("route: " + route + " (expected: an operational one)");
        };
    }
}
