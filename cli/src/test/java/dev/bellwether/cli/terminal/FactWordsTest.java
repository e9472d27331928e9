package dev.bellwether.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import dev.bellwether.facts.Arm;
import dev.bellwether.facts.BaselineKind;
import dev.bellwether.facts.Evidence;
import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.VerdictStatus;
import dev.bellwether.schemas.FactJson;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactWordsTest {

    private static final Terminal PLAIN =
            new Terminal(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), false);

    @Test
    void fail_saysWithWhichEvidence() {
        Verdict verdict = verdict(VerdictStatus.FAIL, "errors 2 times as often, or more")
                .setEvidence(List.of(evidence()
                        .setRatio(9.74)
                        .setRatioLow(5.1)
                        .setRatioHigh(21.0)
                        .setTraceIds(List.of("5b8efff798038103d269b633813fc60c", "a1"))
                        .build()))
                .build();

        assertThat(words(verdict))
                .containsExactly(
                        "FAIL checkout 2.4.0: errors 2 times as often, or more",
                        "  2.4.0: 401 of 2,004 requests failed (20.01 %)",
                        "  2.3.1: 41 of 1,996 requests failed (2.05 %)",
                        "  errors 9.74 times as often (between 5.10 and 21.00), over 4 windows",
                        "  a trace to look at: 5b8efff798038103d269b633813fc60c",
                        "  deployment 25c1b28f4951ba1c, decided 2026-01-31T12:00:20.000Z");
    }

    @Test
    void pass_saysWhatItIsNotSureOf() {
        Verdict verdict = verdict(VerdictStatus.PASS, "below the floor")
                .setRegressionSuspected(true)
                .setEvidence(List.of(evidence()
                        .setRatioLow(0.0)
                        .setRatioHigh(1.9)
                        .setCompleteness(0.75)
                        .setRemarks(List.of("1 of 4 windows was not complete"))
                        .build()))
                .build();

        assertThat(words(verdict))
                .startsWith("PASS checkout 2.4.0: below the floor")
                .contains(
                        "  errors ? times as often (between 0.00 and 1.90), over 4 windows, not all complete",
                        "  1 of 4 windows was not complete",
                        "  Advisory: it may still err more than 1.2 times as often as its baseline.");
    }

    @Test
    void inconclusive_hasNoBaselineWhereThereWasNone() {
        Verdict verdict = verdict(VerdictStatus.INCONCLUSIVE, "nothing to compare with")
                .setBaselineKind(BaselineKind.NONE)
                .setBaselineVersion("")
                .setEvidence(List.of(Evidence.newBuilder()
                        .setSignal("errors")
                        .setCanary(arm(0, 0))
                        .build()))
                .build();

        assertThat(words(verdict))
                .containsExactly(
                        "INCONCLUSIVE checkout 2.4.0: nothing to compare with",
                        "  2.4.0: 0 of 0 requests failed",
                        "  deployment 25c1b28f4951ba1c, decided 2026-01-31T12:00:20.000Z");
    }

    @Test
    void theTimeBefore_isNotTakenForAVersionBeside() {
        Verdict verdict = verdict(VerdictStatus.PASS, "as before")
                .setBaselineKind(BaselineKind.BEFORE)
                .setEvidence(List.of(evidence().build()))
                .build();

        assertThat(words(verdict)).contains("  2.3.1 before it: 41 of 1,996 requests failed (2.05 %)");
    }

    @Test
    void verdicts_haveTheirColours() {
        Terminal coloured =
                new Terminal(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()), true);
        Verdict pass = verdict(VerdictStatus.PASS, "fine").build();
        Verdict fail = verdict(VerdictStatus.FAIL, "not fine").build();

        assertThat(FactWords.verdict(FactJson.toTree(pass), coloured).get(0))
                .startsWith("\033[32m")
                .contains("PASS");
        assertThat(FactWords.verdict(FactJson.toTree(fail), coloured).get(0))
                .startsWith("\033[31m")
                .contains("FAIL");
    }

    @Test
    void alerts_sayWhatHoldsAndSinceWhen() {
        Alert.Builder alert = Alert.newBuilder()
                .setFingerprint("1e521f02a3de80f1")
                .setLabels(Map.of("alertname", "HighErrorRatio", "severity", "critical"))
                .setAnnotations(Map.of("description", "checkout 2.4.0: 20.2 % of 104 requests failed"))
                .setActiveAt(Instant.parse("2026-01-31T12:00:00Z"))
                .setEvaluatedAt(Instant.parse("2026-01-31T12:09:00Z"));

        assertThat(FactWords.alert(
                        FactJson.toTree(alert.setState(AlertState.PENDING).build()), PLAIN))
                .containsExactly(
                        "PENDING  HighErrorRatio checkout 2.4.0: 20.2 % of 104 requests failed",
                        "         since 2026-01-31T12:00:00.000Z, severity critical, fingerprint 1e521f02a3de80f1");
        alert.setStartsAt(Instant.parse("2026-01-31T12:02:00Z"));
        assertThat(FactWords.alert(
                        FactJson.toTree(alert.setState(AlertState.FIRING).build()), PLAIN))
                .element(1)
                .asString()
                .contains("since 2026-01-31T12:02:00.000Z,");
        alert.setEndsAt(Instant.parse("2026-01-31T12:08:00Z"));
        assertThat(FactWords.alert(
                        FactJson.toTree(alert.setState(AlertState.RESOLVED).build()), PLAIN))
                .element(1)
                .asString()
                .contains("from 2026-01-31T12:02:00.000Z to 2026-01-31T12:08:00.000Z,");
        assertThat(FactWords.alert(
                        FactJson.toTree(alert.setState(AlertState.INACTIVE).build()), PLAIN))
                .element(1)
                .asString()
                .contains("at 2026-01-31T12:09:00.000Z,");
    }

    private static List<String> words(Verdict verdict) {
        return FactWords.verdict(FactJson.toTree(verdict), PLAIN);
    }

    private static Verdict.Builder verdict(VerdictStatus status, String reason) {
        return Verdict.newBuilder()
                .setDeployment("25c1b28f4951ba1c")
                .setService("checkout")
                .setVersion("2.4.0")
                .setBaselineVersion("2.3.1")
                .setBaselineKind(BaselineKind.BESIDE)
                .setFinal$(true)
                .setStatus(status)
                .setReason(reason)
                .setDecidedAt(Instant.parse("2026-01-31T12:00:20Z"));
    }

    private static Evidence.Builder evidence() {
        return Evidence.newBuilder()
                .setSignal("errors")
                .setCanary(arm(2004, 401))
                .setBaseline(arm(1996, 41))
                .setWindows(4);
    }

    private static Arm arm(long requests, long errors) {
        return Arm.newBuilder().setRequests(requests).setErrors(errors).build();
    }
}
