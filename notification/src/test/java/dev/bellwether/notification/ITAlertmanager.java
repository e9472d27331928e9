package dev.bellwether.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.embedded.broker.EmbeddedBrokerConfig;
import dev.bellwether.notification.alertmanager.AlertmanagerAccess;
import dev.bellwether.notification.schedule.Schedule;
import dev.bellwether.testing.Requirements;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Alertmanager hears of alerts on a real topic, whoever of the two is killed meanwhile. */
class ITAlertmanager {

    private static final Instant FIRED = Instant.now().minusSeconds(60).truncatedTo(ChronoUnit.MILLIS);

    @TempDir
    private Path folder;

    @Test
    void alertsStand_asOnTheTopic_whoeverIsStartedAgain() throws Exception {
        Path program = Requirements.program("alertmanager", "alertmanager");
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder.resolve("broker")));
                AlertTopic topic = new AlertTopic(broker, "bellwether.");
                AlertmanagerProcess alertmanager = AlertmanagerProcess.start(program, folder)) {
            topic.fires("Stands", FIRED);
            topic.fires("Ends", FIRED);
            JsonNode first;
            try (Notifier notifier = notifier(topic, alertmanager.uri())) {
                awaitNames(alertmanager, "Ends", "Stands");
                first = stands(alertmanager);
                assertThat(first.path("status").path("state").asText()).isEqualTo("active");
                assertThat(Instant.parse(first.path("startsAt").asText())).isEqualTo(FIRED);
                assertThat(Instant.parse(first.path("endsAt").asText())).isAfter(Instant.now());
                assertThat(first.path("labels").path("cluster").asText()).isEqualTo("test");
                assertThat(first.path("generatorURL").asText())
                        .isEqualTo("https://bellwether.example/v1/alerts?service=checkout");

                topic.isResolved("Ends", FIRED, FIRED.plusSeconds(30));
                awaitNames(alertmanager, "Stands");

                alertmanager.kill();
                topic.fires("Late", FIRED.plusSeconds(31));
                await().until(() -> notifier.details().toString().contains("takes none since"));
                alertmanager.startAgain();
                awaitNames(alertmanager, "Late", "Stands");
                assertThat(same(stands(alertmanager))).isEqualTo(same(first));
            }
            String told = stands(alertmanager).path("updatedAt").asText();
            try (Notifier notifier = notifier(topic, alertmanager.uri())) {
                await().until(notifier::isLoaded);
                await("told again by the next process")
                        .until(() ->
                                !stands(alertmanager).path("updatedAt").asText().equals(told));
                assertThat(same(stands(alertmanager))).isEqualTo(same(first));
                assertThat(alertmanager.alerts()).containsOnlyKeys("Late", "Stands");
            }
        }
    }

    private static void awaitNames(AlertmanagerProcess alertmanager, String... names) {
        await().untilAsserted(() ->
                assertThat(alertmanager.alerts()).as(alertmanager::log).containsOnlyKeys(names));
    }

    private static JsonNode stands(AlertmanagerProcess alertmanager) {
        return alertmanager.alerts().getOrDefault("Stands", MissingNode.getInstance());
    }

    /** What makes it the same alert to Alertmanager, and so no new one to people. */
    private static List<String> same(JsonNode alert) {
        return List.of(
                alert.path("fingerprint").asText(),
                alert.path("startsAt").asText(),
                alert.path("status").path("state").asText());
    }

    private static Notifier notifier(AlertTopic topic, URI alertmanager) {
        NotificationConfig standard = NotificationConfig.DEFAULT;
        return Notifier.start(
                new NotificationConfig(
                        List.of(alertmanager),
                        Map.of("cluster", "test"),
                        URI.create("https://bellwether.example/"),
                        new Schedule(Duration.ofSeconds(2), Duration.ofMinutes(15)),
                        standard.maxAlerts(),
                        standard.batchSize(),
                        Duration.ofMillis(500)),
                new AlertmanagerAccess(Map::of, null, Duration.ofSeconds(10)),
                topic.access(),
                InstantSource.system(),
                new SimpleMeterRegistry());
    }
}
