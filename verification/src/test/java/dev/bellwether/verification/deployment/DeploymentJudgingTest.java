package dev.bellwether.verification.deployment;

import static dev.bellwether.facts.DeploymentPhase.ANNOUNCED;
import static dev.bellwether.facts.DeploymentPhase.FINISHED;
import static dev.bellwether.facts.DeploymentPhase.STEPPED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.facts.BaselineKind;
import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.Evidence;
import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.VerdictStatus;
import dev.bellwether.verification.deployment.Outbox.Ignored;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How an open deployment is judged. Times are seconds of log time; a window that begins at t closes at t + 15. */
class DeploymentJudgingTest {

    private final Story story = new Story(DeploymentConfig.DEFAULT);

    @Nested
    class Steps {

        @Test
        void endWithAVerdictOfTheirOwn_thatIsNotFinal() {
            story.traffic("1.0", 100, .01).windowsUntil(300);
            story.says(
                    300,
                    event -> event.setPhase(ANNOUNCED)
                            .setVersion("2.0")
                            .setWeight(5.0)
                            .setStep(1));
            story.traffic("2.0", 5, .01).windowsUntil(380);
            story.says(
                    391,
                    event -> event.setPhase(STEPPED)
                            .setVersion("2.0")
                            .setWeight(25.0)
                            .setStep(2));
            story.traffic("2.0", 25, .01).windowsUntil(420);
            story.says(STEPPED, "2.0", 431);
            assertThat(story.told)
                    .containsExactly(
                            "300 STARTED 2.0 over 1.0 by COMMAND",
                            "391 STEPPED 2.0 over 1.0 by COMMAND",
                            "391 INCONCLUSIVE 2.0 of step 1",
                            "431 STEPPED 2.0 over 1.0 by COMMAND",
                            "431 INCONCLUSIVE 2.0 of step 2");
            assertThat(story.events).extracting(DeploymentEvent::getStep).containsExactly(1, 2, 3);
            assertThat(story.events).extracting(DeploymentEvent::getWeight).containsExactly(5.0, 25.0, 25.0);
            assertThat(story.verdicts.get(0).getReason()).contains("not decided yet", "would decide");
        }

        @Test
        void ofNothingOpen_areIgnored() {
            story.says(STEPPED, "2.0", 10);
            assertThat(story.told).isEmpty();
            assertThat(story.ignored).containsExactly(Ignored.NOTHING_OPEN);
        }

        @Test
        void withoutAVersion_meanTheOpenOne() {
            story.says(ANNOUNCED, "2.0", 0).says(STEPPED, "", 10).says(STEPPED, "9.9", 11);
            assertThat(story.told).endsWith("10 STEPPED 2.0 by COMMAND", "10 INCONCLUSIVE 2.0 of step 1");
            assertThat(story.ignored).containsExactly(Ignored.NOTHING_OPEN);
        }
    }

    @Test
    void finishedByCommand_endsUndecided() {
        story.traffic("1.0", 100, .01).windowsUntil(300);
        story.traffic("2.0", 10, .01)
                .windowsUntil(330)
                .says(FINISHED, "2.0", 341)
                .windowsUntil(900);
        assertThat(story.told).endsWith("341 INCONCLUSIVE 2.0", "341 FINISHED 2.0 over 1.0 by COMMAND");
        assertThat(story.verdicts)
                .singleElement()
                .extracting(Verdict::getReason)
                .asString()
                .contains("declared finished");
    }

    @Test
    void deadlinePassedBeforeAnEvent_isHonouredFirst() {
        story.says(ANNOUNCED, "2.0", 0).says(ANNOUNCED, "2.0", 10_000);
        assertThat(story.told)
                .containsExactly(
                        "0 STARTED 2.0 by COMMAND",
                        "1800 INCONCLUSIVE 2.0",
                        "1800 FINISHED 2.0 by JUDGE",
                        "10000 STARTED 2.0 by COMMAND");
    }

    @Nested
    class WithoutABaselineBeside {

        @Test
        void theTimeBeforeStandsIn() {
            story.traffic("1.0", 100, .01).windowsUntil(2_400).stops("1.0");
            story.traffic("2.0", 100, .01).windowsUntil(3_000);
            Verdict verdict = story.verdicts.get(0);
            assertThat(verdict.getStatus()).isEqualTo(VerdictStatus.PASS);
            assertThat(verdict.getBaselineKind()).isEqualTo(BaselineKind.BEFORE);
            assertThat(verdict.getBaselineVersion()).isEqualTo("1.0");
            Evidence evidence = verdict.getEvidence().get(0);
            assertThat(evidence.getBaseline().getRequests()).as("half an hour").isEqualTo(180_000);
            assertThat(evidence.getRatio()).isBetween(0.95, 1.05);
            assertThat(evidence.getRemarks()).singleElement().asString().contains("compared with the time before it");
        }

        @Test
        void aBadOneFails_onceTheOldOneIsGoneForThirtySeconds() {
            story.traffic("1.0", 100, .01).windowsUntil(600).stops("1.0");
            story.traffic("2.0", 100, .2).windowsUntil(700);
            assertThat(story.told).contains("615 STARTED 2.0 over 1.0 by TELEMETRY", "640 FAIL 2.0");
            assertThat(story.verdicts.get(0).getBaselineKind()).isEqualTo(BaselineKind.BEFORE);
        }

        @Test
        void badVersionsAreNoPartOfTheTimeBefore() {
            story.traffic("1.0", 100, .01).windowsUntil(600);
            story.traffic("2.0", 100, .5).windowsUntil(660).stops("2.0").stops("1.0");
            story.traffic("2.1", 100, .05).windowsUntil(1_000);
            Verdict verdict = story.verdicts.get(1);
            assertThat(verdict.getVersion()).isEqualTo("2.1");
            assertThat(verdict.getStatus()).isEqualTo(VerdictStatus.FAIL);
            assertThat(verdict.getEvidence().get(0).getBaseline().getErrors()).isEqualTo(660);
        }
    }

    @Nested
    class Late {

        @Test
        void requests_areCountedAndNotJudged() {
            story.traffic("1.0", 100, .01).windowsUntil(300);
            story.traffic("2.0", 100, .01)
                    .windowsUntil(360)
                    .late("2.0", 320, 77)
                    .late("1.0", 310, 33)
                    .windowsUntil(900);
            Evidence evidence = story.verdicts.get(0).getEvidence().get(0);
            assertThat(evidence.getCanary().getLate()).isEqualTo(77);
            assertThat(evidence.getBaseline().getLate()).isEqualTo(33);
            assertThat(evidence.getCanary().getRequests()).isEqualTo(12_000);
        }

        @Test
        void ofATimeBeforeTheDeployment_areNoneOfItsBusiness() {
            story.traffic("1.0", 100, .01).windowsUntil(300);
            story.traffic("2.0", 100, .01)
                    .windowsUntil(360)
                    .late("1.0", 200, 1_000_000)
                    .windowsUntil(900);
            assertThat(story.verdicts.get(0).getStatus()).isEqualTo(VerdictStatus.PASS);
            assertThat(story.verdicts.get(0).getEvidence().get(0).getBaseline().getLate())
                    .isZero();
        }

        @Test
        void tooMany_areInconclusive() {
            story.traffic("1.0", 270, .01).windowsUntil(300);
            story.says(ANNOUNCED, "2.0", 300).late("2.0", 300, 10).windowsUntil(305);
            story.traffic("2.0", 30, .2).windowsUntil(310);
            assertThat(story.verdicts).as("10 of 160 requests late").isEmpty();
            story.late("2.0", 310, 1_000).windowsUntil(900);
            assertThat(story.verdicts.get(0).getStatus()).isEqualTo(VerdictStatus.INCONCLUSIVE);
            assertThat(story.verdicts.get(0).getReason()).contains("too late to be judged");
        }
    }

    @Test
    void incompleteWindows_areSaid() {
        story.traffic("1.0", 100, .01).windowsUntil(300);
        story.traffic("2.0", 100, .01)
                .incomplete(true)
                .windowsUntil(330)
                .incomplete(false)
                .windowsUntil(900);
        Evidence evidence = story.verdicts.get(0).getEvidence().get(0);
        assertThat(evidence.getCompleteness()).isEqualTo(18.0 / 24);
        assertThat(evidence.getRemarks()).singleElement().asString().contains("in 25 % of the windows");
    }

    @Test
    void state_staysSmall() throws java.io.IOException {
        story.traffic("1.0", 100, .01).windowsUntil(300);
        for (int version = 0; version < 500; version++) {
            story.traffic("1.0." + version, 1, .01)
                    .windowsUntil(300 + 5L * version)
                    .stops("1.0." + version);
        }
        story.says(ANNOUNCED, "2.0", 3_000).traffic("2.0", 1, .01).windowsUntil(3_100);
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        story.state().writeTo(new java.io.DataOutputStream(bytes));
        assertThat(bytes.size()).isLessThan(30_000);
    }
}
