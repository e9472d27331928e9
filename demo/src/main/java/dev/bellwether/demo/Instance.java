package dev.bellwether.demo;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.ExceptionAttributes;
import io.opentelemetry.semconv.HttpAttributes;
import io.opentelemetry.semconv.NetworkAttributes;
import io.opentelemetry.semconv.ServerAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One version of one service as it runs: an HTTP server on a free port of loopback, with an OpenTelemetry SDK of its own.
 *
 * <p>A request takes the time that its {@link Fate} gives it, then fails or does what its route says. No thread waits
 * meanwhile.
 */
final class Instance {

    private static final Logger LOG = LoggerFactory.getLogger(Instance.class);

    static {
        // Headers and body leave in two writes. Without this the second waits for the client's delayed acknowledgement:
        // 40 ms.
        // Read once, when the first server of the process is made.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    /** The JDK's 50 overflows when a busy machine makes all visitors connect anew; each then waits a second to try again. */
    private static final int BACKLOG = 1_024;

    private static final Attributes FAILURE = Attributes.of(
            ExceptionAttributes.EXCEPTION_TYPE,
            "SimulatedFailure",
            ExceptionAttributes.EXCEPTION_MESSAGE,
            "this request was drawn to fail");
    private static final TextMapGetter<Headers> HEADERS = new HeadersGetter();

    private final Ledger ledger;
    private final List<Route> routes;
    private final Fate fate;
    private final Telemetry telemetry;
    private final Client client;
    private final ScheduledExecutorService workers;
    private final HttpServer server;
    private final AtomicInteger users = new AtomicInteger();

    private Instance(Plan plan, Wiring wiring, HttpServer server) {
        this.ledger = plan.ledger();
        this.routes = plan.routes();
        this.fate = plan.fate();
        this.workers = wiring.workers();
        this.telemetry = Telemetry.start(wiring.otlpEndpoint(), ledger);
        this.client = new Client(telemetry, ledger, wiring.network());
        this.server = server;
    }

    /** What runs. */
    record Plan(Ledger ledger, List<Route> routes, Fate fate) {}

    /** What it runs on, shared by all instances. */
    record Wiring(URI otlpEndpoint, Network network, ScheduledExecutorService workers) {}

    static Instance start(Plan plan, Wiring wiring) throws IOException {
        HttpServer server = HttpServer.create(Loopback.port(0), BACKLOG);
        Instance instance = new Instance(plan, wiring, server);
        server.setExecutor(wiring.workers());
        server.createContext("/", instance::accept);
        server.start();
        plan.ledger().started();
        return instance;
    }

    String version() {
        return ledger.version();
    }

    URI uri() {
        return URI.create("http://" + Loopback.HOST + ':' + port());
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void accept(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        enter();
        Context caller = telemetry.propagator().extract(Context.root(), exchange.getRequestHeaders(), HEADERS);
        String method = exchange.getRequestMethod();
        for (Route route : routes) {
            Optional<String> pathValue =
                    route.match(method, exchange.getRequestURI().getPath());
            if (pathValue.isPresent()) {
                Span span = startSpan(exchange, method + ' ' + route.template(), caller)
                        .setAttribute(HttpAttributes.HTTP_ROUTE, route.template())
                        .startSpan();
                Request request = new Serving(pathValue.get(), body, client, caller.with(span));
                serve(exchange, span, route, request);
                return;
            }
        }
        finish(exchange, startSpan(exchange, method, caller).startSpan(), 404, "{\"error\":\"not found\"}");
    }

    private void serve(HttpExchange exchange, Span span, Route route, Request request) {
        Fate.Decision decision = fate.next();
        Runnable work = decision.fails() ? () -> fail(exchange, span) : () -> act(exchange, span, route, request);
        long delayMicros = Math.round(route.medianMillis() * decision.slowness() * 1_000);
        var unused = workers.schedule(work, delayMicros, TimeUnit.MICROSECONDS);
    }

    private SpanBuilder startSpan(HttpExchange exchange, String name, Context caller) {
        return telemetry
                .tracer()
                .spanBuilder(name)
                .setParent(caller)
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(HttpAttributes.HTTP_REQUEST_METHOD, exchange.getRequestMethod())
                .setAttribute(UrlAttributes.URL_SCHEME, "http")
                .setAttribute(UrlAttributes.URL_PATH, exchange.getRequestURI().getPath())
                .setAttribute(ServerAttributes.SERVER_ADDRESS, Loopback.HOST)
                .setAttribute(ServerAttributes.SERVER_PORT, (long) port())
                .setAttribute(NetworkAttributes.NETWORK_PROTOCOL_VERSION, "1.1");
    }

    private void fail(HttpExchange exchange, Span span) {
        span.addEvent("exception", FAILURE);
        finish(exchange, span, 500, "{\"error\":\"simulated failure\"}");
    }

    private void act(HttpExchange exchange, Span span, Route route, Request request) {
        CompletableFuture<String> answer;
        try {
            answer = route.action().answer(request);
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        var unused = answer.whenComplete((json, failure) -> {
            if (failure != null) {
                // no route fails by design: a defect of the shop shows in its own telemetry
                span.recordException(failure);
                finish(exchange, span, 500, "{\"error\":\"internal\"}");
            } else {
                finish(exchange, span, 200, json);
            }
        });
    }

    private void finish(HttpExchange exchange, Span span, int status, String json) {
        boolean error = status >= 500;
        span.setAttribute(HttpAttributes.HTTP_RESPONSE_STATUS_CODE, (long) status);
        if (error) {
            span.setStatus(StatusCode.ERROR);
            span.setAttribute(ErrorAttributes.ERROR_TYPE, Integer.toString(status));
        }
        try (exchange) {
            byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (IOException e) {
            LOG.debug("{} {}: the client did not wait for its answer", ledger.service(), version(), e);
        } finally {
            span.end();
            ledger.requestEnded(error);
            leave();
        }
    }

    /** Begins to send what has ended so far. */
    CompletableResultCode flush() {
        return telemetry.flush();
    }

    /** Somebody is about to send a request, or has; or one is being answered. */
    void enter() {
        users.incrementAndGet();
    }

    void leave() {
        users.decrementAndGet();
    }

    /** Waits until nobody uses it any longer: all requests answered, all spans ended; at most until the deadline. */
    void drain(long deadlineNanos) throws InterruptedException {
        while (users.get() > 0 && System.nanoTime() - deadlineNanos < 0) {
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    /** Ends for good; what has not been flushed is lost and counted as dropped. */
    CompletableResultCode stop() {
        server.stop(0);
        return telemetry.shutdown().whenComplete(ledger::stopped);
    }

    /** A request that a route is answering, in the context of its entry span. */
    private record Serving(String pathValue, String body, Client client, Context context) implements Request {

        @Override
        public CompletableFuture<Optional<String>> get(String service, String path) {
            return client.call(context, "GET", service, path, null);
        }

        @Override
        public CompletableFuture<Optional<String>> post(String service, String path, String body) {
            return client.call(context, "POST", service, path, body);
        }
    }

    private static final class HeadersGetter implements TextMapGetter<Headers> {

        @Override
        public Iterable<String> keys(Headers carrier) {
            return carrier.keySet();
        }

        @Override
        public @Nullable String get(@Nullable Headers carrier, String key) {
            return carrier == null ? null : carrier.getFirst(key);
        }
    }
}
