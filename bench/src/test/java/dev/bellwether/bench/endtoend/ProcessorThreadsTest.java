package dev.bellwether.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names are those that {@code jcmd} shows of a {@code serve} with all its roles. */
class ProcessorThreadsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fold-StreamThread-1",
                "red-windows-StreamThread-1",
                "red-windows-CleanupThread",
                "fold-StateUpdater-1",
                "kafka-producer-network-thread | fold-StreamThread-1-producer",
                "kafka-producer-network-thread | red-windows-StreamThread-1-producer",
                "kafka-coordinator-heartbeat-thread | bellwether.fold",
                "kafka-coordinator-heartbeat-thread | bellwether.red-windows",
                "kafka-admin-client-thread | fold-admin"
            })
    void threadsOfTheProcessors_areIncluded(String thread) {
        assertThat(ProcessorThreads.include(thread)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fold-logs-StreamThread-1",
                "kafka-producer-network-thread | fold-logs-StreamThread-1-producer",
                "kafka-coordinator-heartbeat-thread | bellwether.fold-logs",
                "kafka-admin-client-thread | fold-logs-admin",
                "verification-StreamThread-1",
                "kafka-producer-network-thread | bellwether-ingest",
                "data-plane-kafka-request-handler-0",
                "C2 CompilerThread0"
            })
    void threadsOfOthers_areNot(String thread) {
        assertThat(ProcessorThreads.include(thread)).isFalse();
    }
}
