package dev.bellwether.alerting.evaluate;

import static dev.bellwether.alerting.evaluate.RulesApp.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellwether.alerting.rulebook.RulebookConfig;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import dev.bellwether.promql.rules.RuleEnvironment;
import dev.bellwether.testing.OtlpPayloads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RuleTopologyTest {

    private static final EvaluationConfig CONFIG = new EvaluationConfig(
            new RulebookConfig(Duration.ofSeconds(1), Duration.ofHours(1), Duration.ofSeconds(3)),
            RuleEnvironment.DEFAULT,
            Duration.ofMillis(500),
            Duration.ofSeconds(3),
            "prometheus_samples",
            100_000,
            Duration.ofMinutes(10));

    private static final String QUEUE = """
            groups:
            - name: queues
              rules:
              - alert: QueueLong
                expr: queue_size > 100
                for: 2s
                labels: {severity: page}
                annotations: {summary: "{{ $labels.job }} has {{ $value }}"}
            """;

    @TempDir
    private Path folder;

    private RulesApp app;

    @BeforeEach
    void open() {
        app = new RulesApp(CONFIG, folder);
        app.tick(0);
    }

    @AfterEach
    void close() {
        app.close();
    }

    @Test
    void metricOverTheLimit_isPendingThenFiresThenIsResolved() throws Exception {
        app.apply("queues.yml", QUEUE, 1);
        for (double second = 0.5; second < 10; second++) {
            app.metrics(second, queue(second, second > 2 && second < 7 ? 200 : 10));
            app.tick(second + 0.5);
        }

        List<Alert> events = app.events();
        assertThat(events)
                .extracting(Alert::getState, Alert::getEvaluatedAt)
                .containsExactly(
                        tuple(AlertState.PENDING, at(3)),
                        tuple(AlertState.FIRING, at(5)),
                        tuple(AlertState.RESOLVED, at(8)));
        Alert firing = events.get(1);
        assertThat(firing.getLabels())
                .containsEntry("alertname", "QueueLong")
                .containsEntry("severity", "page")
                .containsEntry("job", "shop")
                .doesNotContainKey("__name__");
        assertThat(firing.getAnnotations()).containsEntry("summary", "shop has 200");
        assertThat(firing.getActiveAt()).isEqualTo(at(3));
        assertThat(firing.getStartsAt()).isEqualTo(at(5));
        assertThat(firing.getGroup()).isEqualTo("queues.yml;queues");
        assertThat(firing.getExpression()).isEqualTo("queue_size > 100");
        assertThat(events.get(2).getEndsAt()).isEqualTo(at(8));
        assertThat(app.alerts()).extracting(TestRecord::key).containsOnly(firing.getFingerprint());
    }

    @Test
    void aSlotWaits_forTheDelay() throws Exception {
        app.apply("queues.yml", QUEUE.replace("for: 2s", "for: 0s"), 1);
        app.tick(1.9);
        app.metrics(2.4, queue(1.9, 200));
        app.tick(2.49);
        assertThat(app.events()).isEmpty();

        app.tick(2.5);

        assertThat(app.events())
                .extracting(Alert::getState, Alert::getEvaluatedAt)
                .containsExactly(tuple(AlertState.FIRING, at(2)));
    }

    @Test
    void whatIsAppendedAfterTheDelay_isSeenByTheNextSlot() throws Exception {
        app.apply("queues.yml", QUEUE.replace("for: 2s", "for: 0s"), 1);
        app.metrics(2.6, queue(1.9, 200));
        app.tick(5);

        assertThat(app.events())
                .extracting(Alert::getState, Alert::getEvaluatedAt)
                .containsExactly(tuple(AlertState.FIRING, at(3)));
    }

    @Test
    void whatNoRuleNames_isNotPassedOn() throws Exception {
        app.apply("queues.yml", QUEUE, 0);
        app.metrics(
                1,
                OtlpPayloads.metrics()
                        .resource("shop", "1")
                        .gauge("other", nanos(1), 7)
                        .bytes());
        app.tick(9);

        assertThat(app.events()).isEmpty();
    }

    @Test
    void removedFile_clearsItsAlerts() throws Exception {
        app.apply("queues.yml", QUEUE.replace("for: 2s", "for: 0s"), 1);
        app.metrics(1.5, queue(1.5, 200));
        app.tick(4);
        app.alerts();
        app.events();
        app.remove("queues.yml", 5);

        app.tick(30);

        assertThat(app.events()).extracting(Alert::getState).containsExactly(AlertState.RESOLVED);
        List<TestRecord<String, Alert>> alerts = app.alerts();
        assertThat(alerts.get(alerts.size() - 1).value()).isNull();
    }

    @Test
    void fileThatReturns_beforeItsEndWasSeen_beginsAnew() throws Exception {
        String now = QUEUE.replace("for: 2s", "for: 0s");
        app.apply("queues.yml", now, 1);
        app.metrics(1.5, queue(1.5, 200));
        app.tick(4);
        app.remove("queues.yml", 5);
        app.apply("queues.yml", now, 7);
        app.metrics(7.5, queue(7.5, 300));

        app.tick(30);

        assertThat(app.events())
                .extracting(Alert::getState, Alert::getEvaluatedAt, Alert::getValue)
                .containsExactly(
                        tuple(AlertState.FIRING, at(2), 200.0),
                        tuple(AlertState.RESOLVED, at(5), 200.0),
                        tuple(AlertState.FIRING, at(8), 300.0));
    }

    /** A reader of every 5 s and a writer that changes from every 15 s to every 10 s, and reads what the reader records. */
    @Test
    void groupsThatReadEachOther_goOn_whenOneChangesItsInterval() throws Exception {
        String reader = """
                groups:
                - name: reader
                  interval: 5s
                  rules:
                  - record: reader:level
                    expr: count(writer:level) or vector(0)
                """;
        String writer = """
                groups:
                - name: writer
                  interval: 15s
                  rules:
                  - record: writer:level
                    expr: count(reader:level) or vector(0)
                  - alert: Level
                    expr: reader:level > 0
                """;
        app.apply("reader.yml", reader, 1);
        app.apply("writer.yml", writer, 1);
        app.tick(97);
        app.apply("writer.yml", writer.replace("15s", "10s"), 103);

        app.tick(200);

        assertThat(app.alerts())
                .isNotEmpty()
                .last()
                .satisfies(alert -> assertThat(alert.value().getEvaluatedAt()).isAfterOrEqualTo(at(180)));
    }

    @Test
    void lastSlotsOfAVersion_seeWhatIsAppendedAfterIt_withinTheirDelay() throws Exception {
        app.apply("queues.yml", QUEUE.replace("for: 2s", "for: 0s"), 1);
        app.apply("queues.yml", QUEUE.replace("for: 2s", "for: 0s").replace("queue_size", "other"), 4.1);
        app.metrics(4.3, queue(3.9, 200)); // for the slot at 4, which is of the version before

        app.tick(9);

        assertThat(app.events())
                .extracting(Alert::getState, Alert::getEvaluatedAt)
                .containsExactly(tuple(AlertState.FIRING, at(4)), tuple(AlertState.RESOLVED, at(5)));
    }

    @Test
    void changedExpression_keepsTheTimer_andAChangedLabelDoesNot() throws Exception {
        String slow = QUEUE.replace("for: 2s", "for: 6s");
        app.apply("queues.yml", slow, 1);
        app.metrics(1.5, queue(1.5, 200));
        app.tick(4);
        app.apply("queues.yml", slow.replace("> 100", "> 150"), 5);
        app.metrics(6.5, queue(6.5, 200));
        app.tick(9.5);
        assertThat(app.events())
                .extracting(Alert::getState, Alert::getEvaluatedAt)
                .containsExactly(tuple(AlertState.PENDING, at(2)), tuple(AlertState.FIRING, at(8)));

        app.apply("queues.yml", slow.replace("severity: page", "severity: ticket"), 10);
        app.tick(11.5);

        assertThat(app.events())
                .extracting(Alert::getState, event -> event.getLabels().get("severity"))
                .containsExactlyInAnyOrder(tuple(AlertState.RESOLVED, "page"), tuple(AlertState.PENDING, "ticket"));
    }

    private static byte[] queue(double second, double size) {
        return OtlpPayloads.metrics()
                .resource("shop", "1")
                .gauge("queue.size", nanos(second), size)
                .bytes();
    }

    private static long nanos(double second) {
        return at(second).toEpochMilli() * 1_000_000;
    }
}
