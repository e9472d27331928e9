package dev.bellwether.console.http;

import com.linecorp.armeria.common.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Answers the calls to one route. Must not block. */
interface Handler {

    /** @throws HttpProblem if the call cannot be served */
    CompletableFuture<HttpResponse> answer(Call call);

    /** For answers that need not be waited for. */
    static Handler of(Function<Call, HttpResponse> now) {
        return call -> CompletableFuture.completedFuture(now.apply(call));
    }
}
