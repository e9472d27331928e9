package dev.bellwether.alerting.signal;

import static dev.bellwether.alerting.signal.Buckets.CART;
import static dev.bellwether.alerting.signal.Buckets.limits;
import static dev.bellwether.alerting.signal.Buckets.requests;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.bellwether.alerting.lifecycle.AlertRule;
import dev.bellwether.alerting.lifecycle.Evaluation;
import dev.bellwether.alerting.lifecycle.Evidence;
import dev.bellwether.alerting.lifecycle.Labels;
import dev.bellwether.alerting.lifecycle.Sample;
import dev.bellwether.alerting.lifecycle.Slot;
import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class GoldenSignalsTest {

    private final Traffic traffic = new Traffic(limits(15), new MemoryTrafficStore());

    GoldenSignalsTest() {
        traffic.start(100);
    }

    @Test
    void rules_haveTheTermsOfTheirSignals() {
        assertThat(rules())
                .extracting(AlertRule::name, rule -> rule.labels().get("severity"), AlertRule::hold)
                .containsExactly(
                        tuple("HighErrorRatio", "critical", Duration.ofMinutes(2)),
                        tuple("HighLatency", "warning", Duration.ofMinutes(5)),
                        tuple("NoTraffic", "info", Duration.ZERO));
    }

    @Test
    void errorRatio_holdsAboveTheLimitOnly() {
        count(100, "", requests(100, 5));
        assertThat(samples(0)).isEmpty();

        count(101, "", requests(100, 6));

        assertThat(samples(0)).singleElement().satisfies(sample -> {
            assertThat(sample.value()).isEqualTo(11 / 200.0);
            assertThat(sample.labels())
                    .isEqualTo(Labels.of(Map.of("service", "cart", "namespace", "shop", "environment", "prod")));
            assertThat(evidence(sample).requests()).isEqualTo(200);
            assertThat(evidence(sample).errors()).isEqualTo(11);
            assertThat(evidence(sample).from()).isEqualTo(Instant.ofEpochSecond(87));
            assertThat(evidence(sample).to()).isEqualTo(Instant.ofEpochSecond(102));
            assertThat(evidence(sample).complete()).isTrue();
        });
    }

    @Test
    void fewRequests_sayNothing() {
        count(100, "", requests(99, 99, Duration.ofSeconds(10)));
        assertThat(samples(0)).isEmpty();
        assertThat(samples(1)).isEmpty();

        count(101, "", requests(1, 0, Duration.ofSeconds(10)));
        assertThat(samples(0)).hasSize(1);
        assertThat(samples(1)).hasSize(1);
    }

    @Test
    void eachVersion_isLookedAtForItself() {
        count(100, "2.3.9", requests(1_000, 0), "2.4.0", requests(150, 30));

        assertThat(samples(0)).singleElement().satisfies(sample -> {
            assertThat(sample.labels().get("version")).isEqualTo("2.4.0");
            assertThat(sample.value()).isEqualTo(0.2);
        });

        count(101, "2.3.9", requests(1_000, 400));
        assertThat(samples(0))
                .extracting(sample -> sample.labels().get("version"))
                .containsExactly("", "2.3.9", "2.4.0");
    }

    @Test
    void evidence_namesTracesThatFailedOrWereSlow() {
        Trace failed = new Trace("f".repeat(32), 5_000_000);
        Trace slow = new Trace("5".repeat(32), 2_500_000_000L);
        Trace quick = new Trace("9".repeat(32), 1_000_000_000L);
        long[] nanos = new long[200];
        Arrays.fill(nanos, 3_000_000_000L);
        count(100, "", new Bucket(200, 50, ExponentialHistogram.of(nanos), List.of(failed), List.of(slow, quick)));

        assertThat(samples(0))
                .extracting(sample -> evidence(sample).traceIds())
                .containsExactly(List.of(failed.traceId()));
        assertThat(samples(1))
                .extracting(sample -> evidence(sample).traceIds())
                .containsExactly(List.of(slow.traceId()));
    }

    @Test
    void latency_holdsWhereTheSlowestHundredthIsTooSlow() {
        count(100, "", requests(990, 0), "x", requests(9, 0, Duration.ofSeconds(3)));
        assertThat(samples(1)).isEmpty();

        count(101, "", requests(10, 0, Duration.ofSeconds(3)));

        assertThat(samples(1))
                .singleElement()
                .satisfies(sample ->
                        assertThat(sample.value()).isCloseTo(3, within(3 * ExponentialHistogram.RELATIVE_ERROR)));
    }

    @Test
    void noTraffic_saysForHowLong() {
        Traffic steady = new Traffic(limits(15), new MemoryTrafficStore());
        steady.start(0);
        for (long minute = 0; minute < 60; minute++) {
            steady.add(CART, "1", minute * 60, requests(1, 0));
        }
        while (steady.slot() < 59 * 60 + 1 + 450) {
            steady.advance();
        }
        AlertRule rule = rules(steady).get(2);

        Sample sample = samples(rule, steady).get(0);

        assertThat(sample.value()).isEqualTo(450);
        assertThat(sample.labels().get("version")).isEmpty();
        assertThat(evidence(sample).from()).isEqualTo(Instant.ofEpochSecond(59 * 60 + 1));
        assertThat(rule.annotator().annotate(sample))
                .containsEntry("summary", "cart: no requests")
                .containsEntry(
                        "description", "cart: no requests for 7 min 30 s, after some in each of the 60 minutes before");
    }

    @Test
    void annotations_sayWhatIsTheMatterWithNumbers() {
        count(100, "2.4.0", requests(3_021, 598, Duration.ofMillis(2_500)));

        assertThat(rules().get(0).annotator().annotate(samples(0).get(1)))
                .containsEntry("summary", "cart 2.4.0: too many requests fail")
                .containsEntry(
                        "description", "cart 2.4.0: 19.8 % of 3,021 requests failed in the last 15 s (limit 5 %)");
        assertThat(rules().get(1).annotator().annotate(samples(1).get(0)).get("description"))
                .matches("cart: 1 % of 3,021 requests took longer than 2\\.[45]\\d s in the last 15 s \\(limit 2 s\\)");
    }

    @Test
    void incompleteSlot_makesIncompleteEvidence() {
        count(100, "", requests(100, 50));
        Evaluation evaluation = rules().get(0).condition().evaluate(new Slot(Instant.ofEpochSecond(101), false));

        assertThat(((Evaluation.Samples) evaluation).samples())
                .extracting(sample -> evidence(sample).complete())
                .containsExactly(false);
    }

    @Test
    void disabledSignals_haveNoRule() {
        assertThat(GoldenSignals.rules(
                        traffic,
                        new ErrorRatioSignal(false, 0.05, Duration.ZERO, Duration.ZERO, "page"),
                        new LatencySignal(false, Duration.ofSeconds(1), Duration.ZERO, Duration.ZERO, "page"),
                        NoTrafficSignal.DEFAULT.withEnabled(false),
                        1))
                .isEmpty();
    }

    /** Requests of one second, by version; then the slot right after it. */
    private void count(long second, Object... versionsAndBuckets) {
        for (int i = 0; i < versionsAndBuckets.length; i += 2) {
            traffic.add(CART, (String) versionsAndBuckets[i], second, (Bucket) versionsAndBuckets[i + 1]);
        }
        traffic.advance();
        assertThat(traffic.slot()).isEqualTo(second + 1);
    }

    private static Evidence evidence(Sample sample) {
        return Objects.requireNonNull(sample.evidence(), "evidence");
    }

    private List<AlertRule> rules() {
        return rules(traffic);
    }

    private static List<AlertRule> rules(Traffic traffic) {
        return GoldenSignals.rules(
                traffic, ErrorRatioSignal.DEFAULT, LatencySignal.DEFAULT, NoTrafficSignal.DEFAULT, 100);
    }

    private List<Sample> samples(int rule) {
        return samples(rules().get(rule), traffic);
    }

    private static List<Sample> samples(AlertRule rule, Traffic traffic) {
        Slot slot = new Slot(Instant.ofEpochSecond(traffic.slot()), true);
        return ((Evaluation.Samples) rule.condition().evaluate(slot)).samples();
    }
}
