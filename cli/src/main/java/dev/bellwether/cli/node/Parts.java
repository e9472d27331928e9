package dev.bellwether.cli.node;

import dev.bellwether.alerting.AlertingConfig;
import dev.bellwether.alerting.evaluate.EvaluationConfig;
import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationException;
import dev.bellwether.cli.config.Settings;
import dev.bellwether.console.ConsoleConfig;
import dev.bellwether.edge.EdgeConfig;
import dev.bellwether.ingest.ClientLimits;
import dev.bellwether.ingest.IngestConfig;
import dev.bellwether.ingest.IngestLimits;
import dev.bellwether.kubernetes.watch.KubernetesConfig;
import dev.bellwether.processors.admission.AdmissionConfig;
import dev.bellwether.processors.enrich.EnrichmentConfig;
import dev.bellwether.processors.fold.FoldConfig;
import dev.bellwether.processors.fold.LogFoldConfig;
import dev.bellwether.processors.red.RedConfig;
import dev.bellwether.processors.runtime.StateCopies;
import dev.bellwether.processors.runtime.StoreMemory;
import dev.bellwether.processors.runtime.StreamsSettings;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import dev.bellwether.telemetry.log.MinerLimits;
import dev.bellwether.telemetry.otlp.OtlpLimits;
import dev.bellwether.verification.VerificationConfig;
import dev.bellwether.verification.deployment.DeploymentConfig;
import dev.bellwether.verification.judge.GateConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration as each part wants it: its own record, in its own types. What a record refuses, such as a tolerance below
 * one, is the configuration's fault and is told as such.
 */
record Parts(
        Set<String> roles,
        Path dataFolder,
        Topics topics,
        IngestConfig ingest,
        KubernetesConfig kubernetes,
        boolean rollouts,
        Optional<EnrichmentConfig> enrichment,
        FoldConfig fold,
        Optional<LogFoldConfig> logs,
        RedConfig red,
        AlertingConfig alerting,
        Set<String> ruleFiles,
        EvaluationConfig rules,
        Alertmanagers alertmanagers,
        VerificationConfig verification,
        ConsoleConfig console,
        EdgeConfig edge,
        OwnTelemetry telemetry,
        int streamThreads,
        int standbys,
        StoreMemory storeMemory,
        Duration windowsCommitInterval) {

    static Parts of(Configuration configuration) throws ConfigurationException {
        try {
            return new Parts(
                    configuration.get(Settings.ROLES_SETTING),
                    folder(configuration.get(Settings.DATA_FOLDER)),
                    Topics.withPrefix(configuration.get(Settings.TOPIC_PREFIX)),
                    ingest(configuration),
                    kubernetes(configuration),
                    configuration.get(Settings.KUBE_ROLLOUTS).equals("on"),
                    EnrichmentParts.of(configuration),
                    fold(configuration),
                    logs(configuration),
                    red(configuration),
                    alerting(configuration),
                    configuration.get(Settings.RULES_FILES),
                    RuleParts.of(configuration, Topics.withPrefix(configuration.get(Settings.TOPIC_PREFIX))),
                    Alertmanagers.of(configuration),
                    verification(configuration),
                    ConsoleConfig.STANDARD
                            .withHost(configuration.get(Settings.BIND_ADDRESS))
                            .withPort(configuration.get(Settings.CONSOLE_PORT)),
                    EdgeParts.of(configuration),
                    OwnTelemetry.of(configuration, configuration.get(Settings.ROLES_SETTING)),
                    configuration.get(Settings.STREAM_THREADS),
                    configuration.get(Settings.STANDBYS),
                    new StoreMemory(
                            configuration.get(Settings.ROCKS_MEMORY),
                            configuration.get(Settings.ROCKS_WRITE_BUFFER),
                            configuration.get(Settings.STORE_CACHE)),
                    configuration.get(Settings.WINDOWS_COMMIT));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(List.of(String.valueOf(e.getMessage())));
        }
    }

    /** The topics that there have to be. */
    List<Topic> provisioned() {
        List<Topic> provisioned = new ArrayList<>(topics.all());
        enrichment.ifPresent(config -> provisioned.addAll(EnrichmentParts.topics(topics, config)));
        return provisioned;
    }

    /** Whether this process tells Alertmanagers of alerts. */
    boolean tellsAlertmanagers() {
        return roles.contains("alerting")
                && !alertmanagers.config().alertmanagers().isEmpty();
    }

    StreamsSettings streams(Cluster cluster) {
        return new StreamsSettings(
                cluster.client(),
                topics.prefix(),
                dataFolder.resolve("state"),
                new StateCopies(
                        cluster.profile().replicationFactor(), cluster.profile().minInsyncReplicas(), standbys),
                streamThreads,
                topics.deadLetters().name(),
                storeMemory);
    }

    private static Path folder(String text) {
        return text.startsWith("~/") ? Path.of(System.getProperty("user.home"), text.substring(2)) : Path.of(text);
    }

    private static IngestConfig ingest(Configuration configuration) {
        return IngestConfig.DEFAULT
                .withBindAddress(configuration.get(Settings.BIND_ADDRESS))
                .withPorts(configuration.get(Settings.GRPC_PORT), configuration.get(Settings.HTTP_PORT))
                .withLimits(ingestLimits(configuration));
    }

    private static IngestLimits ingestLimits(Configuration configuration) {
        return IngestLimits.DEFAULT
                .withBytes(
                        Math.toIntExact(configuration.get(Settings.MAX_REQUEST)),
                        Math.toIntExact(configuration.get(Settings.MAX_RECORD)),
                        configuration.get(Settings.MAX_IN_FLIGHT))
                .withOtlp(new OtlpLimits(
                        configuration.get(Settings.MAX_DEPTH),
                        configuration.get(Settings.MAX_ATTRIBUTES),
                        Math.toIntExact(configuration.get(Settings.MAX_ATTRIBUTE_LENGTH))))
                .withClient(new ClientLimits(
                        configuration.get(Settings.MAX_CLIENT_REQUESTS), configuration.get(Settings.MAX_CLIENT_SHARE)));
    }

    private static KubernetesConfig kubernetes(Configuration configuration) {
        return new KubernetesConfig(
                configuration.get(Settings.KUBE_CONFIG),
                configuration.get(Settings.KUBE_LABELS),
                configuration.get(Settings.KUBE_ANNOTATIONS),
                configuration.get(Settings.KUBE_GRACE),
                configuration.get(Settings.KUBE_PAGE),
                configuration.get(Settings.KUBE_OBJECTS),
                configuration.get(Settings.KUBE_VALUE_LENGTH),
                configuration.get(Settings.KUBE_RETRY));
    }

    private static FoldConfig fold(Configuration configuration) {
        return new FoldConfig(
                configuration.get(Settings.WINDOW_LENGTH),
                configuration.get(Settings.FOLD_OPERATIONS),
                configuration.get(Settings.FOLD_DELTAS),
                configuration.get(Settings.FOLD_NAME_LENGTH),
                configuration.get(Settings.FOLD_CLOCK_AHEAD),
                configuration.get(Settings.FOLD_RETRIES),
                FoldConfig.DEFAULT.tickInterval(),
                configuration.get(Settings.RESOURCE_CACHE));
    }

    /** Empty where logs are not folded. */
    private static Optional<LogFoldConfig> logs(Configuration configuration) {
        if (configuration.get(Settings.LOGS_FOLD).equals("off")) {
            return Optional.empty();
        }
        MinerLimits standard = LogFoldConfig.DEFAULT.templates();
        return Optional.of(new LogFoldConfig(
                fold(configuration),
                new MinerLimits(
                        configuration.get(Settings.LOGS_SIMILARITY),
                        standard.prefixWords(),
                        standard.maxChildren(),
                        configuration.get(Settings.LOGS_TEMPLATES)),
                configuration.get(Settings.LOGS_MESSAGE_LENGTH),
                configuration.get(Settings.LOGS_EXAMPLE_LENGTH)));
    }

    private static RedConfig red(Configuration configuration) {
        return new RedConfig(
                configuration.get(Settings.WINDOW_LENGTH),
                configuration.get(Settings.WINDOW_GRACE),
                configuration.get(Settings.WINDOW_RESTATE),
                RedConfig.DEFAULT.restateEvery(),
                configuration.get(Settings.STALL_PATIENCE),
                admission(configuration));
    }

    /** One for all readers of deltas: they only admit the same names by the same limits. */
    private static AdmissionConfig admission(Configuration configuration) {
        return new AdmissionConfig(
                configuration.get(Settings.MAX_SERVICES),
                configuration.get(Settings.MAX_VERSIONS),
                configuration.get(Settings.MAX_OPERATIONS),
                configuration.get(Settings.REMEMBER_SERVICES),
                configuration.get(Settings.REMEMBER_VERSIONS));
    }

    private static AlertingConfig alerting(Configuration configuration) {
        AlertingConfig standard = AlertingConfig.DEFAULT;
        return new AlertingConfig(
                configuration.get(Settings.ALERT_RANGE),
                configuration.get(Settings.ALERT_DELAY),
                configuration.get(Settings.ALERT_REQUESTS),
                standard.errorRatio()
                        .withLimit(configuration.get(Settings.ALERT_ERROR_RATIO))
                        .withHold(configuration.get(Settings.ALERT_ERROR_FOR))
                        .withKeepFiring(configuration.get(Settings.ALERT_KEEP_FIRING)),
                standard.latency()
                        .withLimit(configuration.get(Settings.ALERT_LATENCY))
                        .withHold(configuration.get(Settings.ALERT_LATENCY_FOR))
                        .withKeepFiring(configuration.get(Settings.ALERT_KEEP_FIRING)),
                standard.noTraffic().withSilence(configuration.get(Settings.ALERT_NO_TRAFFIC)),
                standard.resolvedRetention(),
                standard.refresh(),
                standard.longestStep(),
                configuration.get(Settings.EXCLUDED),
                admission(configuration));
    }

    private static VerificationConfig verification(Configuration configuration) {
        GateConfig standard = GateConfig.DEFAULT;
        GateConfig gate = new GateConfig(
                configuration.get(Settings.TOLERANCE),
                configuration.get(Settings.FLOOR),
                configuration.get(Settings.ALPHA),
                configuration.get(Settings.BETA),
                configuration.get(Settings.MINIMUM_BAKE),
                configuration.get(Settings.DEADLINE),
                standard.maximumLateShare(),
                standard.beforeLength());
        return new VerificationConfig(
                DeploymentConfig.DEFAULT.withGate(gate).withFirstVersions(configuration.get(Settings.FIRST_VERSIONS)),
                configuration.get(Settings.JUDGE_GRACE),
                configuration.get(Settings.EXCLUDED),
                admission(configuration));
    }
}
