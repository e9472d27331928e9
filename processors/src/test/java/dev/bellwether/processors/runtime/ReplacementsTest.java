package dev.bellwether.processors.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.processors.runtime.Replacements.Decision;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.CorruptRecordException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

class ReplacementsTest {

    private final Thread died = new Thread();
    private final BrokerSilence silence = new BrokerSilence();
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");
    private final Replacements replacements = new Replacements(silence, () -> now);

    @Test
    void faultThatComesBack_stopsTheApplication() {
        for (int i = 0; i < Replacements.MAX; i++) {
            assertThat(after(fault())).isEqualTo(Decision.REPLACE);
        }
        assertThat(after(fault())).isEqualTo(Decision.STOP);
    }

    @Test
    void faultsOfLongAgo_doNotCount() {
        for (int i = 0; i < 3 * Replacements.MAX; i++) {
            assertThat(after(fault())).isEqualTo(Decision.REPLACE);
            now = now.plus(Duration.ofMinutes(Replacements.WINDOW_MINUTES).dividedBy(Replacements.MAX - 1));
        }
    }

    @Test
    void brokerThatDoesNotAnswer_isWaitedFor_andIsNoFault() {
        Throwable timeout = new StreamsException("cannot commit", new KafkaException(new TimeoutException("expired")));
        for (int i = 0; i < 3 * Replacements.MAX; i++) {
            assertThat(after(timeout)).isEqualTo(Decision.REPLACE_AFTER_SILENCE);
        }
        assertThat(after(new StreamsException(new DisconnectException("reset"))))
                .isEqualTo(Decision.REPLACE_AFTER_SILENCE);
        assertThat(after(fault())).isEqualTo(Decision.REPLACE);
    }

    @Test
    void whatABrokerAnswers_isAFault_alsoWithinATimeOut() {
        Throwable noTopic = new StreamsException(
                "cannot send",
                new TimeoutException("no metadata", new UnknownTopicOrPartitionException("no such topic")));
        Throwable refused = new TransactionAbortableException(
                "aborted after exhausting retries", new NotEnoughReplicasException("too few replicas"));
        for (Throwable answer : List.of(noTopic, refused)) {
            assertThat(after(answer)).as("after %s", answer).isEqualTo(Decision.REPLACE);
        }
    }

    @Test
    void timeOutThatEndsATransaction_isNoFault() {
        Throwable aborted =
                new TransactionAbortableException("aborted after exhausting retries", new TimeoutException("expired"));
        assertThat(after(new StreamsException("cannot commit", aborted))).isEqualTo(Decision.REPLACE_AFTER_SILENCE);
    }

    @Test
    void transactionOfWhichARecordWasLeftUnanswered_failsForThat_whateverTheExceptionSays() {
        Throwable saysNothing = new StreamsException("cannot commit", new KafkaException("can no longer retry"));
        silence.failed(died, new CorruptRecordException("answered"));
        assertThat(after(saysNothing)).isEqualTo(Decision.REPLACE);

        silence.failed(died, new TimeoutException("expired"));
        assertThat(after(saysNothing)).isEqualTo(Decision.REPLACE_AFTER_SILENCE);

        silence.ended(died);
        assertThat(after(saysNothing)).isEqualTo(Decision.REPLACE);
    }

    @Test
    void transactionOfAnotherThread_excusesNothing() {
        silence.failed(new Thread(), new TimeoutException("expired"));
        assertThat(after(fault())).isEqualTo(Decision.REPLACE);
    }

    private Decision after(Throwable failure) {
        return replacements.after(died, failure);
    }

    private static RuntimeException fault() {
        return new IllegalStateException("a fault");
    }
}
