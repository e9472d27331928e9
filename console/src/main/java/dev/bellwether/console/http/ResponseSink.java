package dev.bellwether.console.http;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import dev.bellwether.console.log.TailSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** Lines into a response: a chunk is given to Armeria only when it has sent the one before, as fast as the client reads. */
final class ResponseSink implements TailSink {

    private static final MediaType NDJSON = MediaType.parse("application/x-ndjson");

    private final HttpResponseWriter writer;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private boolean begun;

    ResponseSink(HttpResponseWriter writer) {
        this.writer = writer;
    }

    @Override
    public boolean begin() {
        begun = true;
        return writer.tryWrite(ResponseHeaders.builder(HttpStatus.OK)
                .contentType(NDJSON)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .build());
    }

    @Override
    public boolean write(String lines) throws InterruptedException {
        if (!writer.tryWrite(HttpData.ofUtf8(lines))) {
            return false;
        }
        try {
            CompletableFuture.anyOf(writer.whenConsumed(), writer.whenComplete(), stopped)
                    .get();
        } catch (ExecutionException e) {
            return false; // the client went away
        }
        return writer.isOpen() && !stopped.isDone();
    }

    @Override
    public void stop() {
        stopped.complete(null);
    }

    @Override
    public void end() {
        writer.close();
    }

    @Override
    public void fail(Throwable cause) {
        if (!begun) {
            HttpProblem problem = HttpProblem.of(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "the topic cannot be read: " + cause.getMessage(),
                    "ask again in some seconds; /v1/status says how the broker does");
            var unused = problem.response().aggregate().thenAccept(response -> writer.close(response));
        } else {
            writer.close(cause); // cuts the connection, so that nobody takes what came for all there is
        }
    }
}
