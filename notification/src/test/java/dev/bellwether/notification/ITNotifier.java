package dev.bellwether.notification;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.embedded.broker.EmbeddedBrokerConfig;
import dev.bellwether.notification.alertmanager.AlertmanagerAccess;
import dev.bellwether.notification.alertmanager.FakeAlertmanager;
import dev.bellwether.notification.schedule.Schedule;
import dev.bellwether.observation.meter.Catalogue.Notification;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the topic of a real broker to Alertmanagers that are not real. */
class ITNotifier {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    /** Of the wall; long enough that nothing is told again in a test. */
    private static final Schedule ONCE = new Schedule(Duration.ofHours(1), Duration.ofHours(1));

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder.resolve("broker")));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    /** What it read of the topic is overtaken by what stands further on; and it has forgotten what an earlier process told. */
    @Test
    void aProcessThatBegins_tellsThePresentState() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (AlertTopic topic = new AlertTopic(broker, "present.");
                FakeAlertmanager alertmanager = new FakeAlertmanager()) {
            topic.fires("stands", NOW);
            topic.fires("resolved", NOW);
            topic.fires("over", NOW);
            topic.isResolved("resolved", NOW, NOW.plusSeconds(1));
            topic.isOver("over");
            topic.write("no fact".getBytes(UTF_8), new byte[] {1, 2, 3});
            try (Notifier notifier = notifier(topic, meters, alertmanager)) {
                await().until(notifier::isLoaded);
                await().until(() -> alertmanager.alerts().size() == 2);
            }
            assertThat(names(alertmanager)).containsExactlyInAnyOrder("stands", "resolved");
            assertThat(alertmanager.alerts())
                    .filteredOn(alert ->
                            alert.path("labels").path("alertname").asText().equals("resolved"))
                    .extracting(alert -> alert.path("endsAt").asText())
                    .containsExactly(NOW.plusSeconds(1).toString());
            assertThat(Notification.UNDECODABLE.counter(meters).count()).isEqualTo(1);
            assertThat(Notification.READ.counter(meters).count()).isEqualTo(6);
        }
    }

    @Test
    void ofTwoProcesses_oneTellsOfEachAlert_andTheOtherTakesOver() throws Exception {
        List<String> names = IntStream.range(0, 20).mapToObj(i -> "A" + i).toList();
        try (AlertTopic topic = new AlertTopic(broker, "shared.");
                FakeAlertmanager ofFirst = new FakeAlertmanager();
                FakeAlertmanager ofSecond = new FakeAlertmanager();
                Notifier first = notifier(topic, new SimpleMeterRegistry(), ofFirst)) {
            await().until(first::isLoaded);
            try (Notifier second = notifier(topic, new SimpleMeterRegistry(), ofSecond)) {
                await().until(second::isLoaded);
                awaitShared(topic, ofFirst, ofSecond);
                for (String name : names) {
                    topic.fires(name, NOW);
                }
                await().until(() ->
                        told(ofFirst, names).size() + told(ofSecond, names).size() == names.size());

                assertThat(told(ofFirst, names)).isNotEmpty().doesNotContainAnyElementsOf(told(ofSecond, names));
            }
            await().untilAsserted(() -> assertThat(names(ofFirst)).containsAll(names));
        }
    }

    /** Both have a part of the topic: of probes that are written one after the other, each tells some. */
    private static void awaitShared(AlertTopic topic, FakeAlertmanager first, FakeAlertmanager second)
            throws InterruptedException {
        int[] probes = {0};
        await().pollInterval(Duration.ofMillis(200)).until(() -> {
            topic.fires("probe" + probes[0]++, NOW);
            return !first.alerts().isEmpty() && !second.alerts().isEmpty();
        });
    }

    private static List<String> told(FakeAlertmanager alertmanager, List<String> names) {
        return names(alertmanager).stream().filter(names::contains).toList();
    }

    private static List<String> names(FakeAlertmanager alertmanager) {
        return alertmanager.alerts().stream()
                .map(alert -> alert.path("labels").path("alertname").asText())
                .toList();
    }

    private static Notifier notifier(AlertTopic topic, SimpleMeterRegistry meters, FakeAlertmanager to) {
        NotificationConfig standard = NotificationConfig.DEFAULT;
        return Notifier.start(
                new NotificationConfig(
                        List.of(to.uri()),
                        Map.of("cluster", "test"),
                        null,
                        ONCE,
                        standard.maxAlerts(),
                        standard.batchSize(),
                        Duration.ofMillis(100)),
                new AlertmanagerAccess(Map::of, null, Duration.ofSeconds(10)),
                topic.access(),
                InstantSource.system(),
                meters);
    }
}
