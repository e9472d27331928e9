package dev.bellwether.console.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import dev.bellwether.console.status.Balances;
import dev.bellwether.console.status.MeterReport;
import dev.bellwether.console.status.Notices;
import dev.bellwether.console.status.RoleState;
import dev.bellwether.console.status.RoleStatus;
import dev.bellwether.schemas.FactJson;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the process lives, is ready, and what it sees. */
final class StatusRoutes {

    private final List<RoleStatus> roles;
    private final Supplier<Optional<Instant>> lastSeen;
    private final Supplier<Map<String, String>> about;
    private final MeterRegistry meters;

    StatusRoutes(
            List<RoleStatus> roles,
            Supplier<Optional<Instant>> lastSeen,
            Supplier<Map<String, String>> about,
            MeterRegistry meters) {
        this.roles = List.copyOf(roles);
        this.lastSeen = lastSeen;
        this.about = about;
        this.meters = meters;
    }

    /** {@code GET /healthz}. */
    HttpResponse health(Call call) {
        call.query().check();
        return Json.ok(Json.object().put("alive", true));
    }

    /** {@code GET /readyz}. */
    HttpResponse readiness(Call call) {
        call.query().check();
        ObjectNode body = Json.object();
        boolean ready = addRoles(body);
        return Json.response(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE, body);
    }

    /** {@code GET /v1/status}. */
    HttpResponse status(Call call) {
        call.query().check();
        ObjectNode body = Json.object();
        addRoles(body);
        body.put("lastSeen", lastSeen.get().map(FactJson::time).orElse(null));
        body.set("balances", Balances.STANDARD.toTree(meters));
        body.set("notices", Notices.STANDARD.toTree(meters));
        body.set("meters", MeterReport.toTree(meters));
        ObjectNode addresses = body.putObject("about");
        about.get().forEach(addresses::put);
        return Json.ok(body);
    }

    private boolean addRoles(ObjectNode body) {
        boolean ready = true;
        body.put("ready", true); // keeps its place in front
        ArrayNode array = body.putArray("roles");
        for (RoleStatus role : roles) {
            RoleState state = role.state();
            ready &= state == RoleState.RUNNING;
            ObjectNode details = array.addObject()
                    .put("role", role.name())
                    .put("state", state.name())
                    .putObject("details");
            role.details().forEach(details::put);
        }
        return body.put("ready", ready).get("ready").booleanValue();
    }
}
