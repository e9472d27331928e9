package dev.bellwether.edge.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gets an issuer's keys from where it publishes them: with bounds for the time of the whole answer and for its length, which an issuer that
 * sends a byte now and then, or without end, or elsewhere, does not exceed. What it says in its errors never names the address, which may hold
 * a password.
 */
final class KeysFetch implements ResourceRetriever {

    /**
     * What an answer may cost.
     *
     * @param untilBody from connecting to the end of the answer's head, all redirects included
     * @param body from there to its end
     * @param maxBytes of the body
     */
    record Bounds(Duration untilBody, Duration body, int maxBytes) {}

    private final HttpRequest request;
    private final Bounds bounds;
    private final HttpClient http =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    /** @param address http or https */
    KeysFetch(URI address, Bounds bounds) {
        this.request = HttpRequest.newBuilder(address).build();
        this.bounds = bounds;
    }

    /** @param url not looked at: a {@link URL} may hold what a {@link URI} cannot */
    @Override
    public Resource retrieveResource(URL url) throws IOException {
        HttpResponse<InputStream> response = begin();
        try (InputStream body = response.body()) {
            if (response.statusCode() != 200) {
                throw new IOException("the issuer answers with status " + response.statusCode());
            }
            return new Resource(
                    read(body), response.headers().firstValue("Content-Type").orElse(null));
        }
    }

    /** Nowhere does Java say whether the time-out of a request begins again with a redirect; this one does not. */
    private HttpResponse<InputStream> begin() throws IOException {
        CompletableFuture<HttpResponse<InputStream>> response = http.sendAsync(request, BodyHandlers.ofInputStream());
        try {
            return response.get(bounds.untilBody().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            response.cancel(true);
            throw new IOException(
                    "the issuer has not begun to answer within "
                            + bounds.untilBody().toMillis() + " ms",
                    e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException("the issuer cannot be asked", e);
        } catch (InterruptedException e) {
            response.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private String read(InputStream body) throws IOException {
        AtomicBoolean late = new AtomicBoolean();
        CompletableFuture<Void> timer = CompletableFuture.runAsync(
                () -> {
                    late.set(true);
                    close(body);
                },
                CompletableFuture.delayedExecutor(bounds.body().toNanos(), TimeUnit.NANOSECONDS));
        try {
            byte[] bytes = body.readNBytes(bounds.maxBytes() + 1);
            if (bytes.length > bounds.maxBytes()) {
                throw new IOException("the issuer's answer is longer than " + bounds.maxBytes() + " bytes");
            }
            if (!late.get()) {
                return new String(bytes, UTF_8);
            }
        } catch (IOException e) {
            if (!late.get()) {
                throw e;
            }
        } finally {
            timer.cancel(false);
        }
        // A stream that is closed while somebody reads it fails, or looks as if it had ended.
        throw new IOException(
                "the issuer's answer has no end within " + bounds.body().toMillis() + " ms");
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // it is given up in any case
        }
    }
}
