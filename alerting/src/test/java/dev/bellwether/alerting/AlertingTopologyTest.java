package dev.bellwether.alerting;

import static dev.bellwether.alerting.Deltas.at;
import static dev.bellwether.alerting.Deltas.requests;
import static dev.bellwether.facts.AlertState.FIRING;
import static dev.bellwether.facts.AlertState.INACTIVE;
import static dev.bellwether.facts.AlertState.PENDING;
import static dev.bellwether.facts.AlertState.RESOLVED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.AlertingApp.Event;
import dev.bellwether.alerting.signal.ErrorRatioSignal;
import dev.bellwether.alerting.signal.LatencySignal;
import dev.bellwether.alerting.signal.NoTrafficSignal;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.Completeness;
import dev.bellwether.facts.OperationDelta;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.processors.admission.AdmissionConfig;
import dev.bellwether.processors.runtime.StreamsMeters;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.testing.LocalSchemas;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertingTopologyTest {

    private static final AlertingConfig CONFIG = AlertingConfig.DEFAULT
            .withRange(Duration.ofSeconds(15))
            .withEvaluationDelay(Duration.ZERO)
            .withSignals(
                    ErrorRatioSignal.DEFAULT.withHold(Duration.ofSeconds(5)),
                    LatencySignal.DEFAULT.withHold(Duration.ofSeconds(5)),
                    NoTrafficSignal.DEFAULT);

    @TempDir
    private Path folder;

    private @Nullable AlertingApp app;

    @AfterEach
    void stop() {
        if (app != null) {
            app.close();
        }
    }

    @Test
    void topology_isNamedAsItIs() {
        String description = AlertingTopology.build(
                        AlertingApp.TOPICS,
                        new FactCodec(new LocalSchemas()),
                        CONFIG,
                        StreamsMeters.atOnce(new SimpleMeterRegistry()))
                .describe()
                .toString();
        assertThat(description).isEqualTo("""
                Topologies:
                   Sub-topology: 0
                    Source: alerting-deltas-source (topics: [bellwether.red-deltas])
                      --> alerting
                    Processor: alerting (stores: [alerting-progress, alerting-histories, alerting-buckets, alerting-admitted, alerting-alerts, alerting-clock])
                      --> alerting-alerts-sink, alerting-events-sink
                      <-- alerting-deltas-source
                    Sink: alerting-alerts-sink (topic: bellwether.alerts)
                      <-- alerting
                    Sink: alerting-events-sink (topic: bellwether.alert-events)
                      <-- alerting

                """);
    }

    @Test
    void errorRatio_firesAfterItsHoldDurationAndResolves() {
        AlertingApp shop = start(CONFIG);
        for (int second = 0; second < 10; second++) {
            shop.second(second, requests(second, "cart", "", 100, 20));
        }
        for (int second = 10; second < 30; second++) {
            shop.second(second, requests(second, "cart", "", 100, 2));
        }

        // at 23 the range [8, 23) holds 2 bad seconds and 13 good ones: 66 of 1500 failed
        assertThat(shop.told())
                .containsExactly(
                        new Event("HighErrorRatio cart", PENDING, 1, 1, -1, -1),
                        new Event("HighErrorRatio cart", FIRING, 6, 1, 6, -1),
                        new Event("HighErrorRatio cart", RESOLVED, 23, 1, 6, 23));
        assertThat(shop.alerts())
                .extracting(record -> record.value().getState())
                .containsExactly(PENDING, FIRING, RESOLVED);
    }

    @Test
    void alert_carriesItsLabelsAndItsEvidence() {
        AlertingApp shop = start(CONFIG);
        for (int second = 0; second < 6; second++) {
            shop.second(second, requests(second, "cart", "2.4.0", 200, 40));
        }

        TestRecord<String, Alert> fired = shop.events().stream()
                .filter(record -> record.value().getState() == FIRING)
                .filter(record -> record.value().getLabels().containsKey("version"))
                .findFirst()
                .orElseThrow();
        Alert alert = fired.value();
        assertThat(fired.key()).isEqualTo(alert.getFingerprint()).hasSize(16);
        assertThat(fired.getRecordTime()).isEqualTo(at(6));
        assertThat(alert.getLabels())
                .isEqualTo(Map.of(
                        "alertname", "HighErrorRatio",
                        "severity", "critical",
                        "environment", "prod",
                        "namespace", "shop",
                        "service", "cart",
                        "version", "2.4.0"));
        assertThat(alert.getAnnotations())
                .containsEntry(
                        "description", "cart 2.4.0: 20.0 % of 1,200 requests failed in the last 15 s (limit 5 %)");
        assertThat(alert.getValue()).isEqualTo(0.2);
        assertThat(alert.getEvidence()).satisfies(evidence -> {
            assertThat(evidence.getFrom()).isEqualTo(at(-9));
            assertThat(evidence.getTo()).isEqualTo(at(6));
            assertThat(evidence.getRequests()).isEqualTo(1_200);
            assertThat(evidence.getErrors()).isEqualTo(240);
            assertThat(evidence.getCompleteness()).isEqualTo(Completeness.COMPLETE);
            assertThat(evidence.getTraceIds())
                    .startsWith(Deltas.failedTrace(5.5), Deltas.failedTrace(4.5))
                    .hasSize(6);
        });
    }

    @Test
    void fewRequests_raiseNothing() {
        AlertingApp shop = start(CONFIG);
        for (int second = 0; second < 60; second++) {
            shop.second(second, requests(second, "cart", "", 6, 6)); // 90 in 15 s
        }
        assertThat(shop.events()).isEmpty();
    }

    @Test
    void versions_liveApart() {
        AlertingApp shop = start(CONFIG);
        for (int second = 0; second < 10; second++) {
            shop.second(
                    second,
                    requests(second, "cart", "2.3.9", 1_000, 10),
                    requests(second, "cart", "2.4.0", 100, 20),
                    requests(second, "pay", "2.4.0", 1_000, 10));
        }
        assertThat(shop.told())
                .containsExactly(
                        new Event("HighErrorRatio cart 2.4.0", PENDING, 1, 1, -1, -1),
                        new Event("HighErrorRatio cart 2.4.0", FIRING, 6, 1, 6, -1));
    }

    @Test
    void latency_firesWithSlowTraces() {
        AlertingApp shop = start(CONFIG);
        for (int second = 0; second < 6; second++) {
            shop.second(second, requests(second + 0.5, "cart", "", 100, 0, Duration.ofSeconds(3)));
        }
        List<TestRecord<String, Alert>> events = shop.events();
        assertThat(events).extracting(record -> record.value().getState()).containsExactly(PENDING, FIRING);
        assertThat(events.get(1).value().getValue()).isBetween(2.95, 3.05);
        assertThat(events.get(1).value().getEvidence().getTraceIds()).hasSize(6);
    }

    @Test
    void pendingThatStops_isInactiveAndLeavesATombstone() {
        AlertingApp shop = start(CONFIG);
        shop.second(0, requests(0, "cart", "", 100, 20));
        shop.second(1, requests(1, "cart", "", 1_000, 0));

        assertThat(shop.told())
                .containsExactly(
                        new Event("HighErrorRatio cart", PENDING, 1, 1, -1, -1),
                        new Event("HighErrorRatio cart", INACTIVE, 2, 1, -1, -1));
        assertThat(shop.alerts()).extracting(record -> record.value() == null).containsExactly(false, true);
    }

    @Test
    void keptFiring_resolvesThatMuchLater() {
        AlertingApp shop = start(CONFIG.withSignals(
                ErrorRatioSignal.DEFAULT.withHold(Duration.ZERO).withKeepFiring(Duration.ofSeconds(10)),
                LatencySignal.DEFAULT,
                NoTrafficSignal.DEFAULT));
        shop.second(0, requests(0, "cart", "", 100, 20));
        shop.second(1, requests(1, "cart", "", 1_000, 0));
        shop.watermark(30);

        assertThat(shop.told())
                .containsExactly(
                        new Event("HighErrorRatio cart", FIRING, 1, 1, 1, -1),
                        new Event("HighErrorRatio cart", RESOLVED, 12, 1, 1, 12));
    }

    @Test
    void resolved_leavesATombstoneAfterMoreThanFifteenMinutes() {
        AlertingApp shop = start(CONFIG.withSignals(
                ErrorRatioSignal.DEFAULT.withHold(Duration.ZERO), LatencySignal.DEFAULT, NoTrafficSignal.DEFAULT));
        shop.second(0, requests(0, "cart", "", 100, 20));
        shop.second(1, requests(1, "cart", "", 1_000, 0)); // resolved at 2
        shop.watermark(902);
        assertThat(shop.alerts()).extracting(record -> record.value() == null).containsExactly(false, false);

        shop.watermark(903);

        assertThat(shop.alerts()).singleElement().satisfies(record -> {
            assertThat(record.value()).isNull();
            assertThat(record.getRecordTime()).isEqualTo(at(903));
        });
        assertThat(shop.told()).extracting(Event::state).containsExactly(FIRING, RESOLVED);
    }

    @Test
    void firing_isToldAgainEveryMinuteOnTheTopicOfStatesOnly() {
        AlertingApp shop = start(CONFIG.withSignals(
                ErrorRatioSignal.DEFAULT.withHold(Duration.ZERO), LatencySignal.DEFAULT, NoTrafficSignal.DEFAULT));
        for (int second = 0; second < 130; second++) {
            shop.second(second, requests(second, "cart", "", 100, 20));
        }
        assertThat(shop.alerts()).extracting(TestRecord::getRecordTime).containsExactly(at(1), at(61), at(121));
        assertThat(shop.events()).hasSize(1);
    }

    @Test
    void evaluation_waitsForItsDelay() {
        AlertingApp shop = start(CONFIG.withEvaluationDelay(Duration.ofMillis(500)));
        shop.pipe(requests(0, "cart", "", 100, 20));
        shop.watermark(0);
        shop.watermark(1.499);
        assertThat(shop.events()).isEmpty();

        shop.watermark(1.5);

        assertThat(shop.told()).containsExactly(new Event("HighErrorRatio cart", PENDING, 1, 1, -1, -1));
    }

    @Test
    void steadyServiceThatStops_raisesNoTraffic() {
        AlertingApp shop = start(CONFIG);
        for (int minute = 0; minute < 60; minute++) {
            shop.second(60 * minute, requests(60 * minute, "cart", "1", 1, 0));
        }
        int last = 59 * 60;
        for (int second = last + 10; second < last + 400; second += 10) {
            shop.watermark(second);
        }
        shop.second(last + 400, requests(last + 400, "cart", "1", 1, 0));

        assertThat(shop.told())
                .containsExactly(
                        new Event("NoTraffic cart", FIRING, last + 301, last + 301, last + 301, -1),
                        new Event("NoTraffic cart", RESOLVED, last + 401, last + 301, last + 301, last + 401));
        assertThat(shop.alerts().get(0).value().getLabels())
                .containsEntry("severity", "info")
                .doesNotContainKey("version");
    }

    @Test
    void timeInWhichNobodyListened_isNoSilence() {
        AlertingApp shop = start(CONFIG);
        for (int minute = 0; minute < 60; minute++) {
            shop.second(60 * minute, requests(60 * minute, "cart", "1", 1, 0));
        }
        shop.watermark(100_000);
        shop.second(100_000, requests(100_000, "cart", "1", 1, 0));

        assertThat(shop.events()).isEmpty();
    }

    @Test
    void longPause_costsFewSlotsAndKeepsTimersExact() {
        AlertingApp shop = start(CONFIG.withSignals(
                ErrorRatioSignal.DEFAULT.withHold(Duration.ofSeconds(5)),
                LatencySignal.DEFAULT,
                NoTrafficSignal.DEFAULT.withEnabled(false)));
        for (int second = 0; second < 10; second++) {
            shop.second(second, requests(second, "cart", "", 100, 20));
        }

        shop.watermark(100_000);

        // at 24 the range [9, 24) still holds 100 requests, at 25 none
        assertThat(shop.told())
                .containsExactly(
                        new Event("HighErrorRatio cart", PENDING, 1, 1, -1, -1),
                        new Event("HighErrorRatio cart", FIRING, 6, 1, 6, -1),
                        new Event("HighErrorRatio cart", RESOLVED, 25, 1, 6, 25));
        List<TestRecord<String, Alert>> states = shop.alerts();
        TestRecord<String, Alert> last = states.get(states.size() - 1);
        assertThat(last.value()).isNull();
        assertThat(last.getRecordTime()).isEqualTo(at(25 + 901));
        assertThat(shop.count("bellwether.alerting.slots")).isLessThan(1_000);
    }

    @Test
    void slotsOfALongPauseWithAlerts_areWorkedOffRecordByRecord() {
        // never silent enough to pass over: the alert is kept firing for a week
        AlertingApp shop = start(CONFIG.withSignals(
                ErrorRatioSignal.DEFAULT.withHold(Duration.ZERO).withKeepFiring(Duration.ofDays(7)),
                LatencySignal.DEFAULT,
                NoTrafficSignal.DEFAULT.withEnabled(false)));
        shop.second(0, requests(0, "cart", "", 100, 20));
        int pause = 60_000;

        shop.watermark(pause);
        double slotsOfOneRecord = shop.count("bellwether.alerting.slots");
        assertThat(slotsOfOneRecord).isLessThan(pause);
        for (int tick = 1; shop.count("bellwether.alerting.slots") < pause; tick++) {
            shop.watermark(pause + tick / 1000.0);
            assertThat(tick).isLessThan(100);
        }

        assertThat(shop.alerts())
                .extracting(TestRecord::getRecordTime)
                .startsWith(at(1), at(61), at(121))
                .hasSize(pause / 60);
    }

    @Test
    void laggingPartition_delaysAndLosesNothing() {
        AlertingApp shop = start(CONFIG);
        shop.pipe(Deltas.watermark(1, 2, 0));
        for (int second = 0; second < 60; second++) {
            shop.pipe(requests(second, "cart", "", 50, 10));
            shop.pipe(Deltas.watermark(0, 2, second + 1));
        }
        assertThat(shop.events()).isEmpty();

        for (int second = 0; second < 60; second++) {
            shop.pipe(requests(second + 0.7, "cart", "", 50, 10, Duration.ofMillis(10)));
            shop.pipe(Deltas.watermark(1, 2, second + 1));
        }

        List<TestRecord<String, Alert>> events = shop.events();
        assertThat(events)
                .extracting(record -> Event.of(record.value()))
                .containsExactly(
                        new Event("HighErrorRatio cart", PENDING, 1, 1, -1, -1),
                        new Event("HighErrorRatio cart", FIRING, 6, 1, 6, -1));
        assertThat(events.get(1).value().getEvidence().getRequests()).isEqualTo(600);
        assertThat(events.get(1).value().getEvidence().getCompleteness()).isEqualTo(Completeness.COMPLETE);
        assertThat(shop.count("bellwether.alerting.calls", "result", "counted")).isEqualTo(6_000);
        assertThat(shop.count("bellwether.alerting.calls", "result", "late")).isZero();
    }

    @Test
    void excusedPartition_isNotWaitedForAndItsLateRequestsCountWhileTheyCan() {
        AlertingApp shop = start(CONFIG);
        shop.pipe(Deltas.watermark(1, 2, 0));
        for (int second = 0; second < 30; second++) {
            shop.pipe(requests(second, "cart", "", 100, 0));
            shop.pipe(Deltas.watermark(0, 2, second + 1));
        }
        shop.pipe(Deltas.excuse(1, 2, 0)); // slots up to 30 are evaluated without it
        assertThat(shop.events()).isEmpty();

        shop.pipe(requests(5, "cart", "", 1_000, 1_000)); // out of the range [15, 30)
        shop.pipe(requests(20, "cart", "", 1_000, 1_000)); // in it
        shop.pipe(Deltas.watermark(0, 2, 31));

        assertThat(shop.count("bellwether.alerting.calls", "result", "late")).isEqualTo(1_000);
        List<TestRecord<String, Alert>> events = shop.events();
        assertThat(events)
                .extracting(record -> Event.of(record.value()))
                .containsExactly(new Event("HighErrorRatio cart", PENDING, 31, 31, -1, -1));
        assertThat(events.get(0).value().getEvidence().getRequests()).isEqualTo(2_400);
        assertThat(events.get(0).value().getEvidence().getCompleteness()).isEqualTo(Completeness.INCOMPLETE);

        shop.pipe(Deltas.watermark(0, 2, 36));
        shop.pipe(Deltas.watermark(1, 2, 36)); // it speaks again, and [21, 36) does not hold the burst any more
        assertThat(shop.told()).containsExactly(new Event("HighErrorRatio cart", INACTIVE, 36, 31, -1, -1));
    }

    @Test
    void excludedServices_areNotLookedAt() {
        AlertingApp shop = start(CONFIG);
        for (int second = 0; second < 10; second++) {
            shop.second(second, requests(second, "bellwether", "", 100, 100));
        }
        assertThat(shop.events()).isEmpty();
        assertThat(shop.count("bellwether.alerting.calls", "result", "excluded"))
                .isEqualTo(1_000);
    }

    @Test
    void namesPastTheLimits_areCountedByWhatBecameOfThem() {
        AlertingApp shop =
                start(CONFIG.withAdmission(new AdmissionConfig(2, 1, 1, Duration.ofDays(8), Duration.ofHours(1))));
        for (int second = 0; second < 10; second++) {
            shop.second(
                    second,
                    requests(second, "bellwether", "", 7, 7), // takes a place, as it does among windows
                    requests(second, "cart", "1", 50, 0),
                    requests(second, "cart", "2", 50, 20),
                    requests(second, "stranger", "1", 100, 100));
        }
        assertThat(shop.events())
                .extracting(record -> record.value().getLabels().get("service") + " "
                        + record.value().getLabels().getOrDefault("version", "of any version"))
                .containsOnly("cart of any version");
        assertThat(shop.count("bellwether.alerting.calls", "result", "counted")).isEqualTo(500);
        assertThat(shop.count("bellwether.alerting.calls", "result", "counted_without_version"))
                .isEqualTo(500);
        assertThat(shop.count("bellwether.alerting.calls", "result", "too_many_services"))
                .isEqualTo(1_000);
        assertThat(shop.changelog(StoreCatalogue.ADMITTED))
                .as("two services and a version; alerts are about all operations together")
                .hasSize(3);
    }

    @Test
    void poisonRecords_goToTheDeadLettersAndDoNoHarm() {
        AlertingApp shop = start(CONFIG);
        RedDelta good = requests(0, "cart", "", 100, 20);
        shop.pipe(null, good);
        shop.pipe("cart", good);
        shop.pipe("prod/shop/cart", null);
        shop.pipe("prod/shop/cart", with(good, operation(good).setDurations(ByteBuffer.wrap(new byte[] {9, 9, 9}))));
        shop.pipe("prod/shop/cart", with(good, operation(good).setErrors(101)));
        shop.pipe("prod/shop/cart", with(good, operation(good).setCalls(Long.MAX_VALUE)));
        shop.pipe("prod/shop/cart", with(good, operation(good).setCalls(99).setErrors(0)));
        assertThat(shop.deadLetters()).hasSize(7);

        shop.second(0, good);

        assertThat(shop.told()).containsExactly(new Event("HighErrorRatio cart", PENDING, 1, 1, -1, -1));
        assertThat(shop.count("bellwether.alerting.calls")).isEqualTo(100);
    }

    private AlertingApp start(AlertingConfig config) {
        app = new AlertingApp(config, folder);
        return app;
    }

    private static OperationDelta.Builder operation(RedDelta delta) {
        return OperationDelta.newBuilder(delta.getOperations().get(0));
    }

    private static RedDelta with(RedDelta delta, OperationDelta.Builder operation) {
        return RedDelta.newBuilder(delta)
                .setOperations(List.of(operation.build()))
                .build();
    }
}
