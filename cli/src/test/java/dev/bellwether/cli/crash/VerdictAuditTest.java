package dev.bellwether.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.VerdictStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictAuditTest {

    private static final Map<String, VerdictStatus> EXPECTED = Map.of("cart 2.0.0", VerdictStatus.PASS);
    private static final List<DeploymentEvent> LIFE =
            List.of(event("id", DeploymentPhase.STARTED), event("id", DeploymentPhase.FINISHED));

    @Test
    void oneLifeAndOneFinalVerdict_areFoundRight() {
        assertThat(VerdictAudit.findings(EXPECTED, LIFE, List.of(verdict("id", VerdictStatus.PASS))))
                .isEmpty();
    }

    @Test
    void aVerdictTwice_missing_orOfTheOtherKind_isFound() {
        assertThat(VerdictAudit.findings(
                        EXPECTED, LIFE, List.of(verdict("id", VerdictStatus.PASS), verdict("id", VerdictStatus.PASS))))
                .containsExactly("cart 2.0.0: a second final verdict");
        assertThat(VerdictAudit.findings(EXPECTED, LIFE, List.of()))
                .singleElement()
                .asString()
                .contains("final verdicts {}");
        assertThat(VerdictAudit.findings(EXPECTED, LIFE, List.of(verdict("id", VerdictStatus.FAIL))))
                .singleElement()
                .asString()
                .contains("{cart 2.0.0=FAIL}");
    }

    @Test
    void aDeploymentThatStartsTwice_orEndsTwice_orNever_isFound() {
        List<Verdict> verdicts = List.of(verdict("id", VerdictStatus.PASS));

        assertThat(VerdictAudit.findings(EXPECTED, List.of(LIFE.get(0), LIFE.get(0), LIFE.get(1)), verdicts))
                .containsExactly("cart 2.0.0: started twice as id");
        assertThat(VerdictAudit.findings(EXPECTED, List.of(LIFE.get(0), LIFE.get(1), LIFE.get(1)), verdicts))
                .containsExactly("cart 2.0.0: ended 2 times");
        assertThat(VerdictAudit.findings(EXPECTED, List.of(LIFE.get(0)), verdicts))
                .containsExactly("cart 2.0.0: ended 0 times");
    }

    @Test
    void aDeploymentThatNobodyRolledOut_isFound() {
        assertThat(VerdictAudit.findings(Map.of(), List.of(LIFE.get(0)), List.of()))
                .singleElement()
                .asString()
                .contains("on [cart 2.0.0]");
        assertThat(VerdictAudit.findings(EXPECTED, LIFE, List.of(verdict("other", VerdictStatus.PASS))))
                .contains("cart 2.0.0: a verdict on other, which did not start");
    }

    private static DeploymentEvent event(String deployment, DeploymentPhase phase) {
        return DeploymentEvent.newBuilder()
                .setDeployment(deployment)
                .setService("cart")
                .setVersion("2.0.0")
                .setPhase(phase)
                .build();
    }

    private static Verdict verdict(String deployment, VerdictStatus status) {
        return Verdict.newBuilder()
                .setDeployment(deployment)
                .setService("cart")
                .setVersion("2.0.0")
                .setFinal$(true)
                .setStatus(status)
                .build();
    }
}
