package dev.bellwether.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.Watermark;
import dev.bellwether.schemas.Topic.Cleanup;
import dev.bellwether.schemas.Topic.Compression;
import dev.bellwether.schemas.Topic.Timestamps;
import java.time.Duration;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TopicsTest {

    private final Topics topics = Topics.standard();

    @Test
    void thePrefixIsOnBellwethersOwnTopicsOnly() {
        assertThat(Topics.withPrefix("a_b-c.").all())
                .extracting(Topic::name)
                .containsExactly(
                        "otlp_spans",
                        "otlp_metrics",
                        "otlp_logs",
                        "prometheus_samples",
                        "a_b-c.kubernetes",
                        "a_b-c.red-deltas",
                        "a_b-c.log-deltas",
                        "a_b-c.red-windows",
                        "a_b-c.samples",
                        "a_b-c.rules",
                        "a_b-c.deployments",
                        "a_b-c.verdicts",
                        "a_b-c.alerts",
                        "a_b-c.alert-events",
                        "a_b-c.dead-letters");
        assertThat(topics.verdicts().name()).isEqualTo("bellwether.verdicts");
        assertThat(Topics.withPrefix("").verdicts().name()).isEqualTo("verdicts");
    }

    @Test
    void enrichedTopics_areThereOnlyWhereAskedFor() {
        assertThat(topics.optional())
                .containsExactly(topics.otlpSpansEnriched(), topics.otlpMetricsEnriched(), topics.otlpLogsEnriched())
                .doesNotContainAnyElementsOf(topics.all())
                .extracting(Topic::name)
                .containsExactly("otlp_spans_enriched", "otlp_metrics_enriched", "otlp_logs_enriched");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "\u00fc.", "a\n"})
    void aPrefixThatKafkaDoesNotAllow_isRefused(String prefix) {
        assertThatThrownBy(() -> Topics.withPrefix(prefix))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(prefix);
    }

    @Test
    void aPrefixThatIsTooLong_isRefused() {
        assertThatThrownBy(() -> Topics.withPrefix("x".repeat(201))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesLeadBackToTopics() {
        for (Topic topic : topics.all()) {
            assertThat(topics.named(topic.name())).contains(topic);
        }
        assertThat(topics.named("otlp_logs_enriched")).contains(topics.otlpLogsEnriched());
        assertThat(topics.named("verdicts")).isEmpty();
    }

    @Test
    void topicsThatMeetByService_areOnePartitionGroup() {
        assertThat(topics.all().stream().filter(topic -> topic.partitionGroup().isPresent()))
                .containsExactly(
                        topics.redDeltas(),
                        topics.logDeltas(),
                        topics.redWindows(),
                        topics.deployments(),
                        topics.verdicts());
        assertThat(topics.verdicts().partitionGroup()).contains("service");
    }

    @Test
    void logTimeBegins_whereOthersWrite() {
        assertThat(topics.all().stream().filter(topic -> topic.timestamps() == Timestamps.LOG_APPEND_TIME))
                .containsExactly(
                        topics.otlpSpans(),
                        topics.otlpMetrics(),
                        topics.otlpLogs(),
                        topics.prometheusSamples(),
                        topics.rules(),
                        topics.deployments());
    }

    @Test
    void onlyPresentStatesAreCompacted() {
        assertThat(topics.all().stream().filter(topic -> topic.cleanup() == Cleanup.COMPACT))
                .containsExactly(topics.kubernetes(), topics.alerts());
    }

    @Test
    void whatStrangersRead_isGzip() {
        assertThat(topics.all().stream().filter(topic -> topic.compression() == Compression.GZIP))
                .containsExactly(
                        topics.kubernetes(),
                        topics.redWindows(),
                        topics.rules(),
                        topics.deployments(),
                        topics.verdicts(),
                        topics.alerts(),
                        topics.alertEvents());
    }

    @Test
    void anOtlpRecord_fitsIntoTheDeadLettersWithHeaders() {
        assertThat(topics.otlpSpans().maxMessageBytes()).isEqualTo(8 * 1024 * 1024);
        assertThat(topics.deadLetters().maxMessageBytes())
                .isGreaterThan(topics.otlpSpans().maxMessageBytes());
    }

    @Test
    void everyFact_hasATopic() {
        for (Schema schema : Facts.schemas()) {
            assertThat(topics.all().stream().flatMap(topic -> topic.facts().stream()))
                    .extracting(Class::getName)
                    .contains(schema.getFullName());
        }
    }

    @Test
    void subjectsOfMixedTopics_nameTheRecord() {
        assertThat(topics.redDeltas().facts()).isEqualTo(List.of(RedDelta.class, Watermark.class));
        assertThat(topics.redDeltas().subject(Watermark.getClassSchema()))
                .isEqualTo("bellwether.red-deltas-dev.bellwether.facts.Watermark");
        assertThatThrownBy(() -> topics.alerts().subject(Watermark.getClassSchema()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bellwether.alerts");
    }

    @Test
    void windowsOutliveTheBaselineThatTheyServe() {
        assertThat(topics.redWindows().retention()).isGreaterThan(Duration.ofDays(7));
        assertThat(topics.deployments().retention()).isEqualTo(topics.verdicts().retention());
    }
}
