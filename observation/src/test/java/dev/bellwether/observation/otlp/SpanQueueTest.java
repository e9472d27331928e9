package dev.bellwether.observation.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.observation.meter.Catalogue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpanQueueTest {

    private static final int CAPACITY = 10;

    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Receiver receiver = new Receiver();
    private final SpanQueue queue = new SpanQueue(receiver, CAPACITY, meters);
    private final SdkTracerProvider provider =
            SdkTracerProvider.builder().addSpanProcessor(queue).build();
    private final Tracer tracer = provider.get("test");

    @AfterEach
    void close() {
        receiver.answerAll(true);
        provider.shutdown();
    }

    @Test
    void whileTheReceiverIsSilent_asManyWaitAsMay_andTheOthersAreDropped() {
        end(CAPACITY + 3);

        assertThat(pending()).isEqualTo(CAPACITY);
        assertThat(count("dropped")).isEqualTo(3);
        assertThat(Catalogue.Export.ENDED_SPANS.counter(meters).count()).isEqualTo(CAPACITY + 3);
    }

    @Test
    void spansThatAreOnTheirWay_countAsWaiting_untilTheReceiverAnswers() {
        end(CAPACITY);
        var unused = queue.forceFlush();
        await().until(() -> receiver.waiting() == 1);
        end(1);
        assertThat(pending()).isEqualTo(CAPACITY);
        assertThat(count("dropped")).isEqualTo(1);

        receiver.answerAll(true);
        await().until(() -> pending() == 0);
        assertThat(count("exported")).isEqualTo(CAPACITY);
        end(1);
        assertThat(count("dropped")).isEqualTo(1);
    }

    @Test
    void whatTheReceiverDoesNotTake_isFailed_andMakesRoom() {
        end(CAPACITY);
        var unused = queue.forceFlush();
        await().until(() -> receiver.waiting() == 1);
        receiver.answerAll(false);

        await().until(() -> pending() == 0);
        assertThat(count("failed")).isEqualTo(CAPACITY);
        assertThat(count("exported")).isZero();
    }

    private void end(int spans) {
        for (int i = 0; i < spans; i++) {
            tracer.spanBuilder("span").startSpan().end();
        }
    }

    private double count(String result) {
        return Catalogue.Export.SPANS.counter(meters, result).count();
    }

    private double pending() {
        return meters.get("bellwether.export.pending.spans").gauge().value();
    }

    /** Answers when it is told to. */
    private static final class Receiver implements SpanExporter {

        private final Queue<CompletableResultCode> open = new ConcurrentLinkedQueue<>();

        int waiting() {
            return open.size();
        }

        void answerAll(boolean success) {
            for (CompletableResultCode result = open.poll(); result != null; result = open.poll()) {
                var unused = success ? result.succeed() : result.fail();
            }
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            CompletableResultCode result = new CompletableResultCode();
            open.add(result);
            return result;
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
