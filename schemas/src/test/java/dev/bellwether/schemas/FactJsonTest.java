package dev.bellwether.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.RedWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class FactJsonTest {

    static List<SpecificRecord> facts() {
        return SampleFacts.all();
    }

    @Test
    void redWindow() {
        assertThat(FactJson.write(SampleFacts.redWindow()))
                .isEqualTo("{\"fact\":\"red-window\",\"key\":\"prod/shop/checkout\",\"environment\":\"prod\","
                        + "\"namespace\":\"shop\",\"service\":\"checkout\",\"version\":\"1.4.2\","
                        + "\"operation\":\"GET /cart/{id}\",\"windowStart\":\"2026-03-01T10:00:00.000Z\","
                        + "\"windowEnd\":\"2026-03-01T10:00:05.000Z\",\"revision\":2,\"calls\":500,\"errors\":3,"
                        + "\"adjustedCalls\":500.0,\"adjustedErrors\":3.0,\"p50Millis\":12.5,\"p90Millis\":40.0,"
                        + "\"p95Millis\":60.25,\"p99Millis\":180.0,\"slowest\":{\"traceId\":"
                        + "\"0af7651916cd43dd8448eb211c80319c\",\"spanId\":\"b7ad6b7169203331\","
                        + "\"durationNanos\":180000000},\"error\":null,\"completeness\":\"COMPLETE\","
                        + "\"closedAt\":\"2026-03-01T10:00:15.000Z\"}");
    }

    @Test
    void alert() {
        assertThat(FactJson.write(SampleFacts.alert()))
                .isEqualTo("{\"fact\":\"alert\",\"fingerprint\":\"fedcba9876543210\",\"labels\":{\"alertname\":"
                        + "\"HighErrorRatio\",\"service\":\"checkout\",\"severity\":\"critical\"},\"annotations\":"
                        + "{\"summary\":\"checkout fails \\\"often\\\"\"},\"state\":\"FIRING\",\"value\":0.2,"
                        + "\"activeAt\":\"2026-03-01T10:00:00.000Z\",\"startsAt\":\"2026-03-01T10:02:00.000Z\","
                        + "\"endsAt\":null,\"evaluatedAt\":\"2026-03-01T10:02:01.000Z\",\"evidence\":{\"from\":"
                        + "\"2026-03-01T10:00:00.000Z\",\"to\":\"2026-03-01T10:02:00.000Z\",\"requests\":1000,"
                        + "\"errors\":200,\"completeness\":\"COMPLETE\",\"traceIds\":"
                        + "[\"0af7651916cd43dd8448eb211c80319c\"]},\"group\":\"shop.yml;availability\","
                        + "\"expression\":\"errors > 0\",\"warming\":true}");
    }

    @Test
    void verdict() {
        assertThat(FactJson.write(SampleFacts.verdict()))
                .isEqualTo("{\"fact\":\"verdict\",\"key\":\"prod/shop/checkout\",\"deployment\":\"00c0ffee00c0ffee\","
                        + "\"environment\":\"prod\",\"namespace\":\"shop\",\"service\":\"checkout\","
                        + "\"version\":\"1.4.3\",\"baselineVersion\":\"1.4.2\",\"baselineKind\":\"BESIDE\",\"step\":0,"
                        + "\"final\":true,\"status\":\"FAIL\",\"reason\":\"errors 20.0 % against 1.0 %\","
                        + "\"noData\":false,\"regressionSuspected\":true,\"evidence\":[{\"signal\":\"errors\","
                        + "\"canary\":{\"requests\":1000,\"errors\":200,\"late\":0},\"baseline\":{\"requests\":4000,"
                        + "\"errors\":40,\"late\":7},\"ratio\":20.0,\"ratioLow\":13.1,\"ratioHigh\":null,"
                        + "\"from\":\"2026-03-01T10:00:00.000Z\",\"to\":\"2026-03-01T10:00:20.000Z\",\"windows\":4,"
                        + "\"completeness\":1.0,\"traceIds\":[\"0af7651916cd43dd8448eb211c80319c\"],\"remarks\":[]}],"
                        + "\"decidedAt\":\"2026-03-01T10:00:31.000Z\"}");
    }

    @Test
    void deployment() {
        assertThat(FactJson.write(SampleFacts.deployment()))
                .isEqualTo("{\"fact\":\"deployment\",\"key\":\"prod/shop/checkout\","
                        + "\"deployment\":\"00c0ffee00c0ffee\",\"environment\":\"prod\",\"namespace\":\"shop\","
                        + "\"service\":\"checkout\",\"version\":\"1.4.3\",\"previousVersion\":\"1.4.2\","
                        + "\"phase\":\"STARTED\",\"source\":\"COMMAND\",\"weight\":12.5,\"step\":1,"
                        + "\"reason\":\"announced\",\"at\":\"2026-03-01T10:00:00.000Z\","
                        + "\"replicas\":null,\"updatedReplicas\":null,\"readyReplicas\":null}");
    }

    @Test
    void names_areWordsWithHyphens() {
        assertThat(facts())
                .extracting(fact -> FactJson.toTree(fact).get("fact").textValue())
                .containsExactly(
                        "kubernetes-object",
                        "red-delta",
                        "log-delta",
                        "watermark",
                        "red-window",
                        "sample-batch",
                        "rule-file-version",
                        "deployment",
                        "verdict",
                        "alert");
    }

    @Test
    void binaryFields_areLeftOutAtEveryDepth() {
        assertThat(FactJson.toTree(SampleFacts.redDelta()).findValues("durations"))
                .isEmpty();
        assertThat(FactJson.toTree(SampleFacts.redDelta())
                        .at("/operations/0/calls")
                        .intValue())
                .isEqualTo(500);
    }

    @Test
    void numbersThatAreNotFinite_areNull() {
        for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            Alert alert = Alert.newBuilder(SampleFacts.alert()).setValue(number).build();
            assertThat(FactJson.toTree(alert).get("value").isNull()).isTrue();
        }
    }

    @Test
    void times_haveMillisecondsAndAreUtc() {
        assertThat(FactJson.time(Instant.EPOCH)).isEqualTo("1970-01-01T00:00:00.000Z");
        assertThat(FactJson.time(Instant.ofEpochMilli(1_772_359_206_789L))).isEqualTo("2026-03-01T10:00:06.789Z");
        assertThat(FactJson.time(Instant.ofEpochMilli(-1))).isEqualTo("1969-12-31T23:59:59.999Z");
    }

    @Test
    void theKey_hasTheFormOfRecordKeys() {
        RedWindow window =
                RedWindow.newBuilder(SampleFacts.redWindow()).setService("a/b").build();

        assertThat(FactJson.toTree(window).get("key").textValue()).isEqualTo("prod/shop/a%2Fb");
        assertThat(FactJson.toTree(window).get("service").textValue()).isEqualTo("a/b");
    }

    @Test
    void aFactWithoutAService_standsUnderTheKeyOfUnknownServices() {
        DeploymentEvent nameless = DeploymentEvent.newBuilder().build();

        assertThat(FactJson.toTree(nameless).get("key").textValue()).isEqualTo("default/default/unknown_service");
    }

    @ParameterizedTest
    @MethodSource("facts")
    void everyOtherField_standsInTheOrderOfTheSchema(SpecificRecord fact) throws Exception {
        JsonNode tree = new JsonMapper().readTree(FactJson.write(fact));
        List<String> names = new ArrayList<>();
        tree.fieldNames().forEachRemaining(names::add);
        names.remove("fact");
        names.remove("key");

        assertThat(names)
                .containsExactlyElementsOf(fact.getSchema().getFields().stream()
                        .map(field -> field.name())
                        .filter(name -> !name.equals("durations"))
                        .toList());
    }

    @Test
    void oneFact_isOneLineWhateverItSays() {
        DeploymentEvent event = DeploymentEvent.newBuilder(SampleFacts.deployment())
                .setReason("first\nsecond\r\u2028third\u0000")
                .build();

        assertThat(FactJson.write(event)).doesNotContain("\n", "\r", "\u0000");
        assertThat(FactJson.toTree(event).get("reason").textValue()).isEqualTo("first\nsecond\r\u2028third\u0000");
    }
}
