package dev.bellwether.processors.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.processors.runtime.Replacements.Decision;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ReplacementsTest {

    private final BrokerSilence silence = new BrokerSilence();
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private final Replacements replacements = new Replacements(silence, () -> now);

    @Test
    void faultThatComesBack_stopsTheApplication() {
        for (int i = 0; i < Replacements.MAX; i++) {
            assertThat(replacements.after(fault())).isEqualTo(Decision.REPLACE);
        }
        assertThat(replacements.after(fault())).isEqualTo(Decision.STOP);
    }

    @Test
    void faultsOfLongAgo_doNotCount() {
        for (int i = 0; i < 3 * Replacements.MAX; i++) {
            assertThat(replacements.after(fault())).isEqualTo(Decision.REPLACE);
            now = now.plus(Duration.ofMinutes(Replacements.WINDOW_MINUTES).dividedBy(Replacements.MAX - 1));
        }
    }

    @Test
    void brokerThatDoesNotAnswer_isWaitedFor_andIsNoFault() {
        Throwable timeout = new StreamsException("cannot commit", new KafkaException(new TimeoutException("expired")));
        for (int i = 0; i < 3 * Replacements.MAX; i++) {
            assertThat(replacements.after(timeout)).isEqualTo(Decision.REPLACE_AFTER_SILENCE);
        }
        assertThat(replacements.after(new StreamsException(new DisconnectException("reset"))))
                .isEqualTo(Decision.REPLACE_AFTER_SILENCE);
        assertThat(replacements.after(fault())).isEqualTo(Decision.REPLACE);
    }

    @Test
    void transactionOfWhichARecordWasLeftUnanswered_failsForThat_whateverTheExceptionSays() {
        Throwable saysNothing = new StreamsException("cannot commit", new KafkaException("can no longer retry"));
        try (CountingProducer producer = producer()) {
            silence.failed(producer, new CorruptRecordException("answered"));
            assertThat(replacements.after(saysNothing)).isEqualTo(Decision.REPLACE);

            silence.failed(producer, new TimeoutException("expired"));
            assertThat(replacements.after(saysNothing)).isEqualTo(Decision.REPLACE_AFTER_SILENCE);

            silence.ended(producer);
            assertThat(replacements.after(saysNothing)).isEqualTo(Decision.REPLACE);
        }
    }

    private static RuntimeException fault() {
        return new IllegalStateException("a fault");
    }

    private CountingProducer producer() {
        return new CountingProducer(
                Map.of("bootstrap.servers", "127.0.0.1:1"),
                StreamsMeters.inTransactions(new SimpleMeterRegistry()),
                silence);
    }
}
