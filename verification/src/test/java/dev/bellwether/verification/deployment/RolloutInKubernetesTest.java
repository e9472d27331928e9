package dev.bellwether.verification.deployment;

import static dev.bellwether.facts.DeploymentPhase.ANNOUNCED;
import static dev.bellwether.facts.DeploymentPhase.PROGRESSING;
import static dev.bellwether.facts.DeploymentPhase.ROLLED_BACK;
import static dev.bellwether.facts.DeploymentPhase.ROLLED_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.facts.DeploymentSource;
import dev.bellwether.verification.deployment.Outbox.Ignored;
import org.junit.jupiter.api.Test;

/** What Kubernetes says of a workload, as verification takes it. */
class RolloutInKubernetesTest {

    private final Story story = new Story(DeploymentConfig.DEFAULT);

    @Test
    void rollout_isOneDeployment_andItsEndDoesNotEndTheJudging() {
        story.traffic("1.0", 100, .01).windowsUntil(300);
        says(ANNOUNCED, 300, 0);
        story.traffic("2.0", 100, .01).windowsUntil(320);
        says(PROGRESSING, 320, 1);
        says(ROLLED_OUT, 330, 2);
        story.windowsUntil(900);

        assertThat(story.told)
                .containsExactly(
                        "300 STARTED 2.0 over 1.0 by KUBERNETES",
                        "320 PROGRESSING 2.0 over 1.0 by KUBERNETES",
                        "330 ROLLED_OUT 2.0 over 1.0 by KUBERNETES",
                        "430 PASS 2.0",
                        "430 FINISHED 2.0 over 1.0 by JUDGE");
        assertThat(story.events)
                .extracting(DeploymentEvent::getDeployment)
                .containsOnly(story.events.get(0).getDeployment())
                .doesNotContain("");
        assertThat(story.events.get(1).getUpdatedReplicas()).isEqualTo(1);
        assertThat(story.events.get(1).getReadyReplicas()).isEqualTo(2);
        assertThat(story.events.get(1).getReplicas()).isEqualTo(2);
    }

    @Test
    void progressAfterTheVerdict_isOfTheSameDeployment() {
        story.traffic("1.0", 100, .01).windowsUntil(300);
        story.traffic("2.0", 100, .2).windowsUntil(400);
        says(ROLLED_OUT, 400, 2);

        assertThat(story.told).contains("400 ROLLED_OUT 2.0 over 1.0 by KUBERNETES");
        assertThat(story.events)
                .extracting(DeploymentEvent::getDeployment)
                .containsOnly(story.events.get(0).getDeployment());
        assertThat(story.verdicts).as("a last word").hasSize(1);
    }

    @Test
    void rollBack_endsTheDeployment() {
        story.traffic("1.0", 100, .01).windowsUntil(300);
        says(ANNOUNCED, 300, 0);
        story.traffic("2.0", 100, .01).windowsUntil(320);
        says(ROLLED_BACK, 320, 1);

        assertThat(story.told)
                .containsExactly(
                        "300 STARTED 2.0 over 1.0 by KUBERNETES",
                        "320 INCONCLUSIVE 2.0",
                        "320 ROLLED_BACK 2.0 over 1.0 by KUBERNETES");
    }

    /** The name that a workload goes by need not be that of its service, and much that runs in a cluster sends nothing. */
    @Test
    void workloadWithoutTelemetry_isIgnored() {
        says(ANNOUNCED, 10, 0);
        says(ROLLED_OUT, 20, 2);

        assertThat(story.told).isEmpty();
        assertThat(story.ignored).containsExactly(Ignored.NO_TELEMETRY, Ignored.NO_TELEMETRY);
    }

    @Test
    void progressOfWhatNobodySpokeOf_isIgnored() {
        story.traffic("1.0", 100, .01).windowsUntil(300);
        says(PROGRESSING, 300, 1);

        assertThat(story.told).isEmpty();
        assertThat(story.ignored).containsExactly(Ignored.NOTHING_OPEN);
    }

    private void says(DeploymentPhase phase, long at, int updated) {
        story.says(
                at,
                event -> event.setPhase(phase)
                        .setSource(DeploymentSource.KUBERNETES)
                        .setVersion("2.0")
                        .setPreviousVersion("1.0")
                        .setReplicas(2)
                        .setUpdatedReplicas(updated)
                        .setReadyReplicas(2));
    }
}
