package dev.bellwether.console.http;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.util.Exceptions;
import dev.bellwether.alerting.rulefile.NotPublishedException;
import dev.bellwether.console.Reload;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Reading rule files again, as Prometheus does it. */
final class ReloadRoute {

    private final Optional<Reload> reload;

    ReloadRoute(Optional<Reload> reload) {
        this.reload = reload;
    }

    /** {@code POST /-/reload}. */
    CompletableFuture<HttpResponse> reload(Call call) {
        call.query().check();
        return reload.orElseThrow(() -> HttpProblem.of(
                        HttpStatus.NOT_FOUND,
                        "this process reads no rule files",
                        "ask a process that has the role alerting"))
                .again()
                .thenApply(ReloadRoute::answer)
                .exceptionally(e -> {
                    throw unwritten(e);
                });
    }

    private static HttpResponse answer(List<String> problems) {
        if (!problems.isEmpty()) {
            throw HttpProblem.withProblems(HttpStatus.INTERNAL_SERVER_ERROR, problems, "nothing has changed");
        }
        return Json.ok(Json.object().put("reloaded", true));
    }

    private static HttpProblem unwritten(Throwable thrown) {
        return Exceptions.peel(thrown) instanceof NotPublishedException e
                ? HttpProblem.of(HttpStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage()), "reload again")
                : Errors.problem("reloading", thrown);
    }
}
