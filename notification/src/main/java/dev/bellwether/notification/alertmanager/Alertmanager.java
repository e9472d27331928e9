package dev.bellwether.notification.alertmanager;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellwether.notification.alertmanager.Answer.Failure;
import dev.bellwether.notification.schedule.OutgoingAlert;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** One Alertmanager, over HTTP. What it says in answers and errors never holds credentials. */
final class Alertmanager {

    /** The API's for alerts that are malformed, and what stands in between says of a request that is. */
    private static final Set<Integer> FAULTS_OF_THE_REQUEST = Set.of(400, 413, 422);

    private final AlertmanagerAddress address;
    private final AlertmanagerAccess access;
    private final HttpClient http;

    Alertmanager(AlertmanagerAddress address, AlertmanagerAccess access) {
        this.address = address;
        this.access = access;
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1);
        if (access.tls() != null) {
            builder.sslContext(access.tls());
        }
        this.http = builder.build();
    }

    String name() {
        return address.shown();
    }

    /** Tells it of these alerts, and waits for the whole answer, no longer than it may take. */
    Answer post(List<OutgoingAlert> alerts) throws InterruptedException {
        AnswerText text = new AnswerText();
        CompletableFuture<HttpResponse<Void>> sent =
                http.sendAsync(request(alerts), BodyHandlers.ofByteArrayConsumer(text));
        try {
            return answer(
                    sent.get(access.timeout().toNanos(), TimeUnit.NANOSECONDS).statusCode(), text);
        } catch (TimeoutException e) {
            return new Answer.Failed(
                    Failure.TIMEOUT, "no answer within " + access.timeout().toMillis() + " ms");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                return new Answer.Failed(Failure.UNREACHABLE, words(cause));
            }
            throw new IllegalStateException("an Alertmanager could not be asked", e.getCause());
        } finally {
            sent.cancel(true); // does nothing to one that has ended
        }
    }

    private HttpRequest request(List<OutgoingAlert> alerts) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.alerts())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(AlertJson.write(alerts)));
        address.authorization().ifPresent(value -> request.setHeader("Authorization", value));
        access.headers().get().forEach(request::setHeader);
        return request.build();
    }

    private static Answer answer(int status, AnswerText text) {
        if (status / 100 == 2) {
            return new Answer.Taken();
        }
        if (FAULTS_OF_THE_REQUEST.contains(status)) {
            return new Answer.Refused("status " + status + ": " + text);
        }
        return new Answer.Failed(Failure.STATUS, "status " + status);
    }

    /** Java says of a refused connection nothing but its class. */
    private static String words(IOException cause) {
        String message = cause.getMessage();
        String kind = cause.getClass().getSimpleName();
        return message == null ? kind : kind + ": " + message;
    }

    /** The beginning of an answer; the rest is passed over. */
    private static final class AnswerText implements Consumer<Optional<byte[]>> {

        private static final int MAX = 200;
        private final StringBuilder beginning = new StringBuilder();

        @Override
        public synchronized void accept(Optional<byte[]> bytes) {
            if (bytes.isPresent() && beginning.length() < MAX) {
                beginning.append(new String(bytes.get(), UTF_8));
                beginning.setLength(Math.min(beginning.length(), MAX));
            }
        }

        @Override
        public synchronized String toString() {
            return beginning.toString().replaceAll("\\p{Cntrl}+", " ").strip();
        }
    }
}
