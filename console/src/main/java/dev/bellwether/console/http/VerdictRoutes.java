package dev.bellwether.console.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpResponse;
import dev.bellwether.console.view.Deployment;
import dev.bellwether.console.view.FactViews;
import dev.bellwether.console.view.VerdictAnswer;
import dev.bellwether.console.view.VerdictQuestion;
import dev.bellwether.facts.Verdict;
import dev.bellwether.schemas.FactJson;
import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.schemas.Versions;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Verdicts, by deployment and for gates. */
final class VerdictRoutes {

    /** How long a question may wait at most; whoever wants to wait longer asks again. */
    static final Duration MAX_WAIT = Duration.ofSeconds(60);

    private static final int MAX_STEP = 1_000;

    private final FactViews views;
    private final LongPolls polls;

    VerdictRoutes(FactViews views, LongPolls polls) {
        this.views = views;
        this.polls = polls;
    }

    /** {@code GET /v1/verdicts}: 200 whatever is known, since a gate takes any other status for an error of its own. */
    CompletableFuture<HttpResponse> forGates(Call call) {
        Query query = call.query();
        String service = query.required("service");
        String version = query.required("version");
        String environment = query.text("environment");
        String namespace = query.text("namespace");
        int step = query.number("step", 0, 0, MAX_STEP);
        Duration wait = wait(query);
        query.check();
        VerdictQuestion question =
                new VerdictQuestion(service, environment, namespace, Versions.normalise(version), step);
        CompletableFuture<VerdictAnswer> answer = polls.await(
                () -> views.answer(question),
                VerdictAnswer::settled,
                wait,
                call.context().eventLoop());
        return whileAsked(call, answer)
                .thenApplyAsync(
                        said -> Json.ok(tree(question, said)), call.context().blockingTaskExecutor());
    }

    private static ObjectNode tree(VerdictQuestion question, VerdictAnswer answer) {
        ServiceKey service = answer.service();
        Deployment deployment = answer.deployment();
        ObjectNode body = Json.object()
                .put("verdict", answer.verdict())
                .put("final", answer.last())
                .put("known", deployment != null)
                .put("reason", answer.reason())
                .put("deployment", deployment == null ? null : deployment.id())
                .put(
                        "phase",
                        deployment == null
                                ? null
                                : deployment.event().getPhase().name())
                .put("key", service == null ? null : service.toString())
                .put("environment", service == null ? question.environment() : service.environment())
                .put("namespace", service == null ? question.namespace() : service.namespace())
                .put("service", question.service())
                .put("version", question.version())
                .put("step", question.step());
        body.set("details", answer.details() == null ? null : FactJson.toTree(answer.details()));
        ArrayNode candidates = body.putArray("candidates");
        answer.candidates().forEach(candidate -> candidates.add(Json.service(candidate)));
        return body;
    }

    /** {@code GET /v1/deployments/{id}/verdict}. */
    CompletableFuture<HttpResponse> ofDeployment(Call call) {
        Duration wait = wait(call.query());
        call.query().check();
        String id = call.path("id");
        if (views.deployments().byId(id).isEmpty() && !views.verdicts().knows(id)) {
            throw DeploymentRoutes.unknown(id, views);
        }
        CompletableFuture<Optional<Verdict>> answer = polls.await(
                () -> views.verdicts().latestOf(id),
                verdict -> verdict.isPresent() && verdict.get().getFinal$(),
                wait,
                call.context().eventLoop());
        return whileAsked(call, answer)
                .thenApplyAsync(
                        verdict -> Json.ok(verdict.map(FactJson::toTree).orElseGet(() -> undecided(id))),
                        call.context().blockingTaskExecutor());
    }

    private ObjectNode undecided(String id) {
        ObjectNode body = Json.object()
                .put("fact", "verdict")
                .put("deployment", id)
                .put("final", false)
                .put("status", (String) null)
                .put("reason", "the deployment is being judged");
        body.set("about", views.deployments().byId(id).map(Json::deployment).orElse(null));
        return body;
    }

    private static Duration wait(Query query) {
        return query.duration("wait", Duration.ZERO, Duration.ZERO, MAX_WAIT);
    }

    /** Gives up waiting when nobody waits for the answer any more. */
    private static <T> CompletableFuture<T> whileAsked(Call call, CompletableFuture<T> answer) {
        var unused = call.over().thenRun(() -> answer.cancel(false));
        return answer;
    }
}
