package dev.bellwether.cli.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellwether.alerting.AlertingConfig;
import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationException;
import dev.bellwether.cli.config.ConfigurationFile;
import dev.bellwether.console.ConsoleConfig;
import dev.bellwether.edge.tls.ClientTls;
import dev.bellwether.ingest.ClientLimits;
import dev.bellwether.ingest.IngestConfig;
import dev.bellwether.kubernetes.directory.Association;
import dev.bellwether.kubernetes.watch.KubernetesConfig;
import dev.bellwether.notification.NotificationConfig;
import dev.bellwether.notification.schedule.Schedule;
import dev.bellwether.observation.otlp.Protocol;
import dev.bellwether.processors.admission.AdmissionConfig;
import dev.bellwether.processors.enrich.EnrichmentConfig;
import dev.bellwether.processors.fold.FoldConfig;
import dev.bellwether.processors.fold.LogFoldConfig;
import dev.bellwether.processors.red.RedConfig;
import dev.bellwether.processors.runtime.StoreMemory;
import dev.bellwether.telemetry.log.MinerLimits;
import dev.bellwether.telemetry.otlp.OtlpLimits;
import dev.bellwether.telemetry.otlp.Signal;
import dev.bellwether.verification.VerificationConfig;
import dev.bellwether.verification.deployment.DeploymentConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartsTest {

    @Test
    void defaults_areWhatEachPartHasForItself() throws ConfigurationException {
        Parts parts = of(Map.of());

        assertThat(parts.topics().redWindows().name()).isEqualTo("bellwether.red-windows");
        assertThat(parts.dataFolder()).isEqualTo(Path.of(System.getProperty("user.home"), ".bellwether"));
        assertThat(parts.ingest()).isEqualTo(IngestConfig.DEFAULT);
        assertThat(parts.kubernetes()).isEqualTo(KubernetesConfig.DEFAULT);
        assertThat(parts.rollouts()).isTrue();
        assertThat(parts.enrichment()).isEmpty();
        assertThat(parts.provisioned()).isEqualTo(parts.topics().all());
        assertThat(parts.fold()).isEqualTo(FoldConfig.DEFAULT);
        assertThat(parts.logs()).contains(LogFoldConfig.DEFAULT);
        assertThat(parts.red()).isEqualTo(RedConfig.DEFAULT);
        assertThat(parts.windowsCommitInterval()).isEqualTo(Duration.ofSeconds(1));
        assertThat(parts.alerting()).isEqualTo(AlertingConfig.DEFAULT);
        assertThat(parts.ruleFiles()).isEmpty();
        assertThat(parts.alertmanagers().config()).isEqualTo(NotificationConfig.DEFAULT);
        assertThat(parts.tellsAlertmanagers()).isFalse();
        assertThat(parts.verification().deployments()).isEqualTo(DeploymentConfig.DEFAULT);
        assertThat(parts.verification().grace()).isEqualTo(VerificationConfig.DEFAULT.grace());
        assertThat(parts.verification().excludedServices()).containsExactly("bellwether");
        assertThat(parts.console()).isEqualTo(ConsoleConfig.STANDARD);
    }

    @Test
    void everySetting_reachesItsPart() throws ConfigurationException {
        Parts parts = of(Map.ofEntries(
                Map.entry("data-folder", "/var/lib/b"),
                Map.entry("bind-address", "0.0.0.0"),
                Map.entry("topics.prefix", "bw."),
                Map.entry("ingest.grpc-port", "1"),
                Map.entry("ingest.http-port", "2"),
                Map.entry("ingest.max-depth", "7"),
                Map.entry("ingest.max-attributes", "70"),
                Map.entry("ingest.max-client-requests", "9"),
                Map.entry("ingest.max-client-share", "0.75"),
                Map.entry("ingest.max-attribute-length", "7KiB"),
                Map.entry("windows.commit-interval", "250ms"),
                Map.entry("kubernetes.config-file", "/etc/kube"),
                Map.entry("kubernetes.labels", "a,b/*"),
                Map.entry("kubernetes.annotations", "c"),
                Map.entry("kubernetes.deletion-grace", "7m"),
                Map.entry("kubernetes.page-size", "11"),
                Map.entry("kubernetes.max-objects", "12"),
                Map.entry("kubernetes.max-value-length", "13"),
                Map.entry("kubernetes.retry-interval", "14s"),
                Map.entry("kubernetes.rollouts", "off"),
                Map.entry("enrichment.mode", "on"),
                Map.entry("enrichment.associations", "connection,pod-uid"),
                Map.entry("enrichment.patience", "16ms"),
                Map.entry("enrichment.max-missing", "18"),
                Map.entry("enrichment.load-patience", "17s"),
                Map.entry("enrichment.topics", "spans,logs"),
                Map.entry("windows.length", "2s"),
                Map.entry("windows.grace", "3s"),
                Map.entry("windows.max-services", "21"),
                Map.entry("windows.max-versions", "22"),
                Map.entry("windows.max-operations", "23"),
                Map.entry("windows.remember-services", "48h"),
                Map.entry("windows.remember-versions", "25m"),
                Map.entry("fold.max-operations", "9"),
                Map.entry("fold.max-deltas", "19"),
                Map.entry("logs.max-templates", "8"),
                Map.entry("logs.similarity", "0.7"),
                Map.entry("logs.max-message-length", "60"),
                Map.entry("logs.max-example-length", "0"),
                Map.entry("alerting.range", "15s"),
                Map.entry("alerting.rules.files", "/a/*.yml, /b.yml"),
                Map.entry("alerting.error-ratio", "0.1"),
                Map.entry("alerting.keep-firing-for", "1m"),
                Map.entry("alerting.no-traffic", "6m"),
                Map.entry("notification.alertmanagers", "https://one:9093/am, http://two:9093"),
                Map.entry("notification.external-labels", "cluster=eu, stage=a=b"),
                Map.entry("notification.external-url", "https://bellwether"),
                Map.entry("notification.resend-delay", "30s"),
                Map.entry("notification.resolved-for", "20m"),
                Map.entry("notification.timeout", "3s"),
                Map.entry("notification.longest-pause", "40s"),
                Map.entry("notification.max-alerts", "50"),
                Map.entry("notification.batch-size", "6"),
                Map.entry("notification.headers-file", "am-headers"),
                Map.entry("notification.ca-certificate", "am-ca.crt"),
                Map.entry("notification.certificate", "am.crt"),
                Map.entry("notification.key", "am.key"),
                Map.entry("excluded-services", "a,b"),
                Map.entry("verification.tolerance", "3"),
                Map.entry("verification.deadline", "1h"),
                Map.entry("verification.grace", "4s"),
                Map.entry("telemetry.endpoint", "https://collector:4318/x"),
                Map.entry("telemetry.protocol", "http/protobuf"),
                Map.entry("telemetry.traces-ratio", "0.25"),
                Map.entry("telemetry.interval", "7s"),
                Map.entry("telemetry.headers-file", "headers"),
                Map.entry("telemetry.ca-certificate", "ca.crt"),
                Map.entry("telemetry.certificate", "own.crt"),
                Map.entry("telemetry.key", "own.key"),
                Map.entry("console.http-port", "5"),
                Map.entry("streams.threads", "2"),
                Map.entry("streams.rocksdb-memory", "48MiB"),
                Map.entry("streams.rocksdb-write-buffer-bytes", "1MiB"),
                Map.entry("streams.store-cache-bytes", "2MiB")));

        assertThat(parts.dataFolder()).isEqualTo(Path.of("/var/lib/b"));
        assertThat(parts.topics().verdicts().name()).isEqualTo("bw.verdicts");
        assertThat(parts.ingest().bindAddress()).isEqualTo("0.0.0.0");
        assertThat(parts.ingest().grpcPort()).isEqualTo(1);
        assertThat(parts.ingest().httpPort()).isEqualTo(2);
        assertThat(parts.ingest().limits().otlp()).isEqualTo(new OtlpLimits(7, 70, 7 * 1024));
        assertThat(parts.ingest().limits().client()).isEqualTo(new ClientLimits(9, 0.75));
        assertThat(parts.kubernetes())
                .isEqualTo(new KubernetesConfig(
                        "/etc/kube",
                        Set.of("a", "b/*"),
                        Set.of("c"),
                        Duration.ofMinutes(7),
                        11,
                        12,
                        13,
                        Duration.ofSeconds(14)));
        assertThat(parts.rollouts()).isFalse();
        assertThat(parts.enrichment())
                .contains(new EnrichmentConfig(
                        List.of(Association.CONNECTION, Association.POD_UID),
                        Duration.ofMillis(16),
                        18,
                        8 << 20,
                        Duration.ofSeconds(17),
                        Set.of(Signal.TRACES, Signal.LOGS)));
        assertThat(parts.provisioned())
                .contains(parts.topics().otlpSpansEnriched(), parts.topics().otlpLogsEnriched())
                .doesNotContain(parts.topics().otlpMetricsEnriched());
        assertThat(parts.fold().windowLength()).isEqualTo(Duration.ofSeconds(2));
        assertThat(parts.fold().maxOperations()).isEqualTo(9);
        assertThat(parts.fold().maxDeltas()).isEqualTo(19);
        assertThat(parts.logs()).contains(new LogFoldConfig(parts.fold(), new MinerLimits(0.7, 1, 100, 8), 60, 0));
        assertThat(of(Map.of("logs.fold", "off")).logs()).isEmpty();
        assertThat(parts.red().windowLength()).isEqualTo(Duration.ofSeconds(2));
        assertThat(parts.windowsCommitInterval()).isEqualTo(Duration.ofMillis(250));
        assertThat(parts.red().grace()).isEqualTo(Duration.ofSeconds(3));
        assertThat(parts.red().admission())
                .isEqualTo(new AdmissionConfig(21, 22, 23, Duration.ofDays(2), Duration.ofMinutes(25)))
                .isEqualTo(parts.alerting().admission())
                .isEqualTo(parts.verification().admission());
        assertThat(parts.alerting().range()).isEqualTo(Duration.ofSeconds(15));
        assertThat(parts.ruleFiles()).containsExactly("/a/*.yml", "/b.yml");
        assertThat(parts.alerting().errorRatio().limit()).isEqualTo(0.1);
        assertThat(parts.alerting().errorRatio().keepFiring()).isEqualTo(Duration.ofMinutes(1));
        assertThat(parts.alerting().latency().keepFiring()).isEqualTo(Duration.ofMinutes(1));
        assertThat(parts.alerting().noTraffic().silence()).isEqualTo(Duration.ofMinutes(6));
        assertThat(parts.alerting().excludedServices()).containsExactlyInAnyOrder("a", "b");
        assertThat(parts.tellsAlertmanagers()).isTrue();
        assertThat(parts.alertmanagers())
                .isEqualTo(new Alertmanagers(
                        new NotificationConfig(
                                List.of(URI.create("https://one:9093/am"), URI.create("http://two:9093")),
                                Map.of("cluster", "eu", "stage", "a=b"),
                                URI.create("https://bellwether"),
                                new Schedule(Duration.ofSeconds(30), Duration.ofMinutes(20)),
                                50,
                                6,
                                Duration.ofSeconds(40)),
                        Duration.ofSeconds(3),
                        Path.of("am-headers"),
                        new ClientTls(Path.of("am-ca.crt"), Path.of("am.crt"), Path.of("am.key"))));
        assertThat(parts.verification().excludedServices()).containsExactlyInAnyOrder("a", "b");
        assertThat(parts.verification().deployments().gate().tolerance()).isEqualTo(3.0);
        assertThat(parts.verification().deployments().gate().deadline()).isEqualTo(Duration.ofHours(1));
        assertThat(parts.verification().grace()).isEqualTo(Duration.ofSeconds(4));
        assertThat(parts.telemetry())
                .isEqualTo(new OwnTelemetry(
                        "https://collector:4318/x",
                        Protocol.HTTP_PROTOBUF,
                        0.25,
                        Duration.ofSeconds(7),
                        Path.of("headers"),
                        new ClientTls(Path.of("ca.crt"), Path.of("own.crt"), Path.of("own.key"))));
        assertThat(parts.console().host()).isEqualTo("0.0.0.0");
        assertThat(parts.console().port()).isEqualTo(5);
        assertThat(parts.streamThreads()).isEqualTo(2);
        assertThat(parts.storeMemory()).isEqualTo(new StoreMemory(48 << 20, 1 << 20, 2 << 20));
    }

    /** What each record refuses, by itself or together with its neighbours, is told as the configuration's fault. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "topics.prefix | a/b | prefix",
                "ingest.max-in-flight-bytes | 1kB | maxInFlightBytes",
                "ingest.max-client-share | 0 | share",
                "fold.max-name-length | 4 | maxNameLength",
                "fold.max-name-length | 256 | maxNameLength",
                "windows.max-operations | 10001 | maxOperations",
                "kubernetes.labels | a*b | a*b",
                "streams.rocksdb-memory | 1MiB | rocksBytes",
                "enrichment.patience | 6s | patience",
                "enrichment.topics | spans | enrichment.mode=on",
                "windows.length | 0 | 0",
                "alerting.range | 1500ms | range",
                "alerting.no-traffic | 0 | PT0S",
                "verification.tolerance | 9 | tolerance",
                "verification.floor | 0.9 | floor",
                "verification.alpha | 0 | alpha",
                "verification.minimum-bake | 31m | deadline",
                "telemetry.ca-certificate | /ca.crt | https",
                "notification.ca-certificate | /ca.crt | https",
                "notification.external-labels | a.b=c | a.b",
                "notification.external-labels | a | name=value",
                "notification.external-labels | a=b,a=c | name=value"
            })
    void whatARecordRefuses_isAProblemWithItsValue(String key, String text, String said) {
        ConfigurationException thrown = catchThrowableOfType(ConfigurationException.class, () -> of(Map.of(key, text)));

        assertThat(thrown).as("%s=%s is refused", key, text).isNotNull();
        assertThat(thrown.problems())
                .isNotEmpty()
                .allSatisfy(
                        problem -> assertThat(problem).contains("(expected: ").doesNotContain("\n"));
        assertThat(thrown.problems()).anySatisfy(problem -> assertThat(problem).contains(said));
    }

    @Test
    void telemetry_isEnriched_whereTheProcessWatches_orIsToldThatAnotherDoes() throws ConfigurationException {
        String all = "ingest,processors,alerting,verification,console";
        assertThat(of(Map.of("roles", all + ",kubernetes")).enrichment()).contains(EnrichmentConfig.DEFAULT);
        assertThat(of(Map.of("enrichment.mode", "on")).enrichment()).contains(EnrichmentConfig.DEFAULT);
        assertThat(of(Map.of("roles", all + ",kubernetes", "enrichment.mode", "off"))
                        .enrichment())
                .isEmpty();
        assertThat(of(Map.of("roles", "kubernetes,ingest", "enrichment.mode", "on"))
                        .enrichment())
                .as("only processors enrich")
                .isEmpty();
    }

    @Test
    void alertmanagers_areTold_whereAlertsAreMade() throws ConfigurationException {
        Map<String, String> settings =
                Map.of("notification.alertmanagers", "http://am:9093", "roles", "ingest,processors");
        assertThat(of(settings).tellsAlertmanagers()).isFalse();
    }

    @Test
    void ownTelemetry_goesNowhere_untilSomebodySaysWhere() throws ConfigurationException {
        assertThat(of(Map.of()).telemetry().isOn()).isFalse();
        assertThat(of(Map.of()).telemetry().tracing().isWanted()).isFalse();

        Map<String, String> somewhere = Map.of("telemetry.endpoint", "http://collector:4317");
        assertThat(of(somewhere).telemetry().isOn()).isTrue();
        assertThat(of(somewhere).telemetry().tracing().isWanted()).isTrue();
    }

    @Test
    void aRatioOfNothing_leavesTheListenersAlone() throws ConfigurationException {
        OwnTelemetry telemetry = of(Map.of("telemetry.endpoint", "self", "telemetry.traces-ratio", "0"))
                .telemetry();

        assertThat(telemetry.isOn()).isTrue();
        assertThat(telemetry.tracing().isWanted()).isFalse();
    }

    @Test
    void self_needsARoleThatTakesTelemetry() {
        ConfigurationException thrown = catchThrowableOfType(
                ConfigurationException.class,
                () -> of(Map.of("telemetry.endpoint", "self", "roles", "processors,console")));

        assertThat(thrown.problems())
                .containsExactly(
                        "telemetry.endpoint: self needs the role ingest (expected: the URL of a process that has it)");
    }

    @Test
    void self_isToldNothingThatItDoesNotNeed() {
        assertThat(problems(Map.of("telemetry.endpoint", "self", "telemetry.headers-file", "/headers")))
                .singleElement()
                .asString()
                .startsWith("telemetry.headers-file: self has a token of its own (expected: ");
    }

    @Test
    void self_cannotShowACertificate_whereOneIsRequired() throws ConfigurationException {
        Map<String, String> settings = Map.of(
                "telemetry.endpoint", "self",
                "tls.certificate", "/own.crt",
                "tls.key", "/own.key",
                "tls.client-ca", "/ca.crt");

        assertThat(problems(settings))
                .singleElement()
                .asString()
                .startsWith("telemetry.endpoint: self has no certificate for tls.client-ca (expected: ");
        Map<String, String> optional = new HashMap<>(settings);
        optional.put("tls.client-auth", "optional");
        assertThat(of(optional).telemetry().isOn()).isTrue();
    }

    private static List<String> problems(Map<String, String> options) {
        return catchThrowableOfType(ConfigurationException.class, () -> of(options))
                .problems();
    }

    private static Parts of(Map<String, String> options) throws ConfigurationException {
        return Parts.of(Configuration.of(ConfigurationFile.Contents.NONE, Map.of(), options));
    }
}
