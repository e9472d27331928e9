package dev.bellwether.console.http;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceBindingBuilder;
import dev.bellwether.alerting.rulefile.RulePublisher;
import dev.bellwether.edge.access.Guarded;
import dev.bellwether.edge.access.Permission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Every route of the console: the one place. Path parameters stand in braces; the query parameters are all that a route
 * knows, and any other is refused.
 */
@SuppressWarnings("ImmutableEnumChecker") // the lists are made by List.of
public enum Route {
    HEALTHZ(HttpMethod.GET, "/healthz", Permission.ANYBODY, "200 while the process lives", List.of()),
    READYZ(
            HttpMethod.GET,
            "/readyz",
            Permission.ANYBODY,
            "200 when every role is RUNNING and the facts have been read, else 503; the body says what is missing",
            List.of()),
    METRICS(
            HttpMethod.GET,
            "/metrics",
            Permission.READ,
            "every meter of the process, for Prometheus",
            List.of("name[]")),
    SERVICE_METRICS(
            HttpMethod.GET,
            "/metrics/services",
            Permission.READ,
            "golden signals and alerts of the busiest versions, for Prometheus: at most `limit`, 100 unless told, up to 1000",
            List.of("range", "limit")),
    STATUS(
            HttpMethod.GET,
            "/v1/status",
            Permission.READ,
            "do you see me? roles, what was received, rejected and why, late, capped; addresses",
            List.of()),
    RELOAD(
            HttpMethod.POST,
            "/-/reload",
            Permission.OPERATE,
            "reads the rule files that the configuration names again, in a process with the role alerting; 500 with all problems",
            List.of()),
    SERVICES(
            HttpMethod.GET,
            "/v1/services",
            Permission.READ,
            "each version of each service: rate, error ratio, p50, p99, last seen, open deployment",
            List.of("service", "environment", "namespace", "version", "range")),
    ALERTS(
            HttpMethod.GET,
            "/v1/alerts",
            Permission.READ,
            "alerts as they stand, firing ones first",
            List.of("state", "service", "environment", "namespace")),
    PROMETHEUS_ALERTS(
            HttpMethod.GET,
            "/api/v1/alerts",
            Permission.READ,
            "pending and firing alerts, in the form of Prometheus' API",
            List.of()),
    PROMETHEUS_RULES(
            HttpMethod.GET,
            "/api/v1/rules",
            Permission.READ,
            "rules that are in force, with their alerts, in the form of Prometheus' API",
            List.of("type", "rule_name[]", "rule_group[]", "file[]", "exclude_alerts")),
    RULES(
            HttpMethod.GET,
            "/v1/rules",
            Permission.READ,
            "rule files with their groups, where they come from, and from when on they are in force",
            List.of()),
    APPLY_RULES(
            HttpMethod.PUT,
            "/v1/rules/{file}",
            Permission.OPERATE,
            "puts a rule file in place, or refuses it with all that is wrong",
            List.of()),
    REMOVE_RULES(HttpMethod.DELETE, "/v1/rules/{file}", Permission.OPERATE, "ends the rules of a file", List.of()),
    ANNOUNCE(
            HttpMethod.POST,
            "/v1/deployments",
            Permission.DEPLOY,
            "announces a deployment, or what became of it",
            List.of()),
    DEPLOYMENTS(
            HttpMethod.GET,
            "/v1/deployments",
            Permission.READ,
            "deployments, newest first, and what was announced and has not begun",
            List.of("service", "environment", "namespace", "version", "open", "limit")),
    DEPLOYMENT(HttpMethod.GET, "/v1/deployments/{id}", Permission.READ, "one deployment", List.of()),
    DEPLOYMENT_VERDICT(
            HttpMethod.GET,
            "/v1/deployments/{id}/verdict",
            Permission.READ,
            "the verdict on one deployment; waits for the final one as long as it is told to",
            List.of("wait")),
    VERDICTS(
            HttpMethod.GET,
            "/v1/verdicts",
            Permission.READ,
            "the verdict on a version, for gates: always 200, the body says what is known",
            List.of("service", "environment", "namespace", "version", "step", "wait")),
    DEAD_LETTERS(
            HttpMethod.GET,
            "/v1/dead-letters",
            Permission.READ,
            "what could not be read and why, the newest of it; and how much of each kind",
            List.of("topic", "application", "reason", "since", "limit")),
    DEAD_LETTER(
            HttpMethod.GET,
            "/v1/dead-letters/{partition}/{offset}",
            Permission.OPERATE,
            "one dead letter with its bytes, in base64",
            List.of()),
    REPLAY(
            HttpMethod.POST,
            "/v1/dead-letters/replay",
            Permission.OPERATE,
            "writes dead letters back to where they came from, or says what it would write",
            List.of()),
    FACTS(
            HttpMethod.GET,
            "/v1/facts/{topic}",
            Permission.READ,
            "facts as they stand on the topic, one JSON object a line; follows the topic where it is told to",
            List.of("from", "follow", "filter"));

    /** How the process does: what every process serves, whatever its roles. */
    public static final Set<Route> OPERATIONS = Set.copyOf(EnumSet.of(HEALTHZ, READYZ, METRICS, STATUS, RELOAD));

    private final HttpMethod method;
    private final String path;
    private final Permission permission;
    private final String description;
    private final List<String> parameters;

    Route(HttpMethod method, String path, Permission permission, String description, List<String> parameters) {
        this.method = method;
        this.path = path;
        this.permission = permission;
        this.description = description;
        this.parameters = parameters;
    }

    /** Binds a service that answers it, for those who may ask. */
    void bind(ServerBuilder server, HttpService service) {
        ServiceBindingBuilder route = server.route().path(path).methods(method);
        if (this == APPLY_RULES) {
            route.maxRequestLength(RulePublisher.MAX_TEXT_BYTES);
        }
        route.build(Guarded.by(permission, service));
    }

    public HttpMethod method() {
        return method;
    }

    public String path() {
        return path;
    }

    /** What it asks of whoever calls it. */
    public Permission permission() {
        return permission;
    }

    /** What it does, in one line. */
    public String description() {
        return description;
    }

    /** Names of the query parameters that it knows. */
    public List<String> parameters() {
        return parameters;
    }
}
