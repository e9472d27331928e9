package dev.bellwether.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellwether.cli.Launched;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.RedWindow;
import dev.bellwether.schemas.Topics;
import dev.bellwether.testing.FaultProxy;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network loses an answer: the client cannot know that its request was taken, and sends it again. */
class ITLostAnswers {

    private static final Duration PATIENCE = Duration.ofSeconds(Launched.PATIENCE_SECONDS);
    private static final int SPANS = 50;

    private final Topics topics = Topics.standard();
    private final Ledger ledger = new Ledger();

    @TempDir
    private Path folder;

    @Test
    void whatTheSdkSendsAgain_isCountedOnce_andStatusSaysSo() throws IOException, InterruptedException {
        Map<String, String> settings = Map.of("windows.grace", "2s");
        try (OneProcess serve = OneProcess.launch(folder, settings)) {
            serve.awaitReady();

            sendAcrossALostAnswer(serve, serve.process().address("OTLP/gRPC"), SdkService::overGrpc);
            sendAcrossALostAnswer(serve, serve.process().address("OTLP/HTTP"), SdkService::overHttp);

            try (TopicReader reader = serve.reader()) {
                await("deltas and windows say what was sent")
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(300))
                        .untilAsserted(() -> assertThat(findings(reader)).isEmpty());
                assertThat(reader.records(topics.otlpSpans()).stream().filter(record -> record.value().length > 0))
                        .as("requests on the topic: two of each service, and what was sent again")
                        .hasSizeGreaterThanOrEqualTo(6);
            }
            await("status tells of what was sent again")
                    .atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(duplicates(serve.process().status())).isGreaterThanOrEqualTo(2));
        }
    }

    private void sendAcrossALostAnswer(OneProcess serve, URI server, Function<String, SdkService> sdk)
            throws IOException, InterruptedException {
        try (FaultProxy network = FaultProxy.listen().forwardTo(server.getHost(), server.getPort());
                SdkService service = sdk.apply(network.address())) {
            answerRequests(service);
            assertThat(service.flush()
                            .join(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                            .isSuccess())
                    .as("a request over a network that works")
                    .isTrue();
            long before = appended(serve.process().status());

            network.loseAnswers();
            answerRequests(service);
            CompletableResultCode sent = service.flush();
            await("the request is taken, its answer lost")
                    .atMost(PATIENCE)
                    .until(() -> appended(serve.process().status()) > before && network.lostBytes() > 0);
            network.restore();

            assertThat(sent.join(PATIENCE.toSeconds(), TimeUnit.SECONDS).isSuccess())
                    .as("acknowledged when it was sent again")
                    .isTrue();
            assertThat(appended(serve.process().status())).isGreaterThanOrEqualTo(before + 2);
        }
    }

    private void answerRequests(SdkService service) {
        Instant now = Instant.now();
        for (int i = 0; i < SPANS; i++) {
            ledger.add(service.answer(now.plusNanos(i)));
        }
    }

    private List<String> findings(TopicReader reader) {
        List<String> findings =
                WindowAudit.ofDeltas(ledger.totals(), reader.values(topics.redDeltas(), RedDelta.class));
        findings.addAll(WindowAudit.ofWindows(ledger.totals(), reader.values(topics.redWindows(), RedWindow.class)));
        return findings;
    }

    private static long appended(JsonNode status) {
        for (JsonNode balance : status.path("balances")) {
            if (balance.path("stage").asText().equals("ingest-requests")) {
                return balance.path("appended").asLong();
            }
        }
        throw new AssertionError("no balance of requests: " + status);
    }

    private static long duplicates(JsonNode status) {
        for (JsonNode notice : status.path("notices")) {
            if (notice.path("name").asText().equals("duplicates")) {
                return notice.path("count").asLong();
            }
        }
        throw new AssertionError("no notice of duplicates: " + status);
    }
}
