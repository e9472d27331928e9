package dev.bellwether.ingest;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpObject;
import com.linecorp.armeria.common.HttpRequest;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Gathers a request's body as it comes, and stops as soon as it breaks a limit. Runs on the request's event loop alone. */
final class BodyCollector implements Subscriber<HttpObject> {

    private final Body body;
    private final CompletableFuture<Body> collected = new CompletableFuture<>();
    private @Nullable Subscription subscription;

    private BodyCollector(Body body) {
        this.body = body;
    }

    /**
     * @param timeout how long the body may take
     * @return completes with the body, or exceptionally with a {@link RefusedException}
     */
    static CompletableFuture<Body> collect(HttpRequest request, Body into, EventLoop eventLoop, Duration timeout) {
        BodyCollector collector = new BodyCollector(into);
        Future<?> timer = eventLoop.schedule(collector::timeOut, timeout.toNanos(), TimeUnit.NANOSECONDS);
        request.subscribe(collector, eventLoop);
        return collector.collected.whenComplete((body, error) -> timer.cancel(false));
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(HttpObject object) {
        if (!(object instanceof HttpData data) || collected.isDone()) {
            return; // trailers, or what was on its way when the request was refused
        }
        try {
            body.add(data.array());
        } catch (RefusedException e) {
            refuse(e);
        }
    }

    @Override
    public void onError(Throwable error) {
        collected.completeExceptionally(
                new RefusedException(RejectReason.INCOMPLETE, "the request ended before its end"));
    }

    @Override
    public void onComplete() {
        collected.complete(body);
    }

    private void timeOut() {
        refuse(new RefusedException(RejectReason.INCOMPLETE, "the request took too long to arrive"));
    }

    /** The answer goes out at once; nothing more is read. */
    private void refuse(RefusedException reason) {
        if (collected.completeExceptionally(reason) && subscription != null) {
            subscription.cancel();
        }
    }
}
