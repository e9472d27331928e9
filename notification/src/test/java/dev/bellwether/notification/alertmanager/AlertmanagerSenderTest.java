package dev.bellwether.notification.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellwether.notification.alertmanager.AlertmanagerSender.Telling;
import dev.bellwether.notification.schedule.Backoff;
import dev.bellwether.notification.schedule.Envelope;
import dev.bellwether.notification.schedule.Outbox;
import dev.bellwether.notification.schedule.Schedule;
import dev.bellwether.notification.schedule.StandingAlert;
import dev.bellwether.notification.schedule.StandingAlerts;
import dev.bellwether.observation.meter.Catalogue.Notification;
import dev.bellwether.testing.ScriptedServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlertmanagerSenderTest {

    private static final Instant FIRED = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant RESOLVED = FIRED.plusSeconds(60);

    /** The wall's; it stands still, so that nothing is told again but what a test says. */
    private volatile Instant now = RESOLVED.plusSeconds(1);

    private final Schedule schedule = new Schedule(Duration.ofMinutes(1), Duration.ofMinutes(15));
    private final StandingAlerts standing = new StandingAlerts(schedule, 1000);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<AlertmanagerSender> senders = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private FakeAlertmanager server;

    @BeforeEach
    void start() throws IOException {
        server = new FakeAlertmanager();
        standing.loaded(0);
    }

    @AfterEach
    void stop() {
        senders.forEach(AlertmanagerSender::close);
        server.close();
    }

    @Test
    void aChange_isTold_atOnce() {
        AlertmanagerSender sender = sendTo(server);
        stands(sender, "A", null);
        await().until(() -> server.alerts().size() == 1);

        stands(sender, "A", RESOLVED);
        await().until(() -> server.alerts().size() == 2);

        assertThat(server.alerts())
                .extracting(alert -> alert.path("endsAt").asText())
                .containsExactly(now.plusSeconds(240).toString(), RESOLVED.toString());
        assertThat(sender.standing()).isEqualTo(new SenderStanding(server.uri().toString(), now, null, null));
        await().until(() -> sent(server) == 2.0);
    }

    @Test
    void anAlertmanagerThatWasAway_isToldWhatStandsNow_andNothingThatIsOvertaken() {
        server.answers(ScriptedServer.status(503));
        AlertmanagerSender sender = sendTo(server);
        stands(sender, "A", null);
        stands(sender, "B", null);
        await().until(() -> server.timesAsked() >= 2);
        assertThat(sender.standing().words()).isEqualTo("takes none since 2026-01-31T12:01:01Z: status 503");
        now = now.plusSeconds(5); // the trouble goes on, and began when it began
        stands(sender, "A", RESOLVED);
        stands(sender, "C", null);
        int asked = server.timesAsked();
        await().until(() -> server.timesAsked() > asked + 1);
        assertThat(sender.standing().since()).isEqualTo(RESOLVED.plusSeconds(1));

        server.takesAlerts();
        await().until(() -> server.alerts().size() == 3);

        assertThat(server.alerts()).extracting(AlertmanagerSenderTest::name).containsExactlyInAnyOrder("A", "B", "C");
        assertThat(server.alerts())
                .filteredOn(alert -> name(alert).equals("A"))
                .extracting(alert -> alert.path("endsAt").asText())
                .containsExactly(RESOLVED.toString());
        await().until(() -> sender.standing().trouble() == null);
        assertThat(Notification.ERRORS
                        .counter(meters, server.uri().toString(), "status")
                        .count())
                .isGreaterThanOrEqualTo(4);
        await().until(() -> meters.get(Notification.QUEUE.name()).gauge().value() == 0);
    }

    @Test
    void manyAlerts_goInSeveralRequests() {
        IntStream.range(0, 150).forEach(i -> standing.put(0, alert("A" + i, null), now));

        sendTo(server);

        await().until(() -> server.alerts().size() == 150);
        assertThat(server.requests())
                .extracting(request -> request.alerts().size())
                .containsExactly(64, 64, 22);
        assertThat(server.alerts()).extracting(AlertmanagerSenderTest::name).doesNotHaveDuplicates();
    }

    @Test
    void anAlertmanagerThatHangs_holdsUpNoOther() throws IOException {
        try (FakeAlertmanager hangs = new FakeAlertmanager()) {
            hangs.answers(ScriptedServer.silent());
            AlertmanagerSender first = sendTo(hangs);
            AlertmanagerSender second = sendTo(server);
            standing.put(0, alert("A", null), now);
            first.wake();
            await().until(() -> hangs.timesAsked() == 1);
            second.wake();

            await().until(() -> server.alerts().size() == 1);
            assertThat(hangs.alerts()).isEmpty();
        }
    }

    @Test
    void alertsThatItFindsFaultWith_areCounted_andHoldUpNoOthers() {
        server.answers(ScriptedServer.status(400));
        AlertmanagerSender sender = sendTo(server);
        stands(sender, "A", null);
        await().until(() -> dropped(server, "refused") == 1.0);

        server.takesAlerts();
        stands(sender, "B", null);

        await().until(() -> server.alerts().size() == 1);
        assertThat(name(server.alerts().get(0))).isEqualTo("B");
    }

    @Test
    void whatWasOverTooLongAgo_isCountedAndNotTold() {
        now = RESOLVED.plus(Duration.ofHours(1));
        AlertmanagerSender sender = sendTo(server);
        stands(sender, "A", RESOLVED);
        await().until(() -> dropped(server, "expired") == 1.0);
        stands(sender, "B", null);

        await().until(() -> server.alerts().size() == 1);
        assertThat(name(server.alerts().get(0))).isEqualTo("B");
    }

    @Test
    void closing_doesNotWaitForAnAnswer() {
        server.answers(ScriptedServer.silent());
        AlertmanagerSender sender = sendTo(server);
        stands(sender, "A", null);
        await().until(() -> server.timesAsked() == 1);

        sender.close();

        assertThat(sender.isAlive()).isFalse();
    }

    private AlertmanagerSender sendTo(FakeAlertmanager to) {
        Duration pause = Duration.ofMillis(20);
        AlertmanagerSender sender = new AlertmanagerSender(
                to.uri(),
                new AlertmanagerAccess(Map::of, null, Duration.ofMinutes(10)),
                new Telling(
                        standing,
                        new Outbox(schedule, 64),
                        new Envelope(schedule, Map.of(), null),
                        new Backoff(pause, pause, () -> 1.0)),
                (InstantSource) () -> now,
                meters);
        senders.add(sender);
        sender.start();
        return sender;
    }

    private void stands(AlertmanagerSender sender, String name, @Nullable Instant resolvedAt) {
        standing.put(0, alert(name, resolvedAt), now);
        sender.wake();
    }

    private static StandingAlert alert(String name, @Nullable Instant resolvedAt) {
        return new StandingAlert(name, Map.of("alertname", name), Map.of(), FIRED, resolvedAt);
    }

    private static String name(JsonNode alert) {
        return alert.path("labels").path("alertname").asText();
    }

    private double sent(FakeAlertmanager to) {
        return Notification.SENT.counter(meters, to.uri().toString()).count();
    }

    private double dropped(FakeAlertmanager to, String reason) {
        return Notification.DROPPED.counter(meters, to.uri().toString(), reason).count();
    }
}
