package dev.bellwether.verification;

import static dev.bellwether.facts.DeploymentPhase.ANNOUNCED;
import static dev.bellwether.facts.DeploymentPhase.FINISHED;
import static dev.bellwether.facts.DeploymentPhase.STARTED;
import static dev.bellwether.verification.Records.delta;
import static dev.bellwether.verification.Records.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.facts.Evidence;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.VerdictStatus;
import dev.bellwether.processors.admission.AdmissionConfig;
import dev.bellwether.processors.runtime.StreamsMeters;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.testing.LocalSchemas;
import dev.bellwether.verification.deployment.DeploymentConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerificationTopologyTest {

    /** Some day, at noon: a multiple of every window. */
    private static final long NOON = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();

    /** As usual, but the first versions of a service are those of its first twenty seconds. */
    private static final VerificationConfig CONFIG = VerificationConfig.DEFAULT.withDeployments(
            DeploymentConfig.DEFAULT.withFirstVersions(Duration.ofSeconds(20)));

    @TempDir
    private Path state;

    private VerificationApp app;

    @BeforeEach
    void start() {
        app = new VerificationApp(CONFIG, state);
    }

    @AfterEach
    void stop() {
        app.close();
    }

    private static long at(double seconds) {
        return NOON + (long) (seconds * 1000);
    }

    /** One second of a version's traffic, reported half a second later. */
    private void second(String service, String version, int second, long calls, long errors) {
        second(app, service, version, second, calls, errors);
    }

    private static void second(
            VerificationApp app, String service, String version, int second, long calls, long errors) {
        app.delta(delta(service, version, at(second), at(second + 0.5), calls, errors));
    }

    /** Seconds of steady traffic of the version 1.0, with 1 % errors, and time going on. */
    private void baseline(String service, int from, int to) {
        baseline(app, service, from, to);
    }

    private static void baseline(VerificationApp app, String service, int from, int to) {
        for (int second = from; second < to; second++) {
            second(app, service, "1.0", second, 100, 1);
            app.time(at(second + 1));
        }
    }

    @Test
    void describesItself() throws IOException {
        String text = VerificationTopology.build(
                        VerificationApp.TOPICS,
                        new FactCodec(new LocalSchemas()),
                        VerificationConfig.DEFAULT,
                        StreamsMeters.atOnce(new SimpleMeterRegistry()))
                .describe()
                .toString();
        try (InputStream golden = getClass().getResourceAsStream("/verification-topology.txt")) {
            String expected = new String(Objects.requireNonNull(golden).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text).isEqualToIgnoringWhitespace(expected);
        }
    }

    @Test
    void goodCanary_passes() {
        baseline("checkout", 160, 200);
        for (int second = 200; second < 400; second++) {
            second("checkout", "1.0", second, 100, 1);
            second("checkout", "2.0", second, 100, 1);
            app.time(at(second + 1));
        }
        assertThat(app.events())
                .extracting(
                        DeploymentEvent::getPhase,
                        DeploymentEvent::getVersion,
                        DeploymentEvent::getPreviousVersion,
                        DeploymentEvent::getAt)
                .containsExactly(
                        tuple(STARTED, "2.0", "1.0", Instant.ofEpochMilli(at(215))),
                        tuple(FINISHED, "2.0", "1.0", Instant.ofEpochMilli(at(330))));
        Verdict verdict = app.verdicts().get(0);
        assertThat(verdict.getStatus()).isEqualTo(VerdictStatus.PASS);
        assertThat(verdict.getDecidedAt()).isEqualTo(Instant.ofEpochMilli(at(330)));
        assertThat(verdict.getService()).isEqualTo("checkout");
        Evidence evidence = verdict.getEvidence().get(0);
        assertThat(evidence.getCanary().getRequests()).isEqualTo(12_000);
        assertThat(evidence.getBaseline().getErrors()).isEqualTo(120);
        assertThat(evidence.getTraceIds()).hasSize(10).allMatch(id -> id.matches("[0-9a-f]{32}"));
        assertThat(app.count("bellwether.verification.verdicts", "status", "pass", "final", "true"))
                .isOne();
    }

    /** 300 requests a second, a tenth of them the canary's; SDKs report every 5 s, each at its own time. */
    @Test
    void canaryThatGoesFromOneToTwentyPercentErrors_failsWithinThirtySecondsOfLogTime() {
        for (int seed = 0; seed < 5; seed++) {
            Path folder = state.resolve("seed-" + seed);
            try (VerificationApp fresh = new VerificationApp(CONFIG, folder)) {
                double fault = secondsToFail(fresh, seed, 0);
                assertThat(fault).as("seed %d", seed).isLessThanOrEqualTo(30);
            }
        }
    }

    /** The same after a minute of health, which weighs against a failure. */
    @Test
    void canaryThatTurnsBadAfterAMinuteOfHealth_failsWithinThirtySecondsToo() {
        for (int seed = 0; seed < 5; seed++) {
            Path folder = state.resolve("seed-" + seed);
            try (VerificationApp fresh = new VerificationApp(CONFIG, folder)) {
                double fault = secondsToFail(fresh, seed, 60);
                assertThat(fault).as("seed %d", seed).isLessThanOrEqualTo(30);
            }
        }
    }

    private static double secondsToFail(VerificationApp app, int seed, int healthySeconds) {
        SplittableRandom random = new SplittableRandom(seed);
        int deployed = 150 + random.nextInt(5);
        int fault = deployed + healthySeconds;
        for (int second = 110; second < fault + 60; second++) {
            long reported = at(second + random.nextDouble(0.5, 5.5));
            app.delta(poisson("1.0", second, reported, 270, .01, random));
            if (second >= deployed) {
                app.delta(poisson("2.0", second, reported, 30, second < fault ? .01 : .2, random));
            }
            app.time(at(second + 0.3));
        }
        assertThat(app.verdicts()).as("seed %d", seed).hasSize(1);
        assertThat(app.verdicts().get(0).getStatus()).isEqualTo(VerdictStatus.FAIL);
        return (app.verdicts().get(0).getDecidedAt().toEpochMilli() - at(fault)) / 1000.0;
    }

    private static RedDelta poisson(
            String version, int second, long reported, double mean, double share, SplittableRandom random) {
        long errors = PoissonDistribution.of(mean * share)
                .createSampler(random::nextLong)
                .sample();
        long calls = errors
                + PoissonDistribution.of(mean * (1 - share))
                        .createSampler(random::nextLong)
                        .sample();
        return delta("checkout", version, at(second), reported, calls, errors);
    }

    @Test
    void lateData_isCountedAndNotJudged() {
        baseline("checkout", 160, 200);
        for (int second = 200; second < 400; second++) {
            second("checkout", "1.0", second, 100, 1);
            second("checkout", "2.0", second, 100, 1);
            if (second == 260) {
                app.delta(delta("checkout", "2.0", at(241), at(260), 50, 50)); // its window closed at 255
                app.delta(delta("checkout", "2.0", at(251), at(260), 10, 10)); // its window closes at 265
            }
            app.time(at(second + 1));
        }
        Verdict verdict = app.verdicts().get(0);
        assertThat(verdict.getStatus()).isEqualTo(VerdictStatus.PASS);
        assertThat(verdict.getEvidence().get(0).getCanary().getLate()).isEqualTo(50);
        assertThat(verdict.getEvidence().get(0).getCanary().getRequests()).isEqualTo(12_010);
        assertThat(app.count("bellwether.verification.requests", "result", "late"))
                .isEqualTo(50);
        assertThat(app.count("bellwether.verification.requests", "result", "windowed"))
                .isEqualTo(44_010);
    }

    @Test
    void tooMuchLateData_isInconclusive() {
        baseline("checkout", 160, 200);
        for (int second = 200; second < 400; second++) {
            second("checkout", "1.0", second, 100, 1);
            second("checkout", "2.0", second, 90, 1);
            if (second >= 220) {
                app.delta(delta("checkout", "2.0", at(second - 20), at(second + 0.5), 10, 0));
            }
            app.time(at(second + 1));
        }
        assertThat(app.verdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.getStatus()).isEqualTo(VerdictStatus.INCONCLUSIVE);
            assertThat(verdict.getReason()).contains("of the canary's requests came too late to be judged");
        });
    }

    @Test
    void watermarkOfOnePartitionLagging_decidesNothingUntilItReturns() {
        for (int second = 160; second < 200; second++) {
            second("checkout", "1.0", second, 100, 1);
            app.watermark(0, 2, at(second + 1));
            app.watermark(1, 2, at(second + 1));
        }
        for (int second = 200; second < 260; second++) {
            second("checkout", "1.0", second, 50, 1);
            second("checkout", "2.0", second, 50, 20);
            app.watermark(0, 2, at(second + 1));
        }
        app.event(event("checkout", "3.0", ANNOUNCED), at(255));
        assertThat(app.events()).isEmpty();
        assertThat(app.verdicts()).isEmpty();
        for (int second = 200; second < 260; second++) {
            second("checkout", "1.0", second, 50, 1); // what the lagging partition held
        }
        app.watermark(1, 2, at(260));
        assertThat(app.events()).extracting(DeploymentEvent::getPhase).containsExactly(STARTED, FINISHED, STARTED);
        Verdict verdict = app.verdicts().get(0);
        assertThat(verdict.getStatus()).isEqualTo(VerdictStatus.FAIL);
        assertThat(verdict.getDecidedAt()).isEqualTo(Instant.ofEpochMilli(at(215)));
        assertThat(verdict.getEvidence().get(0).getBaseline().getRequests()).isEqualTo(500);
        assertThat(verdict.getEvidence().get(0).getCompleteness()).isOne();
        assertThat(app.count("bellwether.verification.requests", "result", "late"))
                .isZero();
    }

    @Test
    void excusedPartition_makesWhatItHeldLate_andTheVerdictIncomplete() {
        for (int second = 160; second < 400; second++) {
            second("checkout", "1.0", second, 100, 1);
            if (second >= 200) {
                second("checkout", "2.0", second, 100, 1);
            }
            app.watermark(0, 2, at(second + 1));
            if (second == 230) {
                app.deltaRecord("excuse/0/otlp_spans/1", Records.excuse(1, 2, at(231)));
            }
            if (second == 260) {
                app.delta(delta("checkout", "2.0", at(232), at(232.5), 70, 70)); // what it held
            }
            if (second < 230 || second > 260) {
                app.watermark(1, 2, at(second + 1));
            }
        }
        Verdict verdict = app.verdicts().get(0);
        assertThat(verdict.getStatus()).isEqualTo(VerdictStatus.PASS);
        assertThat(verdict.getEvidence().get(0).getCanary().getLate()).isEqualTo(70);
        assertThat(verdict.getEvidence().get(0).getCanary().getErrors()).isEqualTo(120);
        // 5 or 6 of 24 windows closed meanwhile
        assertThat(verdict.getEvidence().get(0).getCompleteness()).isBetween(18.0 / 24, 19.0 / 24);
        assertThat(verdict.getEvidence().get(0).getRemarks())
                .singleElement()
                .asString()
                .contains("not waited for");
    }

    @Test
    void twoServices_areIndependent() {
        for (int second = 160; second < 350; second++) {
            for (String service : new String[] {"cart", "checkout"}) {
                second(service, "1.0", second, 100, 1);
            }
            if (second >= 200) {
                second("checkout", "2.0", second, 100, 20);
                second("cart", "2.0", second, 100, 1);
            }
            app.time(at(second + 1));
        }
        assertThat(app.verdicts())
                .extracting(Verdict::getService, Verdict::getVersion, Verdict::getStatus)
                .containsExactly(
                        tuple("checkout", "2.0", VerdictStatus.FAIL), tuple("cart", "2.0", VerdictStatus.PASS));
        assertThat(app.events().stream().map(DeploymentEvent::getDeployment).distinct())
                .hasSize(2);
    }

    @Test
    void announcement_beforeOrAfterTheFirstSpans_isOneDeployment() {
        for (int announcedAt : new int[] {195, 205, 220}) {
            try (VerificationApp fresh = new VerificationApp(CONFIG, state.resolve("at-" + announcedAt))) {
                baseline(fresh, "checkout", 160, 195);
                for (int second = 195; second < 400; second++) {
                    if (second == announcedAt) {
                        fresh.event(event("checkout", "v2.0", ANNOUNCED), at(second + 0.2));
                    }
                    second(fresh, "checkout", "1.0", second, 100, 1);
                    if (second >= 200) {
                        second(fresh, "checkout", "2.0", second, 100, 1);
                    }
                    fresh.time(at(second + 1));
                }
                assertThat(fresh.events()).extracting(DeploymentEvent::getPhase).containsOnlyOnce(STARTED, FINISHED);
                assertThat(fresh.events().stream()
                                .filter(e -> !e.getDeployment().isEmpty())
                                .map(DeploymentEvent::getDeployment)
                                .distinct())
                        .hasSize(1);
                assertThat(fresh.verdicts()).hasSize(1);
                assertThat(fresh.verdicts().get(0).getStatus()).isEqualTo(VerdictStatus.PASS);
            }
        }
    }

    @Test
    void announcement_takesEffectWhenTimeReachesIt() {
        app.time(at(0));
        app.event(event("checkout", "2.0", ANNOUNCED), at(1.5));
        app.time(at(1));
        assertThat(app.events()).isEmpty();
        app.time(at(2));
        assertThat(app.events()).singleElement().satisfies(started -> {
            assertThat(started.getPhase()).isEqualTo(STARTED);
            assertThat(started.getAt()).isEqualTo(Instant.ofEpochMilli(at(1.5)));
            assertThat(started.getDeployment()).matches("[0-9a-f]{16}");
        });
        assertThat(app.size(StoreCatalogue.EVENTS)).isZero();
    }

    @Test
    void announcement_thatIsReadLate_takesEffectAtOnce() {
        app.time(at(100));
        app.event(event("checkout", "2.0", ANNOUNCED), at(50));
        assertThat(app.events())
                .singleElement()
                .extracting(DeploymentEvent::getAt)
                .isEqualTo(Instant.ofEpochMilli(at(50)));
    }

    @Test
    void deploymentWithoutTelemetry_endsAtTheDeadlineWithoutData() {
        app.event(event("checkout", "2.0", ANNOUNCED), at(1));
        app.time(at(10));
        app.time(at(1_800));
        assertThat(app.verdicts()).isEmpty();
        app.time(at(1_801));
        assertThat(app.verdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.getStatus()).isEqualTo(VerdictStatus.INCONCLUSIVE);
            assertThat(verdict.getNoData()).isTrue();
            assertThat(verdict.getDecidedAt()).isEqualTo(Instant.ofEpochMilli(at(1_801)));
        });
    }

    @Test
    void ownEvents_areNotTakenForAnnouncements() {
        app.event(event("checkout", "2.0", ANNOUNCED), at(1));
        app.time(at(4_000));
        assertThat(app.events()).extracting(DeploymentEvent::getPhase).containsExactly(STARTED, FINISHED);
        assertThat(app.count("bellwether.verification.records", "result", "own_event"))
                .isEqualTo(2);
        DeploymentEvent foreign = event("checkout", "3.0", ANNOUNCED);
        foreign.setDeployment("0123456789abcdef");
        app.event(foreign, at(4_001));
        app.time(at(4_002));
        assertThat(app.events()).hasSize(2);
    }

    @Test
    void poison_isIgnoredAndCounted() {
        baseline("checkout", 0, 10);
        RedDelta good = delta("checkout", "1.0", at(10), at(10.5), 1, 0);
        app.deltaRecord(null, good);
        app.deltaRecord("prod/shop/cart", good);
        app.deltaRecord("not a key at all", good);
        app.deltaRecord("prod/shop/checkout", null);
        app.deltaRecord("prod/shop/checkout", delta("checkout", "x".repeat(300), at(10), at(10.5), 1, 0));
        app.deltaRecord("prod/shop/checkout", delta("checkout", "1.0", at(10), at(10.5), 1, 2));
        RedDelta backwards = delta("checkout", "1.0", at(10), at(10.5), 1, 0);
        backwards.setWindowEnd(backwards.getWindowStart());
        app.deltaRecord("prod/shop/checkout", backwards);
        app.eventRecord("prod/shop/cart", event("checkout", "2.0", ANNOUNCED), at(10));
        baseline("checkout", 11, 40);
        assertThat(app.count("bellwether.verification.records", "result", "malformed"))
                .isEqualTo(8);
        assertThat(app.count("bellwether.verification.requests", "result", "windowed"))
                .isEqualTo(3_900);
        assertThat(app.events()).isEmpty();
    }

    @Test
    void excludedServices_areNotLookedAt() {
        try (VerificationApp fresh = new VerificationApp(
                VerificationConfig.DEFAULT.withExcludedServices(Set.of("bellwether", "prod/shop/cart")),
                state.resolve("other"))) {
            fresh.delta(delta("bellwether", "1.0", at(0), at(0), 1, 0));
            fresh.delta(delta("cart", "1.0", at(0), at(0), 1, 0));
            fresh.delta(delta("checkout", "1.0", at(0), at(0), 1, 0));
            fresh.event(event("bellwether", "2.0", ANNOUNCED), at(0));
            fresh.time(at(100));
            assertThat(fresh.events()).isEmpty();
            assertThat(fresh.count("bellwether.verification.records", "result", "excluded"))
                    .isEqualTo(3);
            assertThat(fresh.size(StoreCatalogue.SERVICES)).isOne();
        }
    }

    @Test
    void differentSamplingRates_areInconclusive() {
        baseline("checkout", 160, 200);
        for (int second = 200; second < 400; second++) {
            second("checkout", "1.0", second, 100, 1);
            app.delta(delta("checkout", "2.0", at(second), at(second + 0.5), "GET /", 10, 5, 100));
            app.time(at(second + 1));
        }
        assertThat(app.verdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.getStatus()).isEqualTo(VerdictStatus.INCONCLUSIVE);
            assertThat(verdict.getReason()).contains("sampled differently");
        });
    }

    @Test
    void operationsAreStrata_soAChangedMixIsNoRegression() {
        baseline("checkout", 160, 200);
        for (int second = 200; second < 400; second++) {
            // the canary serves the faulty operation ten times as often, and serves it no worse
            app.delta(delta("checkout", "1.0", at(second), at(second + 0.5), "GET /good", 90, 0, 90));
            app.delta(delta("checkout", "1.0", at(second), at(second + 0.5), "GET /bad", 10, 3, 10));
            app.delta(delta("checkout", "2.0", at(second), at(second + 0.5), "GET /good", 10, 0, 10));
            app.delta(delta("checkout", "2.0", at(second), at(second + 0.5), "GET /bad", 100, 30, 100));
            app.time(at(second + 1));
        }
        assertThat(app.verdicts()).singleElement().satisfies(verdict -> {
            assertThat(verdict.getStatus()).isEqualTo(VerdictStatus.PASS);
            assertThat(verdict.getEvidence().get(0).getRatio()).isBetween(0.99, 1.01);
            assertThat(verdict.getEvidence().get(0).getRemarks())
                    .singleElement()
                    .asString()
                    .contains("different mixes");
        });
    }

    @Test
    void storesStaySmall_andForgetWhatIsOld() {
        baseline("checkout", 0, 300);
        assertThat(app.size(StoreCatalogue.WINDOWS)).as("open windows").isEqualTo(2);
        for (int version = 0; version < 200; version++) {
            second("checkout", "pod-" + version, 300, 1, 0);
        }
        int versions = CONFIG.admission().maxVersions();
        assertThat(app.size(StoreCatalogue.WINDOWS)).isLessThanOrEqualTo(2 + versions + 1);
        assertThat(app.size(StoreCatalogue.ADMITTED))
                .as("service, operation, versions")
                .isEqualTo(2 + versions);
        app.time(at(400));
        assertThat(app.size(StoreCatalogue.WINDOWS)).isZero();
        assertThat(app.size(StoreCatalogue.SERVICES)).isOne();
        app.time(at(Duration.ofDays(29).toSeconds()));
        assertThat(app.size(StoreCatalogue.SERVICES)).isOne();
        app.time(at(Duration.ofDays(31).toSeconds()));
        assertThat(app.size(StoreCatalogue.SERVICES)).isZero();
        assertThat(app.size(StoreCatalogue.ADMITTED)).isZero();
    }

    @Test
    void servicesPastTheLimit_areNotJudged_andTheirRequestsCounted() {
        app.close();
        app = new VerificationApp(
                CONFIG.withAdmission(new AdmissionConfig(1, 10, 10, Duration.ofDays(8), Duration.ofHours(1))),
                state.resolve("few"));
        baseline("checkout", 0, 30);
        for (int second = 30; second < 60; second++) {
            second("stranger", second < 55 ? "1.0" : "2.0", second, 50, 25);
            second("checkout", second < 55 ? "1.0" : "2.0", second, 100, 1);
            app.time(at(second + 1));
        }
        app.time(at(80));
        assertThat(app.events()).extracting(DeploymentEvent::getService).containsOnly("checkout");
        assertThat(app.count("bellwether.verification.requests", "result", "too_many_services"))
                .isEqualTo(30 * 50);
        assertThat(app.count("bellwether.verification.requests", "result", "windowed"))
                .isEqualTo(60 * 100);
    }

    @Test
    void versionsPastTheLimit_countForTheService_andAreCounted() {
        app.close();
        app = new VerificationApp(
                CONFIG.withAdmission(new AdmissionConfig(1, 1, 10, Duration.ofDays(8), Duration.ofHours(1))),
                state.resolve("few"));
        for (int second = 0; second < 30; second++) {
            second("checkout", "1.0", second, 100, 1);
            second("checkout", "2.0", second, 50, 25);
            app.time(at(second + 1));
        }
        assertThat(app.count("bellwether.verification.versions.overflow")).isEqualTo(30 * 50);
        assertThat(app.count("bellwether.verification.requests", "result", "windowed"))
                .isEqualTo(30 * 150);
    }

    /** Were an operation apart in one arm and among the others in the other, it would not be compared at all. */
    @Test
    void operationsPastTheLimit_areTheSameInBothArms() {
        app.close();
        app = new VerificationApp(
                CONFIG.withAdmission(new AdmissionConfig(10, 10, 2, Duration.ofDays(8), Duration.ofHours(1))),
                state.resolve("few"));
        List<String> names = List.of("a", "b", "c", "d");
        for (int second = 0; second < 400; second++) {
            for (int i = 0; i < names.size(); i++) {
                app.delta(delta("checkout", "1.0", at(second), at(second + 0.5), names.get(i), 25, 0, 25));
            }
            for (int i = names.size() - 1; i >= 0 && second >= 100; i--) {
                app.delta(delta("checkout", "2.0", at(second), at(second + 0.5), names.get(i), 25, 0, 25));
            }
            app.time(at(second + 1));
        }
        Evidence evidence = app.verdicts().get(0).getEvidence().get(0);
        assertThat(evidence.getBaseline().getRequests())
                .isEqualTo(evidence.getCanary().getRequests())
                .isPositive();
        assertThat(app.size(StoreCatalogue.ADMITTED))
                .as("service, 2 versions, 2 operations")
                .isEqualTo(5);
    }

    @Test
    void recordsAndRequests_addUp() {
        baseline("checkout", 0, 200);
        app.event(event("checkout", "2.0", DeploymentPhase.STEPPED), at(200));
        app.deltaRecord(null, null);
        app.time(at(201));
        assertThat(app.count("bellwether.verification.records")).isEqualTo(200 + 200 + 1 + 1 + 1);
        assertThat(app.count("bellwether.verification.requests")).isEqualTo(200 * 100);
        assertThat(app.count("bellwether.verification.ignored", "reason", "nothing_open"))
                .isOne();
    }
}
