package dev.bellwether.embedded.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellwether.embedded.FolderUnusableException;
import dev.bellwether.embedded.FolderUnusableException.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ITKilledBroker {

    private static final List<String> VALUES =
            IntStream.range(0, 500).mapToObj(i -> "value" + i).toList();

    @TempDir
    Path folder;

    @Test
    void restartAfterKill_hasWhatWasAcknowledgedAndAbortsWhatWasNotCommitted() throws Exception {
        killWithinATransaction();

        assertGoesOnAfter(EmbeddedBrokerConfig.in(folder));
    }

    /** With the session that Kafka has where nobody says otherwise. */
    @Test
    void restartAfterKill_abortsWhatWasNotCommitted_withKafkasOwnSession() throws Exception {
        killWithinATransaction();

        assertGoesOnAfter(EmbeddedBrokerConfig.in(folder).withSettings(Map.of("broker.session.timeout.ms", "9000")));
    }

    private void killWithinATransaction() throws Exception {
        try (BrokerProcess child = BrokerProcess.start(folder)) {
            TestClients.createTopic(child.bootstrapServers(), "kept", 1);
            try (var producer = TestClients.producer(child.bootstrapServers())) {
                TestClients.send(producer, "kept", VALUES);
            }
            leaveTransactionOpen(child.bootstrapServers());
            assertFolderIsHeldBy(child.pid());

            child.kill();
        }
    }

    private static void assertGoesOnAfter(EmbeddedBrokerConfig config) throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(config)) {
            try (var producer = TestClients.producer(broker.bootstrapServers())) {
                TestClients.send(producer, "kept", List.of("after"));
            }
            List<String> expected = new ArrayList<>(VALUES);
            expected.add("after");
            assertThat(TestClients.read(broker.bootstrapServers(), "kept", expected.size()))
                    .isEqualTo(expected);
        }
    }

    private static void leaveTransactionOpen(String bootstrapServers) throws Exception {
        var producer = TestClients.producer(
                bootstrapServers, Map.of("transactional.id", "lost", "transaction.timeout.ms", "1000"));
        producer.initTransactions();
        producer.beginTransaction();
        TestClients.send(producer, "kept", List.of("lost"));
        producer.close(Duration.ZERO);
    }

    private void assertFolderIsHeldBy(long pid) {
        FolderUnusableException refused = catchThrowableOfType(
                FolderUnusableException.class,
                () -> EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder)).close());

        assertThat(refused.reason()).isEqualTo(Reason.IN_USE);
        assertThat(refused.pid()).hasValue(pid);
        assertThat(refused).hasMessageContainingAll(folder.toString(), "the process with pid " + pid);
    }
}
