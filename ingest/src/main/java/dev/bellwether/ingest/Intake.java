package dev.bellwether.ingest;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.bellwether.ingest.append.Appender;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What all protocols do with a request, apart from their own wrapping and wording. Thread-safe. */
final class Intake {

    /** What a request costs beside its bytes: buffers, headers, and the objects on its way. So that many small ones are bounded too. */
    static final int REQUEST_BYTES = 8 * 1024;

    private final IngestConfig config;
    private final Appender appender;
    private final InFlightBytes bytes;
    private final Clients clients;
    private final IngestCounters counters;
    private final Object idle = new Object();
    private volatile @Nullable String closedBecause;
    private volatile @Nullable String pausedBecause;

    Intake(IngestConfig config, Appender appender, MeterRegistry meters) {
        this.config = config;
        this.appender = appender;
        // The largest request has to fit on its own, with what gRPC puts in front of it.
        this.bytes = new InFlightBytes(config.limits().maxInFlightBytes() + REQUEST_BYTES + GrpcAnswers.PREFIX_BYTES);
        this.clients = new Clients(config.limits().client());
        this.counters = new IngestCounters(meters, bytes, clients);
    }

    IngestConfig config() {
        return config;
    }

    Appender appender() {
        return appender;
    }

    IngestStats stats() {
        return counters.stats();
    }

    /**
     * Takes a request all the way to the broker.
     *
     * @param wrapping bytes that the protocol adds to a request
     * @return completes with what became of it, never exceptionally
     */
    CompletableFuture<Outcome> take(
            ServiceRequestContext context, HttpRequest request, Content content, int wrapping, PayloadDecoder decoder) {
        Exchange exchange = begin(content, Origin.of(context));
        Optional<Outcome.Rejected> closed = refusal();
        if (closed.isPresent()) {
            return exchange.end(closed.get());
        }
        if (exchange.reservation().client().hasTooManyRequests()) {
            return exchange.end(new Outcome.Rejected(
                    RejectReason.CLIENT_LIMIT,
                    "this client has " + config.limits().client().maxRequests()
                            + " requests on their way, and may have no more (ingest.max-client-requests)"));
        }
        try {
            exchange.reservation().grow(REQUEST_BYTES);
        } catch (RefusedException e) {
            return exchange.end(e.outcome());
        }
        Body body = new Body(exchange.reservation(), config.limits().maxRequestBytes() + wrapping);
        if (request.headers().contentLength() > config.limits().maxRequestBytes() + (long) wrapping) {
            return exchange.end(new Outcome.Rejected(
                    RejectReason.TOO_LARGE,
                    "request is larger than " + config.limits().maxRequestBytes() + " bytes"));
        }
        return BodyCollector.collect(request, body, context.eventLoop().withoutContext(), config.receiveTimeout())
                .thenCompose(collected -> exchange.process(collected, decoder, context.blockingTaskExecutor()))
                .exceptionallyCompose(error -> exchange.failed(error, body.length()));
    }

    /** A request for such content that is refused before its body is looked at. */
    Outcome.Rejected refuse(Content content, RejectReason reason, String message) {
        Outcome.Rejected outcome = new Outcome.Rejected(reason, message);
        var unused = begin(content, Origin.UNTOLD).end(outcome);
        return outcome;
    }

    /** A request for nothing that there is. */
    Outcome.Rejected refuseUnknown(String message) {
        counters.unknownPath();
        return new Outcome.Rejected(RejectReason.UNKNOWN_PATH, message);
    }

    /** Why no request is taken at present; empty while they are. */
    Optional<Outcome.Rejected> refusal() {
        String closed = closedBecause;
        if (closed != null) {
            return Optional.of(new Outcome.Rejected(RejectReason.CLOSED, closed));
        }
        String paused = pausedBecause;
        if (paused != null) {
            return Optional.of(new Outcome.Rejected(RejectReason.PAUSED, paused));
        }
        return appender.outage().map(outage -> new Outcome.Rejected(RejectReason.BROKER_UNAVAILABLE, outage.inWords()));
    }

    /** From now on requests are refused, retryably, whoever resumes. */
    void close(String because) {
        closedBecause = because;
    }

    /** From now on requests are refused, retryably. */
    void pause(String because) {
        pausedBecause = because;
    }

    /** From now on requests are taken again. */
    void resume() {
        pausedBecause = null;
    }

    /** Waits until all requests are answered; false if that takes longer, or the thread is interrupted. */
    boolean awaitIdle(Duration timeout) {
        long end = System.nanoTime() + timeout.toNanos();
        synchronized (idle) {
            while (counters.inFlight().get() > 0) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(idle, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return false;
                }
            }
        }
        return true;
    }

    /** A request that counts from now on, until it is settled. */
    Exchange begin(Content content, Origin origin) {
        counters.inFlight().incrementAndGet();
        return new Exchange(
                this, content, origin, counters.of(content.feed()), bytes.open(clients.enter(origin.client())));
    }

    void ended() {
        if (counters.inFlight().decrementAndGet() == 0) {
            synchronized (idle) {
                idle.notifyAll();
            }
        }
    }
}
