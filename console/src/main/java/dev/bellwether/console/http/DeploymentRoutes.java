package dev.bellwether.console.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.util.Exceptions;
import dev.bellwether.console.log.Announcer;
import dev.bellwether.console.view.Deployment;
import dev.bellwether.console.view.FactViews;
import dev.bellwether.console.view.Resolution;
import dev.bellwether.console.view.ServiceFilter;
import dev.bellwether.console.view.ServiceVersion;
import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.schemas.FactJson;
import dev.bellwether.schemas.ServiceKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Announcing deployments, and looking at them. */
final class DeploymentRoutes {

    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    private final FactViews views;
    private final Announcer announcer;
    private final LongPolls polls;
    private final Duration brokerPatience;
    private final Duration startPatience;
    private final InstantSource clock;

    DeploymentRoutes(
            FactViews views,
            Announcer announcer,
            LongPolls polls,
            Duration brokerPatience,
            Duration startPatience,
            InstantSource clock) {
        this.views = views;
        this.announcer = announcer;
        this.polls = polls;
        this.brokerPatience = brokerPatience;
        this.startPatience = startPatience;
        this.clock = clock;
    }

    /** {@code POST /v1/deployments}. */
    CompletableFuture<HttpResponse> announce(Call call) {
        call.query().check();
        JsonBody.require(call);
        DeploymentForm form = DeploymentForm.parse(call.request().content().array());
        Resolution resolution =
                views.resolve(new ServiceFilter(form.service(), form.environment(), form.namespace(), null));
        ServiceKey service = resolution.service();
        if (service == null) {
            throw ambiguous(form.service(), resolution);
        }
        DeploymentEvent event = form.event(service, clock.instant());
        return announcer
                .write(event)
                .orTimeout(brokerPatience.toMillis() * 2, TimeUnit.MILLISECONDS)
                .exceptionally(e -> {
                    throw notWritten(Exceptions.peel(e));
                })
                .thenCompose(offset -> answered(event, offset, call))
                .thenApplyAsync(
                        begun -> announced(event, resolution, begun),
                        call.context().blockingTaskExecutor());
    }

    private static HttpProblem ambiguous(String name, Resolution resolution) {
        ArrayNode candidates = Json.NODES.arrayNode();
        resolution.candidates().forEach(candidate -> candidates.add(Json.service(candidate)));
        return HttpProblem.of(
                        HttpStatus.CONFLICT,
                        resolution.candidates().size() + " services are named " + name,
                        "say which by environment and namespace")
                .with("candidates", candidates);
    }

    private static HttpProblem notWritten(Throwable cause) {
        if (cause instanceof Announcer.NotWrittenException || cause instanceof TimeoutException) {
            return HttpProblem.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    cause instanceof TimeoutException
                            ? "the broker did not confirm the announcement in time"
                            : String.valueOf(cause.getMessage()),
                    "announce it again: announcing twice does no harm");
        }
        return Errors.problem("announcing", cause);
    }

    /** Waits for the verification application's word on what was announced; empty where it does not come in time. */
    private CompletableFuture<Optional<Deployment>> answered(DeploymentEvent event, long offset, Call call) {
        views.deployments().apply(event, offset); // so that whoever asks next knows of it, however far reading has come
        ServiceVersion subject = new ServiceVersion(ServiceKey.from(event), event.getVersion());
        return polls.await(
                () -> Optional.ofNullable(views.deployments().standing(subject).deployment())
                        .filter(deployment -> deployment.offset() > offset),
                Optional::isPresent,
                startPatience,
                call.context().eventLoop());
    }

    private static HttpResponse announced(DeploymentEvent event, Resolution resolution, Optional<Deployment> begun) {
        ObjectNode body = Json.object();
        body.put("key", ServiceKey.from(event).toString());
        body.put("knownService", resolution.known());
        body.set("written", FactJson.toTree(event));
        body.set("deployment", begun.map(Json::deployment).orElse(null));
        if (begun.isEmpty()) {
            body.put("what_to_do", "the announcement is stored; ask GET /v1/verdicts, which waits for its deployment");
            return Json.response(HttpStatus.ACCEPTED, body);
        }
        return Json.response(
                Json.headers(HttpStatus.CREATED).toBuilder()
                        .set(
                                HttpHeaderNames.LOCATION,
                                "/v1/deployments/" + begun.get().id())
                        .build(),
                body);
    }

    /** {@code GET /v1/deployments}. */
    HttpResponse list(Call call) {
        Query query = call.query();
        ServiceFilter filter = Filters.serviceVersion(query);
        Boolean open = query.flag("open");
        int limit = query.number("limit", DEFAULT_LIMIT, 1, MAX_LIMIT);
        query.check();
        ObjectNode body = Json.object().put("complete", views.caughtUp());
        ArrayNode deployments = body.putArray("deployments");
        views.deployments()
                .list(filter, open, limit)
                .forEach(deployment -> deployments.add(Json.deployment(deployment)));
        ArrayNode announced = body.putArray("announced");
        if (open == null || open) {
            views.deployments().announced(filter, limit).forEach(event -> announced.add(FactJson.toTree(event)));
        }
        return Json.ok(body);
    }

    /** {@code GET /v1/deployments/{id}}. */
    HttpResponse one(Call call) {
        call.query().check();
        String id = call.path("id");
        return views.deployments()
                .byId(id)
                .map(deployment -> Json.ok(Json.deployment(deployment)))
                .orElseThrow(() -> unknown(id, views));
    }

    static HttpProblem unknown(String id, FactViews views) {
        return views.caughtUp()
                ? HttpProblem.of(
                        HttpStatus.NOT_FOUND, "no deployment has the id " + id, "GET /v1/deployments lists them")
                : HttpProblem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "starting: the facts of the past are still being read",
                        "ask again in some seconds");
    }
}
