package dev.bellwether.cli.crash;

import static dev.bellwether.cli.crash.Patience.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.bench.audit.Ledger;
import dev.bellwether.bench.audit.TopicReader;
import dev.bellwether.cli.ServeStatus;
import dev.bellwether.schemas.Topics;
import dev.bellwether.testing.FaultProxy;
import io.opentelemetry.sdk.common.CompletableResultCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The network loses an answer: the client cannot know that its request was taken, and sends it again. */
class ITLostAnswers {

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
                patiently("deltas and windows say what was sent")
                        .untilAsserted(() -> assertThat(new Account(topics, reader).traffic(ledger.totals()))
                                .isEmpty());
                assertThat(reader.records(topics.otlpSpans()).stream().filter(record -> record.value().length > 0))
                        .as("requests on the topic: two of each service, and what was sent again")
                        .hasSizeGreaterThanOrEqualTo(6);
            }
            patiently("status tells of what was sent again")
                    .untilAsserted(() -> assertThat(serve.process().status().notices("duplicates"))
                            .isGreaterThanOrEqualTo(2));
        }
    }

    private void sendAcrossALostAnswer(OneProcess serve, URI server, Function<String, SdkService> sdk)
            throws IOException, InterruptedException {
        try (FaultProxy network = FaultProxy.listen().forwardTo(server.getHost(), server.getPort());
                SdkService service = sdk.apply(network.address())) {
            answerRequests(service);
            assertThat(service.flush()
                            .join(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS)
                            .isSuccess())
                    .as("a request over a network that works")
                    .isTrue();
            long before = appended(serve.process().status());

            network.loseAnswers();
            answerRequests(service);
            CompletableResultCode sent = service.flush();
            patiently("the request is taken, its answer lost")
                    .until(() -> appended(serve.process().status()) > before && network.lostBytes() > 0);
            network.restore();

            assertThat(sent.join(Patience.LONGEST.toSeconds(), TimeUnit.SECONDS).isSuccess())
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

    private static long appended(ServeStatus status) {
        return status.balance("ingest-requests").path("appended").asLong();
    }
}
