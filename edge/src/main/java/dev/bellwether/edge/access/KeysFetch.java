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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gets an issuer's keys from where it publishes them: with bounds for the time of the whole answer and for its length, which an issuer that
 * sends a byte now and then, or without end, does not exceed. What it says in its errors never names the address, which may hold a password.
 */
final class KeysFetch implements ResourceRetriever {

    private final Duration timeout;
    private final int maxBytes;
    private final HttpClient http;

    /**
     * @param timeout of connecting and of the answer's head, and once more of its body
     * @param maxBytes of the body
     */
    KeysFetch(Duration timeout, int maxBytes) {
        this.timeout = timeout;
        this.maxBytes = maxBytes;
        this.http = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url.toString()))
                .timeout(timeout)
                .build();
        try {
            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new IOException("the issuer answers with status " + response.statusCode());
                }
                return new Resource(
                        read(body),
                        response.headers().firstValue("Content-Type").orElse(null));
            }
        } catch (InterruptedException e) {
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
                CompletableFuture.delayedExecutor(timeout.toNanos(), TimeUnit.NANOSECONDS));
        try {
            byte[] bytes = body.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw new IOException("the issuer's answer is longer than " + maxBytes + " bytes");
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
        throw new IOException("the issuer's answer has no end within " + timeout.toMillis() + " ms");
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // it is given up in any case
        }
    }
}
