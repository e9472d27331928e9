package dev.bellwether.schemas;

import static java.util.Objects.requireNonNull;

import dev.bellwether.facts.Alert;
import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.KubernetesObject;
import dev.bellwether.facts.LogDelta;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.RedWindow;
import dev.bellwether.facts.RuleFileVersion;
import dev.bellwether.facts.SampleBatch;
import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.Watermark;
import dev.bellwether.schemas.Topic.Cleanup;
import dev.bellwether.schemas.Topic.Compression;
import dev.bellwether.schemas.Topic.Timestamps;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;

/**
 * Every topic that Bellwether reads or writes. Immutable. The prefix of Bellwether's own topics can be chosen; the names of
 * the OTLP topics are those that the Collector's Kafka exporter uses by default.
 */
public final class Topics {

    /** Prefix of Bellwether's own topics where nobody chose another. */
    public static final String DEFAULT_PREFIX = "bellwether.";

    private static final int MIB = 1024 * 1024;

    /** What a Kafka broker takes by default: one mebibyte and the twelve bytes in front of a batch. */
    private static final int DEFAULT_MESSAGE_BYTES = MIB + 12;

    private static final int OTLP_MESSAGE_BYTES = 8 * MIB;

    /** Room for an OTLP record with the headers that name its origin. */
    private static final int DEAD_LETTER_BYTES = OTLP_MESSAGE_BYTES + MIB;

    /** Group of the topics whose records meet by service key. */
    private static final String BY_SERVICE = "service";

    private static final String SERVICE_KEY = "service: `environment/namespace/name`";
    private static final String THE_KEY = "the key";

    private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9._-]{0,200}");

    private final String prefix;
    private final Topic otlpSpans;
    private final Topic otlpMetrics;
    private final Topic otlpLogs;
    private final Topic otlpSpansEnriched;
    private final Topic otlpMetricsEnriched;
    private final Topic otlpLogsEnriched;
    private final Topic prometheusSamples;
    private final Topic kubernetes;
    private final Topic redDeltas;
    private final Topic logDeltas;
    private final Topic redWindows;
    private final Topic samples;
    private final Topic rules;
    private final Topic deployments;
    private final Topic verdicts;
    private final Topic alerts;
    private final Topic alertEvents;
    private final Topic deadLetters;
    private final List<Topic> all;

    private Topics(String prefix) {
        this.prefix = prefix;
        this.otlpSpans = otlp("otlp_spans", "`ExportTraceServiceRequest`, protobuf", Duration.ofHours(6));
        this.otlpMetrics = otlp("otlp_metrics", "`ExportMetricsServiceRequest`, protobuf", Duration.ofHours(24));
        this.otlpLogs = otlp("otlp_logs", "`ExportLogsServiceRequest`, protobuf", Duration.ofHours(6));
        this.otlpSpansEnriched = enriched(otlpSpans);
        this.otlpMetricsEnriched = enriched(otlpMetrics);
        this.otlpLogsEnriched = enriched(otlpLogs);
        this.prometheusSamples = new Topic(
                "prometheus_samples",
                "none",
                "`prometheus.WriteRequest` or `io.prometheus.write.v2.Request`, protobuf; the header `content-type` says which",
                List.of(),
                "a hash of the bytes",
                "",
                Cleanup.DELETE,
                Duration.ofHours(24),
                Timestamps.LOG_APPEND_TIME,
                OTLP_MESSAGE_BYTES,
                DEFAULT_MESSAGE_BYTES,
                Compression.PRODUCER);
        this.kubernetes = new Topic(
                prefix + "kubernetes",
                "kind and uid, for example `pod/<uid>`",
                "what runs in a Kubernetes cluster; tombstone some time after it ended",
                List.of(KubernetesObject.class),
                THE_KEY,
                "",
                Cleanup.COMPACT,
                Duration.ofHours(24),
                Timestamps.CREATE_TIME,
                DEFAULT_MESSAGE_BYTES,
                DEFAULT_MESSAGE_BYTES,
                Compression.GZIP);
        this.redDeltas = deltas(
                "red-deltas",
                "what one OTLP record adds to one service, version and window; watermarks",
                RedDelta.class);
        this.logDeltas = deltas(
                "log-deltas",
                "log records by severity and by template that one OTLP record adds to one service, version and window; watermarks",
                LogDelta.class);
        this.redWindows = byService(
                "red-windows",
                "a window's rate, errors and duration, with its revision",
                RedWindow.class,
                Duration.ofDays(8),
                Timestamps.CREATE_TIME);
        this.samples = new Topic(
                prefix + "samples",
                "rule group: `file;name`; of watermarks `topic/partition`",
                "samples that a group of rules needs; watermarks",
                List.of(SampleBatch.class, Watermark.class),
                "the key; watermarks go to every partition",
                "",
                Cleanup.DELETE,
                Duration.ofHours(24),
                Timestamps.CREATE_TIME,
                OTLP_MESSAGE_BYTES,
                DEFAULT_MESSAGE_BYTES,
                Compression.PRODUCER);
        this.rules = new Topic(
                prefix + "rules",
                "name of a rule file",
                "a version of the file, which takes effect some time after it was appended",
                List.of(RuleFileVersion.class),
                THE_KEY,
                "",
                Cleanup.HISTORY,
                Duration.ofDays(400),
                Timestamps.LOG_APPEND_TIME,
                DEFAULT_MESSAGE_BYTES,
                DEFAULT_MESSAGE_BYTES,
                Compression.GZIP);
        this.deployments = byService(
                "deployments",
                "what happened to a deployment",
                DeploymentEvent.class,
                Duration.ofDays(400),
                Timestamps.LOG_APPEND_TIME);
        this.verdicts = byService(
                "verdicts",
                "what the judge says: one a step, and a final one",
                Verdict.class,
                Duration.ofDays(400),
                Timestamps.CREATE_TIME);
        this.alerts = alert(
                "alerts",
                "an alert's present state; tombstone after it resolved",
                Cleanup.COMPACT,
                Duration.ofHours(24));
        this.alertEvents = alert("alert-events", "an alert at each transition", Cleanup.DELETE, Duration.ofDays(90));
        this.deadLetters = new Topic(
                prefix + "dead-letters",
                "as read",
                "the bytes as they came; headers name topic, partition, offset and reason",
                List.of(),
                THE_KEY,
                "",
                Cleanup.DELETE,
                Duration.ofDays(7),
                Timestamps.CREATE_TIME,
                DEAD_LETTER_BYTES,
                OTLP_MESSAGE_BYTES,
                Compression.PRODUCER);
        this.all = List.of(
                otlpSpans,
                otlpMetrics,
                otlpLogs,
                prometheusSamples,
                kubernetes,
                redDeltas,
                logDeltas,
                redWindows,
                samples,
                rules,
                deployments,
                verdicts,
                alerts,
                alertEvents,
                deadLetters);
    }

    /** The catalogue with the prefix {@value #DEFAULT_PREFIX}. */
    public static Topics standard() {
        return withPrefix(DEFAULT_PREFIX);
    }

    /**
     * The catalogue with another prefix, so that several Bellwethers can share a cluster.
     *
     * @throws IllegalArgumentException if Kafka allows no such topic names
     */
    public static Topics withPrefix(String prefix) {
        requireNonNull(prefix, "prefix");
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException("prefix: \"" + prefix
                    + "\" (expected: at most 200 letters, digits, dots, underscores and hyphens)");
        }
        return new Topics(prefix);
    }

    private static Topic otlp(String name, String value, Duration retention) {
        return new Topic(
                name,
                "any or none",
                value,
                List.of(),
                "whoever writes it; ingest by a hash of the bytes",
                "",
                Cleanup.DELETE,
                retention,
                Timestamps.LOG_APPEND_TIME,
                OTLP_MESSAGE_BYTES,
                DEFAULT_MESSAGE_BYTES,
                Compression.PRODUCER);
    }

    private static Topic enriched(Topic raw) {
        return new Topic(
                raw.name() + "_enriched",
                raw.key(),
                raw.value() + ", with what Kubernetes says of each resource",
                List.of(),
                "the key, if there is one",
                "",
                Cleanup.DELETE,
                Duration.ofHours(6),
                Timestamps.CREATE_TIME,
                OTLP_MESSAGE_BYTES,
                DEFAULT_MESSAGE_BYTES,
                Compression.PRODUCER);
    }

    private Topic deltas(String name, String value, Class<? extends SpecificRecord> delta) {
        return new Topic(
                prefix + name,
                SERVICE_KEY + "; of watermarks `topic/partition`",
                value,
                List.of(delta, Watermark.class),
                "the key; watermarks go to every partition",
                BY_SERVICE,
                Cleanup.DELETE,
                Duration.ofHours(24),
                Timestamps.CREATE_TIME,
                DEFAULT_MESSAGE_BYTES,
                DEFAULT_MESSAGE_BYTES,
                Compression.PRODUCER);
    }

    private Topic byService(
            String name,
            String value,
            Class<? extends SpecificRecord> fact,
            Duration retention,
            Timestamps timestamps) {
        return new Topic(
                prefix + name,
                SERVICE_KEY,
                value,
                List.of(fact),
                THE_KEY,
                BY_SERVICE,
                Cleanup.DELETE,
                retention,
                timestamps,
                DEFAULT_MESSAGE_BYTES,
                DEFAULT_MESSAGE_BYTES,
                Compression.GZIP);
    }

    private Topic alert(String name, String value, Cleanup cleanup, Duration retention) {
        return new Topic(
                prefix + name,
                "fingerprint, 16 hexadecimal digits",
                value,
                List.of(Alert.class),
                THE_KEY,
                "",
                cleanup,
                retention,
                Timestamps.CREATE_TIME,
                DEFAULT_MESSAGE_BYTES,
                DEFAULT_MESSAGE_BYTES,
                Compression.GZIP);
    }

    /** What the names of Bellwether's own topics begin with. */
    public String prefix() {
        return prefix;
    }

    /** Traces as they came. */
    public Topic otlpSpans() {
        return otlpSpans;
    }

    /** Metrics as they came. */
    public Topic otlpMetrics() {
        return otlpMetrics;
    }

    /** Logs as they came. */
    public Topic otlpLogs() {
        return otlpLogs;
    }

    /** Traces with what Kubernetes says of each resource; timestamps are those of the raw records. */
    public Topic otlpSpansEnriched() {
        return otlpSpansEnriched;
    }

    /** Metrics with what Kubernetes says of each resource. */
    public Topic otlpMetricsEnriched() {
        return otlpMetricsEnriched;
    }

    /** Logs with what Kubernetes says of each resource. */
    public Topic otlpLogsEnriched() {
        return otlpLogsEnriched;
    }

    /** What Prometheus writes, decompressed. */
    public Topic prometheusSamples() {
        return prometheusSamples;
    }

    /** Objects of a Kubernetes cluster, as they are and for some time after they ended. */
    public Topic kubernetes() {
        return kubernetes;
    }

    /** What each OTLP record of traces adds, and the watermarks that tell how far reading has come. */
    public Topic redDeltas() {
        return redDeltas;
    }

    /** What each OTLP record of logs adds, and the watermarks that tell how far reading has come. */
    public Topic logDeltas() {
        return logDeltas;
    }

    /** Closed windows, and their restatements. */
    public Topic redWindows() {
        return redWindows;
    }

    /** What groups of rules need of metrics, and the watermarks that tell how far reading has come. */
    public Topic samples() {
        return samples;
    }

    /** Every version of every rule file. */
    public Topic rules() {
        return rules;
    }

    /** Deployments, from announcement to end. */
    public Topic deployments() {
        return deployments;
    }

    /** What the judge says of deployments. */
    public Topic verdicts() {
        return verdicts;
    }

    /** The present state of each alert. */
    public Topic alerts() {
        return alerts;
    }

    /** Every transition of each alert. */
    public Topic alertEvents() {
        return alertEvents;
    }

    /** Records that could not be read, with their origin. */
    public Topic deadLetters() {
        return deadLetters;
    }

    /** Every topic that there always is, in the order in which records flow through them. */
    public List<Topic> all() {
        return all;
    }

    /** Topics that there are only where the configuration asks for them. */
    public List<Topic> optional() {
        return List.of(otlpSpansEnriched, otlpMetricsEnriched, otlpLogsEnriched);
    }

    /** The topic with this name on the broker, if it is one of ours. */
    public Optional<Topic> named(String name) {
        requireNonNull(name, "name");
        return Stream.concat(all.stream(), optional().stream())
                .filter(topic -> topic.name().equals(name))
                .findFirst();
    }
}
