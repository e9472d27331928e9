package dev.bellwether.console.http;

import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.prometheus.PrometheusExpositionService;
import dev.bellwether.console.log.Announcer;
import dev.bellwether.console.log.Tails;
import dev.bellwether.console.status.RoleStatus;
import dev.bellwether.console.view.FactViews;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Who answers which route.
 *
 * @param views what the facts say
 * @param polls questions that wait
 * @param tails open tails
 * @param announcer writes announcements
 * @param roles what {@code /readyz} depends on
 * @param about what a person should know of the process
 * @param meters of the process
 * @param clock what time it is
 * @param brokerPatience how long an announcement may take to be stored
 * @param startPatience how long it waits for its deployment
 */
public record RouteTable(
        FactViews views,
        LongPolls polls,
        Tails tails,
        Announcer announcer,
        List<RoleStatus> roles,
        Supplier<Map<String, String>> about,
        PrometheusMeterRegistry meters,
        InstantSource clock,
        Duration brokerPatience,
        Duration startPatience) {

    /** How long any answer may take but that of a tail. */
    public static final Duration LONGEST_ANSWER = VerdictRoutes.MAX_WAIT.plusSeconds(15);

    /** Binds every route. */
    public void bind(ServerBuilder server) {
        HttpService metrics = PrometheusExpositionService.of(meters.getPrometheusRegistry());
        for (Route route : Route.values()) {
            HttpService service = route == Route.METRICS ? metrics : new Endpoint(route, handler(route));
            server.route().path(route.path()).methods(route.method()).build(service);
        }
    }

    private Handler handler(Route route) {
        StatusRoutes status = new StatusRoutes(views, roles, about, meters);
        ServiceRoutes services = new ServiceRoutes(views, clock);
        DeploymentRoutes deployments =
                new DeploymentRoutes(views, announcer, polls, brokerPatience, startPatience, clock);
        VerdictRoutes verdicts = new VerdictRoutes(views, polls);
        FactRoutes facts = new FactRoutes(tails);
        return switch (route) {
            case HEALTHZ -> Handler.of(status::health);
            case READYZ -> Handler.of(status::readiness);
            case STATUS -> Handler.of(status::status);
            case SERVICES -> Handler.of(services::services);
            case ALERTS -> Handler.of(services::alerts);
            case ANNOUNCE -> deployments::announce;
            case DEPLOYMENTS -> Handler.of(deployments::list);
            case DEPLOYMENT -> Handler.of(deployments::one);
            case DEPLOYMENT_VERDICT -> verdicts::ofDeployment;
            case VERDICTS -> verdicts::forGates;
            case FACTS -> Handler.of(facts::tail);
            case METRICS -> throw new IllegalArgumentException("route: METRICS is bound by itself");
        };
    }
}
