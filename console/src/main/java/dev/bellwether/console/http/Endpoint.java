package dev.bellwether.console.http;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** One route as Armeria sees it: reads the request, asks the handler, and turns what it throws into an answer. */
final class Endpoint implements HttpService {

    private final Route route;
    private final Handler handler;

    Endpoint(Route route, Handler handler) {
        this.route = route;
        this.handler = handler;
    }

    @Override
    public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
        Query query = new Query(context.queryParams(), route.parameters(), "filter");
        // health is answered on the event loop, so that it is answered also when every other thread is busy
        Executor executor = route == Route.HEALTHZ ? context.eventLoop() : context.blockingTaskExecutor();
        CompletableFuture<@Nullable Void> over = new CompletableFuture<>();
        HttpResponse response = HttpResponse.of(request.aggregate()
                .thenComposeAsync(whole -> handler.answer(new Call(context, query, whole, over)), executor)
                .exceptionally(e -> Errors.problem(context, e).response()));
        var unused = response.whenComplete().whenComplete((done, e) -> over.complete(null));
        return response;
    }
}
