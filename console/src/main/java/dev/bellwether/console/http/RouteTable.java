package dev.bellwether.console.http;

import com.linecorp.armeria.server.ServerBuilder;
import dev.bellwether.alerting.rulefile.RulePublisher;
import dev.bellwether.console.letters.LetterBox;
import dev.bellwether.console.log.Announcer;
import dev.bellwether.console.log.Tails;
import dev.bellwether.console.view.FactViews;
import java.time.Duration;
import java.time.InstantSource;

/**
 * Who answers which route over the facts; {@link OperationsTable} has the others.
 *
 * @param views what the facts say
 * @param polls questions that wait
 * @param tails open tails
 * @param announcer writes announcements
 * @param letters what could not be read
 * @param rules what is known of rules, and who writes them
 * @param clock what time it is
 * @param brokerPatience how long an announcement may take to be stored
 * @param startPatience how long it waits for its deployment
 */
public record RouteTable(
        FactViews views,
        LongPolls polls,
        Tails tails,
        Announcer announcer,
        LetterBox letters,
        RulePublisher rules,
        InstantSource clock,
        Duration brokerPatience,
        Duration startPatience) {

    /** How long any answer may take but that of a tail. */
    public static final Duration LONGEST_ANSWER = VerdictRoutes.MAX_WAIT.plusSeconds(15);

    /** Binds every route but the operational ones. */
    public void bind(ServerBuilder server) {
        for (Route route : Route.values()) {
            if (!Route.OPERATIONS.contains(route)) {
                route.bind(server, new Endpoint(route, handler(route)));
            }
        }
    }

    private Handler handler(Route route) {
        ServiceRoutes services = new ServiceRoutes(views, clock);
        DeploymentRoutes deployments =
                new DeploymentRoutes(views, announcer, polls, brokerPatience, startPatience, clock);
        VerdictRoutes verdicts = new VerdictRoutes(views, polls);
        FactRoutes facts = new FactRoutes(tails);
        PrometheusRoutes prometheus = new PrometheusRoutes(views, rules, clock);
        RuleRoutes files = new RuleRoutes(rules, clock);
        DeadLetterRoutes dead = new DeadLetterRoutes(letters);
        return switch (route) {
            case SERVICES -> Handler.of(services::services);
            case SERVICE_METRICS -> Handler.of(services::metrics);
            case ALERTS -> Handler.of(services::alerts);
            case PROMETHEUS_ALERTS -> Handler.of(prometheus::alerts);
            case PROMETHEUS_RULES -> Handler.of(prometheus::rules);
            case RULES -> Handler.of(files::list);
            case APPLY_RULES -> files::apply;
            case REMOVE_RULES -> files::remove;
            case ANNOUNCE -> deployments::announce;
            case DEPLOYMENTS -> Handler.of(deployments::list);
            case DEPLOYMENT -> Handler.of(deployments::one);
            case DEPLOYMENT_VERDICT -> verdicts::ofDeployment;
            case VERDICTS -> verdicts::forGates;
            case DEAD_LETTERS -> dead::list;
            case DEAD_LETTER -> dead::one;
            case REPLAY -> dead::replay;
            case FACTS -> Handler.of(facts::tail);
            case HEALTHZ, READYZ, METRICS, STATUS, RELOAD ->
                throw new IllegalArgumentException("route: " + route + " (expected: one over the facts)");
        };
    }
}
