package dev.bellwether.verification.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.verification.judge.Decision.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SequentialGateTest {

    private static final GateConfig CONFIG = GateConfig.DEFAULT;
    private static final Duration EARLY = Duration.ofSeconds(5);
    private static final Duration BAKED = Duration.ofMinutes(2);
    private static final Duration OVER = Duration.ofMinutes(30);

    private final SequentialGate gate = new SequentialGate(CONFIG);

    private static Stratum stratum(long canary, long canaryErrors, long baseline, long baselineErrors) {
        return new Stratum(Counts.of(canary, canaryErrors), Counts.of(baseline, baselineErrors));
    }

    private Decision look(Comparison comparison, Duration time) {
        return gate.look(comparison, time, time);
    }

    @Test
    void clearlyWorse_failsAtOnce() {
        gate.observe(stratum(150, 30, 1350, 13));
        Decision decision = look(Comparison.BESIDE, EARLY);
        assertThat(decision.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(decision.reason())
                .contains("20.0 % of the canary's 150 requests failed", "0.96 % of the baseline's 1,350")
                .contains("more than 2 times as often", "floor of 0.50 %");
    }

    @Test
    void clearlyBetter_waitsForTheMinimumBake() {
        gate.observe(stratum(10_000, 100, 10_000, 100));
        assertThat(look(Comparison.BESIDE, BAKED.minusMillis(1)).outcome()).isEqualTo(Outcome.UNDECIDED);
        Decision decision = look(Comparison.BESIDE, BAKED);
        assertThat(decision.outcome()).isEqualTo(Outcome.PASS);
        assertThat(decision.reason()).contains("less than 2 times as often", "two-sided interval");
    }

    @Test
    void minimumBake_isOfJudgedTime_notOfElapsedTime() {
        gate.observe(stratum(10_000, 100, 10_000, 100));
        assertThat(gate.look(Comparison.BESIDE, EARLY, BAKED).outcome()).isEqualTo(Outcome.UNDECIDED);
    }

    @Test
    void noErrorsAnywhere_passesBelowTheFloor() {
        gate.observe(stratum(5_000, 0, 5_000, 0));
        Decision decision = look(Comparison.BESIDE, BAKED);
        assertThat(decision.outcome()).isEqualTo(Outcome.PASS);
        assertThat(decision.reason()).contains("below the floor");
        assertThat(gate.finding(Comparison.BESIDE).ratio()).isEmpty();
    }

    @Test
    void worseButBelowTheFloor_isNoFailure() {
        gate.observe(stratum(1_000_000, 2_000, 1_000_000, 100));
        assertThat(look(Comparison.BESIDE, EARLY).outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(look(Comparison.BESIDE, BAKED).outcome()).isEqualTo(Outcome.PASS);
        assertThat(gate.finding(Comparison.BESIDE).regressionSuspected()).isTrue();
    }

    @Test
    void aboveTheFloorButNotWorse_isNoFailure() {
        gate.observe(stratum(10_000, 5_000, 10_000, 5_000));
        assertThat(look(Comparison.BESIDE, BAKED).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void failIsLookedAtFirst() {
        // Proven better by an early calm, then proven worse: the running maxima hold both.
        gate.observe(stratum(100_000, 1_000, 100_000, 1_000));
        assertThat(look(Comparison.BESIDE, EARLY).outcome()).isEqualTo(Outcome.UNDECIDED);
        gate.observe(stratum(100_000, 60_000, 100_000, 1_000));
        assertThat(look(Comparison.BESIDE, BAKED).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void finalDecision_neverChanges() {
        gate.observe(stratum(150, 30, 1350, 13));
        Decision first = look(Comparison.BESIDE, EARLY);
        gate.observe(stratum(1_000_000, 0, 1_000_000, 50_000));
        gate.observeLate(1_000_000, 1_000_000);
        assertThat(look(Comparison.BESIDE, OVER)).isEqualTo(first);
    }

    @Test
    void undecidedAtTheDeadline_saysWhatIsMissing() {
        for (int i = 0; i < 100; i++) {
            gate.observe(stratum(4, i % 20 == 0 ? 1 : 0, 4, i % 20 == 10 ? 1 : 0));
        }
        Decision decision = look(Comparison.BESIDE, OVER);
        assertThat(decision.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(decision.reason())
                .contains("not decided within 30 min", "1.25 % of the canary's 400 requests", "would decide");
        assertThat(gate.finding(Comparison.BESIDE).requestsToDecision().getAsLong())
                .isBetween(100L, 10_000L);
    }

    @Test
    void expectedRequests_areAboutWhatItThenTakes() {
        SplittableRandom random = new SplittableRandom(11);
        long predicted = 0;
        long judged = 0;
        while (!look(Comparison.BESIDE, BAKED).isFinal()) {
            judged += 100;
            if (judged == 1_000) {
                predicted = judged
                        + gate.finding(Comparison.BESIDE).requestsToDecision().orElse(0);
            }
            long errors = random.nextInt(100) < 50 ? 1 : 0;
            gate.observe(stratum(100, errors, 1_900, 10));
        }
        assertThat(predicted).as("judged %d", judged).isBetween(judged / 3, judged * 3);
    }

    @Test
    void noRequests_areInconclusiveAtTheDeadline() {
        Decision decision = look(Comparison.BESIDE, OVER);
        assertThat(decision.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(decision.reason()).contains("no requests of the canary");
        assertThat(gate.finding(Comparison.BESIDE).requestsToDecision()).isEmpty();
    }

    @Test
    void strataWithAnEmptyArm_areSkippedInTheRatio_butCountForTheFloor() {
        gate.observe(stratum(10_000, 5_000, 0, 0));
        gate.observe(stratum(0, 0, 10_000, 10));
        assertThat(look(Comparison.BESIDE, BAKED).outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(gate.finding(Comparison.BESIDE).interval()).isEqualTo(Interval.UNBOUNDED);
        gate.observe(stratum(100, 50, 100, 2));
        assertThat(look(Comparison.BESIDE, BAKED).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void tooManyLateRequestsOfEitherArm_areInconclusive() {
        for (boolean ofCanary : new boolean[] {true, false}) {
            SequentialGate judged = new SequentialGate(CONFIG);
            judged.observe(stratum(950, 300, 950, 10));
            judged.observeLate(ofCanary ? 51 : 0, ofCanary ? 0 : 51);
            assertThat(judged.look(Comparison.BESIDE, EARLY, EARLY).outcome()).isEqualTo(Outcome.UNDECIDED);
            Decision decision = judged.look(Comparison.BESIDE, BAKED, BAKED);
            assertThat(decision.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
            assertThat(decision.reason()).contains(ofCanary ? "canary's" : "baseline's", "too late", "at most 5.00 %");
        }
    }

    @Test
    void fivePercentLate_isStillJudged() {
        gate.observe(stratum(950, 300, 950, 10));
        gate.observeLate(50, 50);
        assertThat(look(Comparison.BESIDE, EARLY).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void armsSampledDifferently_areInconclusive() {
        gate.observe(new Stratum(new Counts(1_000, 300, 1_000), new Counts(1_000, 10, 10_000)));
        assertThat(look(Comparison.BESIDE, EARLY).outcome()).isEqualTo(Outcome.UNDECIDED);
        Decision decision = look(Comparison.BESIDE, BAKED);
        assertThat(decision.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(decision.reason()).contains("sampled differently", "stands for 1,", "for 10");
    }

    @Test
    void armsSampledAlike_areJudged() {
        gate.observe(new Stratum(new Counts(1_000, 300, 10_000), new Counts(1_000, 10, 10_000)));
        assertThat(look(Comparison.BESIDE, EARLY).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void before_failsAndPassesAgainstTheFrozenMinutes() {
        gate.freezeBefore(Counts.of(100_000, 1_000));
        gate.observe(new Stratum(Counts.of(150, 30), Counts.NONE));
        Decision decision = look(Comparison.BEFORE, EARLY);
        assertThat(decision.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(decision.reason()).contains("1.00 % of the 100,000 in the time before");

        SequentialGate good = new SequentialGate(CONFIG);
        good.freezeBefore(Counts.of(100_000, 1_000));
        good.observe(new Stratum(Counts.of(10_000, 100), Counts.NONE));
        assertThat(good.look(Comparison.BEFORE, EARLY, EARLY).outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(good.look(Comparison.BEFORE, BAKED, BAKED).outcome()).isEqualTo(Outcome.PASS);
        assertThat(good.finding(Comparison.BEFORE).ratio().getAsDouble()).isEqualTo(1.0);
        Interval interval = good.finding(Comparison.BEFORE).interval();
        assertThat(interval.low()).isBetween(0.4, 0.8);
        assertThat(interval.high()).isBetween(1.2, 2.2);
    }

    @Test
    void before_freezesOnce() {
        gate.freezeBefore(Counts.of(10, 1));
        assertThatIllegalStateException().isThrownBy(() -> gate.freezeBefore(Counts.of(10, 1)));
    }

    @Test
    void nothingToCompareWith_canOnlyPassBelowTheFloor() {
        gate.observe(new Stratum(Counts.of(10_000, 9_000), Counts.NONE));
        assertThat(look(Comparison.NONE, BAKED).outcome()).isEqualTo(Outcome.UNDECIDED);
        assertThat(look(Comparison.NONE, OVER).outcome()).isEqualTo(Outcome.INCONCLUSIVE);

        SequentialGate calm = new SequentialGate(CONFIG);
        calm.observe(new Stratum(Counts.of(10_000, 0), Counts.NONE));
        assertThat(calm.look(Comparison.NONE, BAKED, BAKED).outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void restored_goesOnExactlyAsIfNothingHadHappened() throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        SequentialGate restored = new SequentialGate(CONFIG);
        for (SequentialGate each : new SequentialGate[] {gate, restored}) {
            each.freezeBefore(Counts.of(5_000, 60));
        }
        for (int i = 1; i <= 300; i++) {
            long canary = random.nextInt(1, 50);
            long baseline = random.nextInt(1, 200);
            Stratum stratum =
                    stratum(canary, random.nextInt(100) < 30 ? 1 : 0, baseline, random.nextInt(3) > 0 ? 1 : 0);
            Duration time = Duration.ofSeconds(5L * i);
            for (SequentialGate each : new SequentialGate[] {gate, restored}) {
                each.observe(stratum);
                each.observeLate(i % 50 == 0 ? 1 : 0, 0);
            }
            Decision expected = gate.look(Comparison.BESIDE, time, time);
            assertThat(restored.look(Comparison.BESIDE, time, time)).isEqualTo(expected);
            restored = SequentialGate.readFrom(new DataInputStream(new ByteArrayInputStream(bytes(restored))));
            assertThat(bytes(restored)).isEqualTo(bytes(gate));
            for (Comparison comparison : Comparison.values()) {
                assertThat(restored.finding(comparison)).isEqualTo(gate.finding(comparison));
                assertThat(restored.standing(comparison)).isEqualTo(gate.standing(comparison));
            }
        }
        assertThat(bytes(gate)).hasSizeLessThan(1_200);
    }

    @Test
    void unknownFormat_isRefused() throws IOException {
        byte[] bytes = bytes(gate);
        bytes[0] = 99;
        assertThatThrownBy(() -> SequentialGate.readFrom(new DataInputStream(new ByteArrayInputStream(bytes))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("99");
    }

    private static byte[] bytes(SequentialGate gate) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        gate.writeTo(new DataOutputStream(out));
        return out.toByteArray();
    }

    @Test
    void config_refusesWhatMakesNoSense() {
        Duration minute = Duration.ofMinutes(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GateConfig(1.0, .005, .01, .05, minute, OVER, .05, OVER))
                .withMessageContaining("tolerance: 1.0 (expected: more than 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GateConfig(2, 0, .01, .05, minute, OVER, .05, OVER))
                .withMessageContaining("floor");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GateConfig(2, .005, Double.NaN, .05, minute, OVER, .05, OVER))
                .withMessageContaining("alpha");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GateConfig(2, .005, .01, 0.6, minute, OVER, .05, OVER))
                .withMessageContaining("beta");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CONFIG.withDeadline(CONFIG.minimumBake()))
                .withMessageContaining("deadline");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GateConfig(2, .005, .01, .05, minute, OVER, 1, OVER))
                .withMessageContaining("maximumLateShare");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GateConfig(2, .005, .01, .05, minute, OVER, .05, Duration.ZERO))
                .withMessageContaining("beforeLength");
        assertThatIllegalArgumentException().isThrownBy(() -> Counts.of(1, 2)).withMessageContaining("errors: 2");
    }
}
