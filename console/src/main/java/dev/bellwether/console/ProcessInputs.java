package dev.bellwether.console;

import static java.util.Objects.requireNonNull;

import dev.bellwether.console.status.RoleStatus;
import dev.bellwether.edge.Edge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a process does, whatever its roles.
 *
 * @param edge who may ask it, and how much
 * @param meters what {@code /metrics} and {@code /v1/status} show
 * @param roles the roles of this process; {@code /readyz} is 200 only when all of them are RUNNING
 * @param about what a person should know of this process, in the order to be shown: data folder, addresses, version
 * @param reload has it read the rule files again that its configuration names; empty where it reads none
 */
public record ProcessInputs(
        Edge edge,
        PrometheusMeterRegistry meters,
        List<RoleStatus> roles,
        Supplier<Map<String, String>> about,
        Optional<Reload> reload) {

    public ProcessInputs {
        requireNonNull(edge, "edge");
        requireNonNull(meters, "meters");
        roles = List.copyOf(roles);
        requireNonNull(about, "about");
        requireNonNull(reload, "reload");
    }
}
