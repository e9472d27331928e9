package dev.bellwether.console.log;

import static dev.bellwether.console.Fixtures.alert;
import static dev.bellwether.console.Fixtures.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import dev.bellwether.facts.Arm;
import dev.bellwether.facts.Evidence;
import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.VerdictStatus;
import dev.bellwether.schemas.FactJson;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactFilterTest {

    private static ObjectNode failed() {
        Verdict verdict = verdict("aa", "cart", "2", 3, true, VerdictStatus.FAIL);
        verdict.setEvidence(List.of(
                Evidence.newBuilder()
                        .setSignal("errors")
                        .setCanary(new Arm(100L, 20L, 0L))
                        .build(),
                Evidence.newBuilder().setSignal("duration").build()));
        return FactJson.toTree(verdict);
    }

    private static ObjectNode firing() {
        Alert alert = alert("0a", "HighErrorRatio", AlertState.FIRING, 0);
        Map<String, String> labels = new HashMap<>(alert.getLabels());
        labels.put("k8s.pod.name", "cart-1");
        alert.setLabels(labels);
        return FactJson.toTree(alert);
    }

    @ParameterizedTest
    @CsvSource({
        "status=FAIL, true",
        "status=PASS, false",
        "status=fail, false",
        "final=true, true",
        "step=3, true",
        "step=03, false",
        "key=prod/shop/cart, true",
        "fact=verdict, true",
        "evidence.signal=duration, true",
        "evidence.signal=saturation, false",
        "evidence.canary.errors=20, true",
        "reason=, false"
    })
    void verdicts(String condition, boolean admitted) {
        assertThat(FactFilter.parse(List.of(condition), FactTopic.VERDICTS).admits(failed()))
                .isEqualTo(admitted);
    }

    @ParameterizedTest
    @CsvSource({
        "labels.alertname=HighErrorRatio, true",
        "labels.alertname=Other, false",
        "labels.team=shop, false",
        "labels.k8s.pod.name=cart-1, true",
        "state=FIRING, true"
    })
    void alerts(String condition, boolean admitted) {
        assertThat(FactFilter.parse(List.of(condition), FactTopic.ALERTS).admits(firing()))
                .isEqualTo(admitted);
    }

    @Test
    void valueMayHaveEqualsSigns() {
        ObjectNode fact = failed().put("reason", "a=b=c");
        assertThat(FactFilter.parse(List.of("reason=a=b=c"), FactTopic.VERDICTS).admits(fact))
                .isTrue();
    }

    @Test
    void conditions_mustAllHold() {
        assertThat(FactFilter.parse(List.of("status=FAIL", "step=4"), FactTopic.VERDICTS)
                        .admits(failed()))
                .isFalse();
        assertThat(FactFilter.NONE.admits(failed())).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "VERDICTS, verdict=PASS",
        "VERDICTS, evidence=1",
        "VERDICTS, evidence.canary=1",
        "VERDICTS, evidence.cannary.errors=1",
        "VERDICTS, service.name=cart",
        "VERDICTS, service",
        "VERDICTS, =cart",
        "VERDICTS, .service=cart",
        "ALERTS, key=prod/shop/cart",
        "ALERTS, labels=1",
        "RED_WINDOWS, durations=1",
        "DEAD_LETTERS, service=cart",
        "DEAD_LETTERS, topic.name=cart"
    })
    void fieldThatFactsDoNotHave_isRefused(FactTopic topic, String condition) {
        assertThatThrownBy(() -> FactFilter.parse(List.of(condition), topic))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected");
    }

    @Test
    void allThatIsWrong_isNamed() {
        assertThatThrownBy(() -> FactFilter.parse(List.of("stat=1", "sevrice=2"), FactTopic.VERDICTS))
                .hasMessageContaining("\"stat\"")
                .hasMessageContaining("\"sevrice\"")
                .hasMessageContaining("baselineVersion");
    }

    @Test
    void headersOfDeadLetters_canBeAskedFor() {
        ObjectNode letter = FactJson.toTree(verdict("aa", "cart", "2", 0, true, VerdictStatus.PASS));
        letter.putObject("headers").put("client.address", "10.0.0.7");
        assertThat(FactFilter.parse(List.of("headers.client.address=10.0.0.7"), FactTopic.DEAD_LETTERS)
                        .admits(letter))
                .isTrue();
    }
}
