package dev.bellwether.verification.deployment;

import static dev.bellwether.facts.DeploymentPhase.ANNOUNCED;
import static dev.bellwether.facts.DeploymentPhase.ROLLED_BACK;
import static dev.bellwether.facts.DeploymentPhase.STARTED;
import static dev.bellwether.facts.DeploymentPhase.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.facts.BaselineKind;
import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.Evidence;
import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.VerdictStatus;
import dev.bellwether.verification.deployment.Outbox.Ignored;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The table of states, row by row. Times are seconds of log time; a window that begins at t closes at t + 15. */
class DeploymentMachineTest {

    private static final DeploymentConfig CONFIG = DeploymentConfig.DEFAULT;
    private static final long DAY = Duration.ofDays(1).toSeconds();

    private final Story story = new Story(CONFIG);

    @Nested
    class FirstVersions {

        @Test
        void ofAService_areItsBaseline() {
            story.traffic("1.0", 50, .01).windowsUntil(60);
            story.traffic("1.1", 50, .5).windowsUntil(600);
            assertThat(story.told).isEmpty();
        }

        @Test
        void whatCameTooLateToBeJudged_isNotKnown_soThatTheNextIsTheFirst() {
            story.late("1.0", 5, 50).windowsUntil(300);
            story.traffic("1.0", 50, .01).traffic("1.1", 50, .5).windowsUntil(600);
            assertThat(story.told).isEmpty();
        }

        @Test
        void withinTwoMinutes_andNotLater() {
            story.traffic("1.0", 50, .01)
                    .windowsUntil(115)
                    .traffic("1.1", 50, .01)
                    .windowsUntil(120);
            assertThat(story.told).isEmpty();
            story.traffic("1.2", 50, .01).windowsUntil(125);
            assertThat(story.told).hasSize(1).first().asString().startsWith("135 STARTED 1.2");
        }
    }

    @Nested
    class NewVersion {

        @Test
        void starts_comparedWithTheVersionThatHadMostTraffic() {
            story.traffic("1.0", 10, .01).traffic("1.1", 90, .01).windowsUntil(300);
            story.traffic("2.0", 5, .01).windowsUntil(305);
            assertThat(story.told).containsExactly("315 STARTED 2.0 over 1.1 by TELEMETRY");
            assertThat(story.events.get(0).getDeployment()).matches("[0-9a-f]{16}");
        }

        @Test
        void good_passesAfterTheMinimumBake_andIsFinished() {
            story.traffic("1.0", 100, .01).windowsUntil(300);
            story.traffic("2.0", 100, .01).windowsUntil(900);
            // the first canary window is 300..305, so 120 s are judged when 415..420 closes
            assertThat(story.told)
                    .containsExactly(
                            "315 STARTED 2.0 over 1.0 by TELEMETRY",
                            "430 PASS 2.0",
                            "430 FINISHED 2.0 over 1.0 by JUDGE");
            Verdict verdict = story.verdicts.get(0);
            assertThat(verdict.getFinal$()).isTrue();
            assertThat(verdict.getStep()).isZero();
            assertThat(verdict.getDeployment()).isEqualTo(story.events.get(0).getDeployment());
            assertThat(verdict.getBaselineVersion()).isEqualTo("1.0");
            assertThat(verdict.getBaselineKind()).isEqualTo(BaselineKind.BESIDE);
            Evidence evidence = verdict.getEvidence().get(0);
            assertThat(evidence.getSignal()).isEqualTo("errors");
            assertThat(evidence.getCanary().getRequests()).isEqualTo(12_000);
            assertThat(evidence.getCanary().getErrors()).isEqualTo(120);
            assertThat(evidence.getBaseline().getRequests()).isEqualTo(12_000);
            assertThat(evidence.getRatio()).isEqualTo(1);
            assertThat(evidence.getRatioLow()).isBetween(0.4, 1.0);
            assertThat(evidence.getRatioHigh()).isBetween(1.0, 2.0);
            assertThat(evidence.getFrom()).isEqualTo(Instant.ofEpochSecond(300));
            assertThat(evidence.getTo()).isEqualTo(Instant.ofEpochSecond(420));
            assertThat(evidence.getWindows()).isEqualTo(24);
            assertThat(evidence.getCompleteness()).isOne();
            assertThat(evidence.getTraceIds())
                    .hasSize(10)
                    .allMatch(id -> id.startsWith("trace-2.0-"))
                    .doesNotHaveDuplicates();
            assertThat(evidence.getRemarks()).isEmpty();
        }

        @Test
        void bad_failsInItsFirstWindow() {
            story.traffic("1.0", 270, .01).windowsUntil(300);
            story.traffic("2.0", 30, .2).windowsUntil(900);
            assertThat(story.told)
                    .containsExactly(
                            "315 STARTED 2.0 over 1.0 by TELEMETRY",
                            "315 FAIL 2.0",
                            "315 FINISHED 2.0 over 1.0 by JUDGE");
            assertThat(story.verdicts.get(0).getRegressionSuspected()).isTrue();
            assertThat(story.events.get(1).getReason()).startsWith("FAIL: 20.0 % of the canary's 150 requests failed");
        }

        @Test
        void undecided_endsAtTheDeadline() {
            story.traffic("1.0", 1, .02).windowsUntil(300);
            story.traffic("2.0", 1, .02).windowsUntil(2_400);
            assertThat(story.told)
                    .containsExactly(
                            "315 STARTED 2.0 over 1.0 by TELEMETRY",
                            "2115 INCONCLUSIVE 2.0",
                            "2115 FINISHED 2.0 over 1.0 by JUDGE");
            assertThat(story.verdicts.get(0).getReason())
                    .contains("not decided within 30 min", "more of the canary's requests");
        }

        @Test
        void thatVanishes_endsAtTheDeadline_thoughNothingComesAnyMore() {
            story.traffic("1.0", 1, .02).windowsUntil(300);
            story.traffic("2.0", 1, .02)
                    .windowsUntil(310)
                    .stops("1.0")
                    .stops("2.0")
                    .silenceUntil(5_000);
            assertThat(story.told).contains("2115 INCONCLUSIVE 2.0");
        }

        @Test
        void notSeenForThirtyDays_isNewAgain() {
            story.traffic("1.0", 50, .01)
                    .traffic("1.1", 50, .01)
                    .windowsUntil(60)
                    .stops("1.1")
                    .windowsUntil(65);
            story.silenceUntil(29 * DAY).windowsUntil(29 * DAY);
            story.traffic("1.1", 50, .01)
                    .windowsUntil(29 * DAY + 10)
                    .stops("1.1")
                    .windowsUntil(29 * DAY + 15);
            assertThat(story.told).isEmpty();
            story.silenceUntil(45 * DAY).windowsUntil(45 * DAY + 5);
            story.silenceUntil(60 * DAY).windowsUntil(60 * DAY);
            story.traffic("1.1", 50, .01).windowsUntil(60 * DAY + 5);
            assertThat(story.told).hasSize(1).first().asString().contains("STARTED 1.1 over 1.0");
        }

        @Test
        void ofAServiceThatWasSilentForThirtyDays_isItsBaselineAgain() {
            story.traffic("1.0", 50, .01).windowsUntil(60).silenceUntil(40 * DAY);
            story.stops("1.0").traffic("2.0", 50, .01).windowsUntil(40 * DAY + 300);
            assertThat(story.told).isEmpty();
        }

        @Test
        void twoInTheSameWindow_startTheBusierOne() {
            story.traffic("1.0", 50, .01).windowsUntil(300);
            story.traffic("2.0", 5, .01).traffic("2.1", 10, .01).windowsUntil(310);
            assertThat(story.told).containsExactly("315 STARTED 2.1 over 1.0 by TELEMETRY");
            assertThat(story.ignored).containsExactly(Ignored.TOO_MANY_VERSIONS);
        }

        @Test
        void badOne_isNoBaselineForTheNext() {
            story.traffic("1.0", 10, .01).windowsUntil(300);
            story.traffic("2.0", 100, .3).windowsUntil(340).stops("2.0");
            story.traffic("2.1", 10, .01).windowsUntil(400);
            assertThat(story.told).contains("315 FAIL 2.0", "355 STARTED 2.1 over 1.0 by TELEMETRY");
        }
    }

    @Nested
    class Announcement {

        @Test
        void beforeTheFirstSpans_isOneDeployment() {
            story.traffic("1.0", 100, .01).windowsUntil(300);
            story.says(ANNOUNCED, "v2.0", 300);
            story.traffic("2.0", 100, .01).windowsUntil(900);
            assertThat(story.told)
                    .containsExactly(
                            "300 STARTED 2.0 over 1.0 by COMMAND",
                            "430 PASS 2.0",
                            "430 FINISHED 2.0 over 1.0 by JUDGE");
            assertThat(story.events)
                    .extracting(DeploymentEvent::getDeployment)
                    .containsOnly(story.events.get(0).getDeployment());
        }

        @Test
        void afterTheFirstSpans_isTheSameDeployment() {
            story.traffic("1.0", 100, .01).windowsUntil(300);
            story.traffic("2.0", 100, .01).windowsUntil(330);
            story.says(
                    400,
                    event -> event.setPhase(ANNOUNCED)
                            .setVersion("2.0")
                            .setWeight(50.0)
                            .setReason("release 2"));
            story.windowsUntil(900);
            assertThat(story.told)
                    .containsExactly(
                            "315 STARTED 2.0 over 1.0 by TELEMETRY",
                            "400 ANNOUNCED 2.0 over 1.0 by COMMAND",
                            "430 PASS 2.0",
                            "430 FINISHED 2.0 over 1.0 by JUDGE");
            assertThat(story.events)
                    .extracting(DeploymentEvent::getDeployment)
                    .containsOnly(story.events.get(0).getDeployment());
            assertThat(story.events.get(1).getWeight()).isEqualTo(50.0);
            assertThat(story.events.get(1).getReason()).isEqualTo("release 2");
        }

        @Test
        void soonAfterTheVerdictOfWhatTelemetryOpened_isTheSameDeployment() {
            story.traffic("1.0", 270, .01).windowsUntil(300);
            story.traffic("2.0", 30, .2).windowsUntil(320);
            story.says(ANNOUNCED, "2.0", 350).windowsUntil(400);
            assertThat(story.told)
                    .endsWith("315 FINISHED 2.0 over 1.0 by JUDGE", "350 ANNOUNCED 2.0 over 1.0 by COMMAND");
            assertThat(story.events)
                    .extracting(DeploymentEvent::getDeployment)
                    .containsOnly(story.events.get(0).getDeployment());
        }

        @Test
        void longAfter_isANewRolloutOfTheSameVersion() {
            story.traffic("1.0", 270, .01).windowsUntil(300);
            story.traffic("2.0", 30, .2).windowsUntil(700);
            story.says(ANNOUNCED, "2.0", 711).windowsUntil(720);
            assertThat(story.told).contains("711 STARTED 2.0 over 1.0 by COMMAND", "715 FAIL 2.0");
            assertThat(story.events.stream().map(DeploymentEvent::getDeployment).distinct())
                    .hasSize(2);
        }

        @Test
        void withinTheFirstTwoMinutesOfAService_counts() {
            story.traffic("1.0", 270, .01).windowsUntil(30);
            story.says(ANNOUNCED, "2.0", 40).traffic("2.0", 30, .2).windowsUntil(60);
            assertThat(story.told)
                    .containsExactly(
                            "40 STARTED 2.0 over 1.0 by COMMAND", "45 FAIL 2.0", "45 FINISHED 2.0 over 1.0 by JUDGE");
        }

        @Test
        void judgesOnlyWindowsThatCloseAfterIt() {
            story.traffic("1.0", 100, .01)
                    .windowsUntil(20)
                    .traffic("2.0", 100, .01)
                    .windowsUntil(100);
            story.says(ANNOUNCED, "2.0", 110).windowsUntil(400);
            // 95..100 closes at 110 and was closed before the announcement was read; 100..105 is the first that is
            // judged
            assertThat(story.verdicts.get(0).getEvidence().get(0).getFrom()).isEqualTo(Instant.ofEpochSecond(100));
        }

        @Test
        void itsPreviousVersion_winsOverTheBusiest() {
            story.traffic("1.0", 10, .01).traffic("1.1", 90, .01).windowsUntil(300);
            story.says(300, event -> event.setPhase(STARTED).setVersion("2.0").setPreviousVersion("v1.0"));
            assertThat(story.told).containsExactly("300 STARTED 2.0 over 1.0 by COMMAND");
        }

        @Test
        void itsPreviousVersion_winsOverWhatTelemetryChose_andJudgingBeginsAnew() {
            story.traffic("1.0", 10, .01).traffic("1.1", 90, .01).windowsUntil(300);
            story.traffic("2.0", 100, .01).windowsUntil(350);
            story.says(360, event -> event.setPhase(ANNOUNCED).setVersion("2.0").setPreviousVersion("1.0"));
            story.windowsUntil(900);
            assertThat(story.told).contains("360 ANNOUNCED 2.0 over 1.0 by COMMAND");
            Verdict verdict = story.verdicts.get(0);
            assertThat(verdict.getBaselineVersion()).isEqualTo("1.0");
            assertThat(verdict.getEvidence().get(0).getFrom()).isEqualTo(Instant.ofEpochSecond(350));
            assertThat(verdict.getEvidence().get(0).getBaseline().getRequests())
                    .isEqualTo(verdict.getEvidence().get(0).getCanary().getRequests() / 10);
        }

        @Test
        void withoutTelemetryOfTheCanary_waits_andEndsWithoutData() {
            story.traffic("1.0", 100, .01).windowsUntil(300);
            story.says(ANNOUNCED, "2.0", 300).windowsUntil(3_000);
            assertThat(story.told)
                    .containsExactly(
                            "300 STARTED 2.0 over 1.0 by COMMAND",
                            "2100 INCONCLUSIVE 2.0",
                            "2100 FINISHED 2.0 over 1.0 by JUDGE");
            Verdict verdict = story.verdicts.get(0);
            assertThat(verdict.getNoData()).isTrue();
            assertThat(verdict.getReason()).contains("no telemetry of version 2.0");
            assertThat(verdict.getEvidence().get(0).getFrom()).isNull();
        }

        @Test
        void ofAServiceThatNobodyKnows_isJudgedByTheFloorAlone() {
            story.says(ANNOUNCED, "1.0", 0).traffic("1.0", 100, 0).windowsUntil(300);
            assertThat(story.told)
                    .containsExactly("0 STARTED 1.0 by COMMAND", "130 PASS 1.0", "130 FINISHED 1.0 by JUDGE");
            assertThat(story.verdicts.get(0).getBaselineKind()).isEqualTo(BaselineKind.NONE);
            assertThat(story.verdicts.get(0).getEvidence().get(0).getRemarks())
                    .singleElement()
                    .asString()
                    .contains("nothing to compare");
        }

        @Test
        void withoutAVersion_orWithAnEndlessOne_isIgnored() {
            story.says(ANNOUNCED, "", 10)
                    .says(ANNOUNCED, "x".repeat(100_000), 11)
                    .says(UNKNOWN, "2.0", 12);
            assertThat(story.told).isEmpty();
            assertThat(story.ignored)
                    .containsExactly(Ignored.UNNAMED_VERSION, Ignored.OVERLONG_VERSION, Ignored.UNKNOWN_PHASE);
        }
    }

    @Nested
    class Superseded {

        @Test
        void byAnotherNewVersion_isJudgedNoFurther() {
            story.traffic("1.0", 100, .01).windowsUntil(300);
            story.traffic("2.0", 10, .02)
                    .windowsUntil(360)
                    .traffic("3.0", 10, .01)
                    .windowsUntil(2_500);
            assertThat(story.told)
                    .startsWith(
                            "315 STARTED 2.0 over 1.0 by TELEMETRY",
                            "375 INCONCLUSIVE 2.0",
                            "375 SUPERSEDED 2.0 over 1.0 by JUDGE",
                            "375 STARTED 3.0 over 1.0 by TELEMETRY");
            assertThat(story.verdicts).extracting(Verdict::getVersion).containsOnlyOnce("2.0");
            assertThat(story.verdicts.get(0).getReason()).contains("version 3.0 came after it");
        }

        @Test
        void byAnAnnouncedVersion() {
            story.traffic("1.0", 100, .01).windowsUntil(300);
            story.traffic("2.0", 10, .02).windowsUntil(360).says(ANNOUNCED, "3.0", 371);
            assertThat(story.told)
                    .endsWith("371 SUPERSEDED 2.0 over 1.0 by JUDGE", "371 STARTED 3.0 over 1.0 by COMMAND");
        }
    }

    @Nested
    class RolledBack {

        @Test
        void whenTheOldVersionComesBack_afterTheNewOneHadTakenOver() {
            story.traffic("1.0", 20, .01).windowsUntil(300);
            story.traffic("2.0", 10, .02).windowsUntil(310).stops("1.0").windowsUntil(330);
            story.traffic("1.0", 20, .01).stops("2.0").windowsUntil(900);
            // back in the windows that begin at 330, 335 and 340
            assertThat(story.told)
                    .containsExactly(
                            "315 STARTED 2.0 over 1.0 by TELEMETRY",
                            "355 INCONCLUSIVE 2.0",
                            "355 ROLLED_BACK 2.0 over 1.0 by TELEMETRY");
            assertThat(story.verdicts.get(0).getReason()).contains("version 1.0 took its traffic back");
        }

        @Test
        void notBeforeTheNewOneHadTakenOver() {
            story.traffic("1.0", 20, .01).windowsUntil(300);
            story.traffic("2.0", 80, .01).windowsUntil(340).stops("2.0").windowsUntil(400);
            assertThat(story.told).containsExactly("315 STARTED 2.0 over 1.0 by TELEMETRY");
        }

        @Test
        void notByOneStrayWindow() {
            story.traffic("1.0", 20, .01).windowsUntil(300);
            story.traffic("2.0", 10, .02).windowsUntil(310).stops("1.0").windowsUntil(330);
            story.traffic("1.0", 20, .01).windowsUntil(340).stops("1.0").windowsUntil(360);
            assertThat(story.told).containsExactly("315 STARTED 2.0 over 1.0 by TELEMETRY");
        }

        @Test
        void afterItsVerdict_isStillSaid_once() {
            story.traffic("1.0", 100, .01).windowsUntil(300);
            story.traffic("2.0", 100, .01).windowsUntil(440).stops("1.0").windowsUntil(600);
            story.stops("2.0").traffic("1.0", 100, .01).windowsUntil(800);
            assertThat(story.told)
                    .containsExactly(
                            "315 STARTED 2.0 over 1.0 by TELEMETRY",
                            "430 PASS 2.0",
                            "430 FINISHED 2.0 over 1.0 by JUDGE",
                            "625 ROLLED_BACK 2.0 over 1.0 by TELEMETRY");
        }

        @Test
        void byCommand() {
            story.traffic("1.0", 100, .01).windowsUntil(300);
            story.traffic("2.0", 10, .01).windowsUntil(330);
            story.says(ROLLED_BACK, "2.0", 341).says(ROLLED_BACK, "2.0", 342).windowsUntil(400);
            assertThat(story.told).endsWith("341 INCONCLUSIVE 2.0", "341 ROLLED_BACK 2.0 over 1.0 by COMMAND");
            assertThat(story.ignored).containsExactly(Ignored.NOTHING_OPEN);
            assertThat(story.verdicts.get(0).getReason()).contains("rolled back before it was decided");
        }

        @Test
        void byCommand_afterItsVerdict() {
            story.traffic("1.0", 270, .01).windowsUntil(300);
            story.traffic("2.0", 30, .2).windowsUntil(320);
            story.says(ROLLED_BACK, "2.0", 340);
            assertThat(story.told)
                    .endsWith("315 FINISHED 2.0 over 1.0 by JUDGE", "340 ROLLED_BACK 2.0 over 1.0 by COMMAND");
            assertThat(story.verdicts).hasSize(1);
        }
    }

    @Nested
    class Nothing {

        @Test
        void whenTheSameVersionRestarts() {
            story.traffic("1.0", 50, .01).windowsUntil(300).stops("1.0").windowsUntil(400);
            story.traffic("1.0", 50, .3).windowsUntil(900);
            assertThat(story.told).isEmpty();
        }

        @Test
        void forVersionsWithoutAName() {
            story.traffic("1.0", 50, .01).windowsUntil(300).traffic("", 50, .9).windowsUntil(900);
            assertThat(story.told).isEmpty();
            assertThat(story.ignored).isEmpty();
        }

        @Test
        void withOneVersionPerPod_onceThereAreTooMany() {
            story.traffic("1.0", 50, .01).windowsUntil(300);
            for (int pod = 1; pod <= 20; pod++) {
                story.traffic("pod-" + pod, 5, .01).windowsUntil(300 + 15L * pod);
            }
            story.windowsUntil(900);
            assertThat(story.told.stream().filter(line -> line.contains("STARTED")))
                    .hasSize(5);
            assertThat(story.told.get(story.told.size() - 1)).contains("SUPERSEDED pod-5");
            assertThat(story.ignored).hasSize(15).containsOnly(Ignored.TOO_MANY_VERSIONS);
            assertThat(story.verdicts)
                    .hasSize(5)
                    .extracting(Verdict::getStatus)
                    .containsOnly(VerdictStatus.INCONCLUSIVE);
        }

        @Test
        void thatWasAnnounced_isCappedByTooManyVersions() {
            story.traffic("1.0", 50, .01).windowsUntil(300).says(ANNOUNCED, "2.0", 300);
            for (int pod = 1; pod <= 20; pod++) {
                story.traffic("pod-" + pod, 1, 0);
            }
            story.traffic("2.0", 50, .3).windowsUntil(310);
            assertThat(story.told).contains("315 FAIL 2.0");
            assertThat(story.ignored).hasSize(20);
        }
    }
}
