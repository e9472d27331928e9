package dev.bellwether.cli.config;

import static dev.bellwether.cli.config.Kinds.BYTES_IN_MEMORY;
import static dev.bellwether.cli.config.Kinds.BYTES_KIND;
import static dev.bellwether.cli.config.Kinds.COUNT;
import static dev.bellwether.cli.config.Kinds.COUNT_OR_NONE;
import static dev.bellwether.cli.config.Kinds.DURATION_KIND;
import static dev.bellwether.cli.config.Kinds.FACTOR;
import static dev.bellwether.cli.config.Kinds.FOLDER;
import static dev.bellwether.cli.config.Kinds.HOST;
import static dev.bellwether.cli.config.Kinds.MEMORY;
import static dev.bellwether.cli.config.Kinds.NAMES;
import static dev.bellwether.cli.config.Kinds.PORT;
import static dev.bellwether.cli.config.Kinds.POSITIVE_DURATION;
import static dev.bellwether.cli.config.Kinds.RATIO;
import static dev.bellwether.cli.config.Kinds.RECEIVER;
import static dev.bellwether.cli.config.Kinds.SERVERS;
import static dev.bellwether.cli.config.Kinds.TEXT;
import static dev.bellwether.cli.config.Kinds.URLS;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Every setting there is, in the order of the reference. The reference in the README is made from this list. */
public final class Settings {

    private static final List<Setting<?>> ALL = new ArrayList<>();

    /** The roles that Bellwether needs; without an outside cluster one process has them all. */
    public static final List<String> ROLES = List.of("ingest", "processors", "alerting", "verification", "console");

    /** The role that watches a Kubernetes cluster; nobody has it who does not ask for it. */
    public static final String KUBERNETES_ROLE = "kubernetes";

    public static final Setting<Set<String>> ROLES_SETTING = of(
            "roles",
            Kinds.someOf(
                    Stream.concat(ROLES.stream(), Stream.of(KUBERNETES_ROLE)).toList()),
            String.join(",", ROLES),
            "What this process does. Without a Kafka cluster configured it needs all of these. kubernetes can be added: it watches a cluster.");
    public static final Setting<String> DATA_FOLDER = of(
            "data-folder",
            FOLDER,
            "~/.bellwether",
            "Where the embedded broker keeps its log and the processors their state. Used by one process at a time.");
    public static final Setting<String> BIND_ADDRESS = of(
            "bind-address",
            HOST,
            "127.0.0.1",
            "Address that the OTLP and HTTP listeners bind to. The embedded broker and registry always stay on loopback.");

    public static final Setting<String> TLS_CERTIFICATE = of(
            "tls.certificate",
            TEXT,
            "",
            "File with the certificate (PEM, with those up to its authority) that all listeners show. Empty: connections are not encrypted.");
    public static final Setting<String> TLS_KEY =
            of("tls.key", TEXT, "", "File with the key (PEM, PKCS#8) of the certificate.");
    public static final Setting<String> TLS_KEY_PASSWORD =
            of("tls.key-password-file", TEXT, "", "File with the password of the key. Empty: the key has none.");
    public static final Setting<String> TLS_CLIENT_CA = of(
            "tls.client-ca",
            TEXT,
            "",
            "File with the authorities (PEM) whose clients are let in. Empty: clients need no certificate.");
    public static final Setting<Set<String>> TLS_CLIENT_AUTH = of(
            "tls.client-auth",
            Kinds.someOf(List.of("required", "optional")),
            "required",
            "With tls.client-ca: whether a client without a certificate is turned away (required) or not (optional).");
    public static final Setting<String> TOKEN_FILE = of(
            "auth.token-file",
            TEXT,
            "",
            "File with bearer tokens and what each may do: docs/security.md. Empty, and no jwt.jwks: everybody may do everything.");
    public static final Setting<String> JWT_KEYS = of(
            "jwt.jwks",
            TEXT,
            "",
            "Keys (JWKS) that JSON Web Tokens are signed with: a file, or the URL where the issuer has them. Empty: none is taken.");
    public static final Setting<String> JWT_ISSUER =
            of("jwt.issuer", TEXT, "", "Who must have issued a JSON Web Token (claim iss). Needed with jwt.jwks.");
    public static final Setting<String> JWT_AUDIENCE =
            of("jwt.audience", TEXT, "", "Whom a JSON Web Token must be for (claim aud). Needed with jwt.jwks.");
    public static final Setting<Set<String>> JWT_ALGORITHMS = of(
            "jwt.algorithms",
            NAMES,
            "RS256,ES256",
            "Algorithms of signatures that are taken; none with a shared secret can be.");
    public static final Setting<String> JWT_SCOPE_CLAIM =
            of("jwt.scope-claim", TEXT, "scope", "Claim that holds the permissions, as a list or as words.");
    public static final Setting<Duration> JWT_CLOCK_SKEW =
            of("jwt.clock-skew", DURATION_KIND, "30s", "How far the issuer's clock may be from this machine's.");
    public static final Setting<Duration> RELOAD_INTERVAL = of(
            "reload-interval",
            POSITIVE_DURATION,
            "5s",
            "How often files with tokens, keys and certificates are looked at for changes.");
    public static final Setting<Integer> HTTP_CONNECTIONS =
            of("http.max-connections", COUNT, "4096", "Open connections of one listener. One more is closed at once.");
    public static final Setting<Integer> HTTP_STREAMS = of(
            "http.max-streams-per-connection",
            COUNT,
            "256",
            "Requests at the same time on one HTTP/2 connection. One more is refused.");
    public static final Setting<Long> HTTP_HEADER_BYTES = of(
            "http.max-header-bytes",
            BYTES_IN_MEMORY,
            "16KiB",
            "All headers of a request; with HTTP/2 each counts 32 bytes more. Over it: 431, or 414 for the first line.");
    public static final Setting<Integer> HTTP_HEADERS =
            of("http.max-headers", COUNT, "100", "Headers of a request. Over it: 431, or INVALID_ARGUMENT.");
    public static final Setting<Integer> HTTP_RESETS = of(
            "http.max-resets-per-minute",
            COUNT,
            "400",
            "HTTP/2 streams that a client may reset, or make the server reset, on one connection. Over it the connection ends.");
    public static final Setting<Integer> HTTP_PINGS = of(
            "http.max-pings-per-minute",
            COUNT,
            "600",
            "HTTP/2 PING and SETTINGS frames that a client may send on one connection. Over it the connection ends.");
    public static final Setting<Duration> HTTP_IDLE = of(
            "http.idle-timeout",
            POSITIVE_DURATION,
            "2m",
            "How long a connection may have no request before it ends. Exporters send metrics every minute.");
    public static final Setting<Duration> HTTP_FIRST_REQUEST = of(
            "http.first-request-timeout",
            POSITIVE_DURATION,
            "10s",
            "How long the first request of a connection may take to arrive, up to the end of its headers.");

    public static final Setting<String> KAFKA_SERVERS = of(
            "kafka.bootstrap-servers",
            SERVERS,
            "",
            "Kafka cluster to use. Empty: a real broker and schema registry are started in this process.");
    public static final Setting<String> KAFKA_CLIENT_FILE = of(
            "kafka.client-properties",
            TEXT,
            "",
            "File with properties for every Kafka client, for example security.protocol and sasl.jaas.config.");
    public static final Setting<String> REGISTRY_URL = of(
            "schema-registry.url",
            URLS,
            "",
            "Schema registries with the Confluent REST API, with commas between them. Needed with kafka.bootstrap-servers.");
    public static final Setting<String> REGISTRY_CREDENTIALS = of(
            "schema-registry.credentials-file",
            TEXT,
            "",
            "File with user:password for schema registries, sent as Basic authentication. Read at the start.");
    public static final Setting<String> REGISTRY_TOKEN =
            of("schema-registry.token-file", TEXT, "", "File with a bearer token for them instead. Read at the start.");
    public static final Setting<String> REGISTRY_CA = of(
            "schema-registry.ca-certificate",
            TEXT,
            "",
            "File with the authorities (PEM) that their certificates may come from. Empty: those that Java trusts.");
    public static final Setting<String> REGISTRY_CERTIFICATE = of(
            "schema-registry.certificate",
            TEXT,
            "",
            "File with a certificate (PEM) to show them. Empty: none is shown.");
    public static final Setting<String> REGISTRY_KEY = of(
            "schema-registry.key",
            TEXT,
            "",
            "File with the key (PEM, PKCS#8, without a password) of that certificate.");
    public static final Setting<String> TOPIC_PREFIX =
            of("topics.prefix", TEXT, "bellwether.", "What the names of Bellwether's own topics begin with.");
    public static final Setting<Integer> PARTITIONS = of(
            "topics.partitions",
            COUNT,
            "12",
            "Partitions of topics that are created. An embedded broker has 4 of each.");
    public static final Setting<Integer> REPLICATION =
            of("topics.replication-factor", COUNT, "3", "Copies of topics that are created. An embedded broker has 1.");
    public static final Setting<Integer> MIN_INSYNC = of(
            "topics.min-insync-replicas",
            COUNT_OR_NONE,
            "0",
            "Of these copies, those that must have a record before it is acknowledged. 0: all but one.");
    public static final Setting<Integer> EMBEDDED_KAFKA_PORT =
            of("embedded.kafka-port", PORT, "9092", "Port of the embedded broker, on loopback.");
    public static final Setting<Integer> EMBEDDED_REGISTRY_PORT =
            of("embedded.registry-port", PORT, "8081", "Port of the embedded schema registry, on loopback.");
    public static final Setting<Long> EMBEDDED_RETENTION =
            of("embedded.retention-bytes", BYTES_KIND, "1GiB", "What the embedded broker keeps of each topic at most.");
    public static final Setting<Long> EMBEDDED_MIN_FREE = of(
            "embedded.min-free-bytes",
            BYTES_KIND,
            "1GiB",
            "What has to stay free on the data folder's disk. Below it nothing is taken in: 503, or UNAVAILABLE.");

    public static final Setting<Integer> GRPC_PORT = of("ingest.grpc-port", PORT, "4317", "Port of OTLP/gRPC.");
    public static final Setting<Integer> HTTP_PORT = of("ingest.http-port", PORT, "4318", "Port of OTLP/HTTP.");
    public static final Setting<Long> MAX_REQUEST = of(
            "ingest.max-request-bytes",
            BYTES_IN_MEMORY,
            "64MiB",
            "Largest request, after decompression. Over it: 413, or RESOURCE_EXHAUSTED.");
    public static final Setting<Long> MAX_RECORD = of(
            "ingest.max-record-bytes",
            BYTES_IN_MEMORY,
            "900kB",
            "Largest record. A larger request is split at span, data point or log record borders.");
    public static final Setting<Long> MAX_IN_FLIGHT = of(
            "ingest.max-in-flight-bytes",
            BYTES_KIND,
            "64MiB",
            "What may wait for the broker at once. Over it: 503 with Retry-After, or UNAVAILABLE with RetryInfo.");
    public static final Setting<Integer> MAX_DEPTH =
            of("ingest.max-depth", COUNT, "100", "How deep messages may lie within each other. Over it: 400.");
    public static final Setting<Integer> MAX_ATTRIBUTES = of(
            "ingest.max-attributes",
            COUNT,
            "1000",
            "Attributes of a resource, scope, metric, span, event, link, data point or log record. Over it the items concerned are refused: partial success.");
    public static final Setting<Long> MAX_ATTRIBUTE_LENGTH = of(
            "ingest.max-attribute-length",
            BYTES_IN_MEMORY,
            "256KiB",
            "One attribute, its key and value together. Over it the items concerned are refused: partial success.");
    public static final Setting<Integer> MAX_CLIENT_REQUESTS = of(
            "ingest.max-client-requests",
            COUNT,
            "1000",
            "Requests that one client may have on their way: whose token it is, else the address. Over it: 429 with Retry-After, or UNAVAILABLE with RetryInfo.");
    public static final Setting<Double> MAX_CLIENT_SHARE = of(
            "ingest.max-client-share",
            RATIO,
            "0.5",
            "Share of what others leave of ingest.max-in-flight-bytes that one client may hold. Over it: the same.");

    public static final Setting<String> KUBE_CONFIG = of(
            "kubernetes.config-file",
            TEXT,
            "",
            "File as kubectl has it that names the cluster to watch. Empty: KUBECONFIG, ~/.kube/config, or the pod's service account.");
    public static final Setting<Set<String>> KUBE_LABELS = of(
            "kubernetes.labels",
            NAMES,
            "app.kubernetes.io/*",
            "Labels of Kubernetes objects that are kept; an asterisk at the end stands for the rest of a key.");
    public static final Setting<Set<String>> KUBE_ANNOTATIONS =
            of("kubernetes.annotations", NAMES, "", "Annotations that are kept, as labels are.");
    public static final Setting<Integer> KUBE_VALUE_LENGTH = of(
            "kubernetes.max-value-length",
            COUNT,
            "1024",
            "Characters of a label's or an annotation's value. Longer ones are cut.");
    public static final Setting<Duration> KUBE_GRACE = of(
            "kubernetes.deletion-grace", DURATION_KIND, "10m", "How long an object stays readable after it is gone.");
    public static final Setting<Integer> KUBE_OBJECTS =
            of("kubernetes.max-objects", COUNT, "200000", "Objects held. One more is refused, and counted.");
    public static final Setting<Integer> KUBE_PAGE =
            of("kubernetes.page-size", COUNT, "500", "Objects that are asked for at once.");
    public static final Setting<Duration> KUBE_RETRY = of(
            "kubernetes.retry-interval",
            POSITIVE_DURATION,
            "1s",
            "Pause before a list or a watch is tried again. It doubles with each failure, up to 32 times.");

    public static final Setting<String> KUBE_ROLLOUTS = of(
            "kubernetes.rollouts",
            Kinds.oneOf(List.of("on", "off")),
            "on",
            "Whether a new version in a workload's template is announced as a deployment of its service.");

    public static final Setting<String> ENRICHMENT_MODE = of(
            "enrichment.mode",
            Kinds.oneOf(List.of("auto", "on", "off")),
            "auto",
            "Whether processors add Kubernetes metadata to telemetry. auto: where roles has kubernetes. on: another process watches.");
    public static final Setting<Set<String>> ENRICHMENT_ASSOCIATIONS = of(
            "enrichment.associations",
            Kinds.someOf(List.of("pod-uid", "pod-ip", "pod-name", "connection")),
            "pod-uid,pod-ip,pod-name,connection",
            "What leads from telemetry to its pod, in the order in which it is tried. Behind a gateway leave connection out.");
    public static final Setting<Duration> ENRICHMENT_PATIENCE = of(
            "enrichment.patience",
            DURATION_KIND,
            "2s",
            "How long after telemetry was appended metadata is waited for that is not there yet. At most 5s; 0: not at all.");
    public static final Setting<Integer> ENRICHMENT_MISSING = of(
            "enrichment.max-missing",
            COUNT,
            "5000",
            "Senders of a partition whose metadata did not come that are remembered, so that they are waited for once.");
    public static final Setting<Duration> ENRICHMENT_LOAD_PATIENCE = of(
            "enrichment.load-patience",
            DURATION_KIND,
            "30s",
            "How long the start waits for the metadata that there is to be read. Then telemetry goes on without it.");
    public static final Setting<Set<String>> ENRICHMENT_TOPICS = of(
            "enrichment.topics",
            Kinds.anyOf(List.of("spans", "metrics", "logs")),
            "",
            "Signals that are written enriched, to otlp_spans_enriched, otlp_metrics_enriched, otlp_logs_enriched.");

    public static final Setting<Duration> WINDOW_LENGTH =
            of("windows.length", DURATION_KIND, "5s", "Length of a window of event time.");
    public static final Setting<Duration> WINDOW_GRACE = of(
            "windows.grace",
            DURATION_KIND,
            "10s",
            "How long after its end a window waits before it closes. Exporters send every few seconds.");
    public static final Setting<Duration> WINDOW_RESTATE = of(
            "windows.restate-for",
            DURATION_KIND,
            "10m",
            "How long data still restates a closed window. Later: counted as late.");
    public static final Setting<Duration> WINDOWS_COMMIT = of(
            "windows.commit-interval",
            Kinds.COMMIT_INTERVAL,
            "1s",
            "How often windows are committed. A shorter one costs more: each writes all changed windows to their changelog.");
    public static final Setting<Duration> STALL_PATIENCE = of(
            "windows.stall-patience",
            DURATION_KIND,
            "30s",
            "How long a source partition may stand still before it is no longer waited for.");
    public static final Setting<Integer> MAX_OPERATIONS = of(
            "windows.max-operations",
            COUNT,
            "500",
            "Operations of a service that windows and verdicts keep apart, 10000 at most. The rest is counted as ~other.");
    public static final Setting<Integer> MAX_VERSIONS = of(
            "windows.max-versions",
            COUNT,
            "32",
            "Versions of a service kept apart. The rest is ~other in windows, and counts for the service in alerts and verdicts.");
    public static final Setting<Integer> MAX_SERVICES = of(
            "windows.max-services",
            COUNT,
            "2500",
            "Services in each partition of red-deltas: with 4, 10000 in all. One more is counted, and has no windows, alerts, verdicts.");
    public static final Setting<Duration> REMEMBER_SERVICES = of(
            "windows.remember-services",
            Kinds.POSITIVE_DURATION,
            "8d",
            "How long a service or operation that is not seen keeps its place among these.");
    public static final Setting<Duration> REMEMBER_VERSIONS =
            of("windows.remember-versions", Kinds.POSITIVE_DURATION, "1h", "The same for a version that is not seen.");
    public static final Setting<Integer> FOLD_OPERATIONS = of(
            "fold.max-operations",
            COUNT,
            "64",
            "Operations that one request may name for a service. The rest is ~other.");
    public static final Setting<Integer> FOLD_DELTAS = of(
            "fold.max-deltas",
            COUNT,
            "10000",
            "Services, versions and windows, multiplied, that one request may speak of. One with more goes to the dead letters.");
    public static final Setting<Integer> FOLD_NAME_LENGTH = of(
            "fold.max-name-length",
            COUNT,
            "255",
            "Characters of a service, version or operation name, 255 at most. Longer ones are cut.");
    public static final Setting<Duration> FOLD_CLOCK_AHEAD = of(
            "fold.max-clock-ahead",
            DURATION_KIND,
            "5s",
            "How far a span's end may be ahead of the log. Further: set to the log's time, and counted.");
    public static final Setting<Duration> FOLD_RETRIES = of(
            "fold.remember-retries",
            DURATION_KIND,
            "10m",
            "How long a request is remembered, so that the same one sent again is not counted twice.");
    public static final Setting<String> LOGS_FOLD = of(
            "logs.fold",
            Kinds.oneOf(List.of("on", "off")),
            "on",
            "Whether logs are folded into counts by severity and template. off: they are taken and kept on their topic.");
    public static final Setting<Integer> LOGS_TEMPLATES = of(
            "logs.max-templates",
            COUNT,
            "64",
            "Templates of log messages that one request may have for a service. The rest is ~other.");
    public static final Setting<Double> LOGS_SIMILARITY = of(
            "logs.similarity",
            RATIO,
            "0.5",
            "Part of a message's words that must be those of a template, for it to be the message's. Above 0.");
    public static final Setting<Integer> LOGS_MESSAGE_LENGTH =
            of("logs.max-message-length", COUNT, "500", "Characters of a message that its template is made of.");
    public static final Setting<Integer> LOGS_EXAMPLE_LENGTH = of(
            "logs.max-example-length",
            COUNT_OR_NONE,
            "255",
            "Characters of a template's example. 0: messages are not copied into deltas.");

    public static final Setting<Set<String>> EXCLUDED =
            of("excluded-services", NAMES, "bellwether", "Services that get windows, but no alerts and no verdicts.");

    public static final Setting<Duration> ALERT_RANGE =
            of("alerting.range", DURATION_KIND, "5m", "Over how much of the past golden signals are evaluated.");
    public static final Setting<Duration> ALERT_DELAY =
            of("alerting.evaluation-delay", DURATION_KIND, "500ms", "How long after its second an evaluation waits.");
    public static final Setting<Integer> ALERT_REQUESTS = of(
            "alerting.min-requests",
            COUNT,
            "100",
            "Requests that a range must hold before a ratio or quantile says anything.");
    public static final Setting<Double> ALERT_ERROR_RATIO =
            of("alerting.error-ratio", RATIO, "0.05", "HighErrorRatio: more than this share of requests fails.");
    public static final Setting<Duration> ALERT_ERROR_FOR =
            of("alerting.error-ratio-for", DURATION_KIND, "2m", "HighErrorRatio: for at least this long.");
    public static final Setting<Duration> ALERT_LATENCY =
            of("alerting.latency-p99", DURATION_KIND, "2s", "HighLatency: the 99th percentile is above this.");
    public static final Setting<Duration> ALERT_LATENCY_FOR =
            of("alerting.latency-p99-for", DURATION_KIND, "5m", "HighLatency: for at least this long.");
    public static final Setting<Duration> ALERT_NO_TRAFFIC = of(
            "alerting.no-traffic",
            DURATION_KIND,
            "5m",
            "NoTraffic: no request for this long, where each of the last hour's minutes had some.");
    public static final Setting<Duration> ALERT_KEEP_FIRING = of(
            "alerting.keep-firing-for",
            DURATION_KIND,
            "0",
            "How long an alert goes on firing after its condition ended.");

    public static final Setting<Set<String>> RULES_FILES = of(
            "alerting.rules.files",
            NAMES,
            "",
            "Rule files of Prometheus, as in /etc/rules/*.yml, that processes with the role alerting put in place: at their start, and on POST /-/reload. The same in all of them.");
    public static final Setting<Duration> RULES_INTERVAL = of(
            "alerting.rules.evaluation-interval",
            POSITIVE_DURATION,
            "1m",
            "How often rule groups are evaluated that do not say it, and the step of subqueries that have none.");
    public static final Setting<Duration> RULES_MAX_RANGE = of(
            "alerting.max-range",
            POSITIVE_DURATION,
            "24h",
            "How far back a rule may look, lookback included. Samples are kept in memory for as long as rules look back.");
    public static final Setting<Duration> RULES_LEAD = of(
            "alerting.rules.lead",
            POSITIVE_DURATION,
            "10s",
            "How long after it was written a version of a rule file takes effect, everywhere at once; at least 3s. The same in all processes.");
    public static final Setting<Duration> RULES_REMOTE_WRITE_DELAY = of(
            "alerting.rules.remote-write-delay",
            DURATION_KIND,
            "10s",
            "How long after its time a group is evaluated that looks at what Prometheus writes, which sends when it likes.");
    public static final Setting<Integer> RULES_MAX_SAMPLES = of(
            "alerting.rules.max-samples",
            COUNT,
            "5000000",
            "Samples that one rule group holds in memory, 16 bytes each. A group that needs more is not evaluated, and says so.");

    public static final Setting<String> ALERTMANAGERS = of(
            "notification.alertmanagers",
            URLS,
            "",
            "Alertmanagers that are told of alerts, by processes with the role alerting. A path goes before /api/v2/alerts. Empty: nobody is told.");
    public static final Setting<Map<String, String>> EXTERNAL_LABELS = of(
            "notification.external-labels",
            Kinds.LABELS,
            "",
            "Labels that are put on an alert that has none of that name when it is sent, as in cluster=eu,stage=prod.");
    public static final Setting<String> EXTERNAL_URL = of(
            "notification.external-url",
            Kinds.PUBLIC_URL,
            "",
            "URL under which people reach this HTTP API: alerts link to it (generatorURL). Empty: they have no link.");
    public static final Setting<Duration> RESEND_DELAY = of(
            "notification.resend-delay",
            POSITIVE_DURATION,
            "1m",
            "How long after an alert was told it is told again. An Alertmanager that hears nothing for four times as long takes it for resolved.");
    public static final Setting<Duration> RESOLVED_FOR =
            of("notification.resolved-for", DURATION_KIND, "15m", "How long after its end an alert is still told.");
    public static final Setting<Duration> NOTIFICATION_TIMEOUT = of(
            "notification.timeout",
            POSITIVE_DURATION,
            "10s",
            "How long an Alertmanager may take for a whole answer. Longer: told again.");
    public static final Setting<Duration> NOTIFICATION_PAUSE = of(
            "notification.longest-pause",
            POSITIVE_DURATION,
            "30s",
            "Longest pause before an Alertmanager that took nothing is tried again. Pauses begin at 500ms and double.");
    public static final Setting<Integer> NOTIFICATION_ALERTS = of(
            "notification.max-alerts",
            COUNT,
            "10000",
            "Alerts held to be told. One more is left out, and counted, until there is room.");
    public static final Setting<Integer> NOTIFICATION_BATCH =
            of("notification.batch-size", COUNT, "64", "Alerts in one request.");
    public static final Setting<String> NOTIFICATION_HEADERS = of(
            "notification.headers-file",
            TEXT,
            "",
            "File with headers for every Alertmanager, one a line, such as Authorization: Bearer …. Read again when it changes.");
    public static final Setting<String> NOTIFICATION_CA = of(
            "notification.ca-certificate",
            TEXT,
            "",
            "File with the authorities (PEM) that Alertmanagers' certificates may come from. Empty: those that Java trusts.");
    public static final Setting<String> NOTIFICATION_CERTIFICATE = of(
            "notification.certificate", TEXT, "", "File with a certificate (PEM) to show there. Empty: none is shown.");
    public static final Setting<String> NOTIFICATION_KEY = of(
            "notification.key", TEXT, "", "File with the key (PEM, PKCS#8, without a password) of that certificate.");

    public static final Setting<Double> TOLERANCE =
            of("verification.tolerance", FACTOR, "2.0", "How many times as many errors are a failure.");
    public static final Setting<Double> FLOOR =
            of("verification.floor", RATIO, "0.005", "An error ratio below this is never a failure.");
    public static final Setting<Double> ALPHA = of(
            "verification.alpha",
            RATIO,
            "0.01",
            "Chance of a FAIL, at most, where the canary is within the tolerance.");
    public static final Setting<Double> BETA =
            of("verification.beta", RATIO, "0.05", "Chance of a PASS, at most, where it is not.");
    public static final Setting<Duration> MINIMUM_BAKE =
            of("verification.minimum-bake", DURATION_KIND, "2m", "No PASS before this.");
    public static final Setting<Duration> DEADLINE =
            of("verification.deadline", DURATION_KIND, "30m", "INCONCLUSIVE after this.");

    public static final Setting<Duration> JUDGE_GRACE = of(
            "verification.grace",
            DURATION_KIND,
            "10s",
            "How long after its end a window waits before it is judged. What comes later is counted, not judged.");
    public static final Setting<Duration> FIRST_VERSIONS = of(
            "verification.first-versions",
            DURATION_KIND,
            "2m",
            "Versions seen this soon after the first span of their service are its baseline, not deployments.");

    public static final Setting<Integer> CONSOLE_PORT = of(
            "console.http-port",
            PORT,
            "8080",
            "Port of the HTTP API; of a process without the console role: of /healthz, /readyz, /metrics, /v1/status and /-/reload.");

    public static final Setting<Integer> STREAM_THREADS =
            of("streams.threads", COUNT, "1", "Threads of each Kafka Streams application.");
    public static final Setting<Integer> STANDBYS = of(
            "streams.standby-replicas",
            COUNT_OR_NONE,
            "0",
            "Other processes that keep a copy of each state store, and take it over without reading all of it back.");
    public static final Setting<Long> ROCKS_MEMORY = of(
            "streams.rocksdb-memory",
            MEMORY,
            "32MiB",
            "What RocksDB takes for all state stores of the process, a size, or a share of the memory such as 5% (and then at least 32MiB). The image has 5%.");
    public static final Setting<Long> ROCKS_WRITE_BUFFER =
            of("streams.rocksdb-write-buffer-bytes", BYTES_KIND, "4MiB", "Write buffer of each state store.");
    public static final Setting<Long> RESOURCE_CACHE = of(
            "streams.resource-cache-bytes",
            BYTES_KIND,
            "8MiB",
            "What fold, fold-logs and enrichment each keep of resources that they have met. Others are read anew, and counted.");
    public static final Setting<Long> STORE_CACHE = of(
            "streams.store-cache-bytes",
            BYTES_KIND,
            "16MiB",
            "What the state stores of an application keep back until a commit, so that what changes often is written once.");

    public static final Setting<String> LOG_FORMAT = of(
            "log.format",
            Kinds.oneOf(List.of("text", "json")),
            "text",
            "How serve logs to standard error: lines for people, or JSON in the Elastic Common Schema.");
    public static final Setting<String> LOG_LEVEL = of(
            "log.level",
            Kinds.oneOf(List.of("error", "warn", "info", "debug", "trace")),
            "info",
            "Level of Bellwether's own loggers. At debug each application tells its topology when it starts.");

    public static final Setting<String> TELEMETRY_ENDPOINT = of(
            "telemetry.endpoint",
            RECEIVER,
            "",
            "Where this process sends its own traces and metrics: docs/metrics.md. self: to its own ingest. Empty: nowhere.");
    public static final Setting<String> TELEMETRY_PROTOCOL = of(
            "telemetry.protocol",
            Kinds.oneOf(List.of("grpc", "http/protobuf")),
            "grpc",
            "Form of OTLP that it sends. With http/protobuf the endpoint's path is what comes before /v1/traces.");
    public static final Setting<Double> TELEMETRY_TRACES_RATIO = of(
            "telemetry.traces-ratio",
            RATIO,
            "1",
            "Share of requests that are traced, where the caller's traceparent does not decide. 0: none at all.");
    public static final Setting<Duration> TELEMETRY_INTERVAL =
            of("telemetry.interval", POSITIVE_DURATION, "15s", "How often its metrics are sent.");
    public static final Setting<String> TELEMETRY_HEADERS = of(
            "telemetry.headers-file",
            TEXT,
            "",
            "File with headers for telemetry.endpoint, one a line, such as Authorization: Bearer …. Read again when it changes.");
    public static final Setting<String> TELEMETRY_CA = of(
            "telemetry.ca-certificate",
            TEXT,
            "",
            "File with the authorities (PEM) that telemetry.endpoint's certificate may come from. Empty: those that Java trusts.");
    public static final Setting<String> TELEMETRY_CERTIFICATE =
            of("telemetry.certificate", TEXT, "", "File with a certificate (PEM) to show there. Empty: none is shown.");
    public static final Setting<String> TELEMETRY_KEY =
            of("telemetry.key", TEXT, "", "File with the key (PEM, PKCS#8, without a password) of that certificate.");

    private Settings() {}

    /** All settings, in the order of the reference. */
    public static List<Setting<?>> all() {
        return List.copyOf(ALL);
    }

    private static <T> Setting<T> of(String key, Setting.Kind<T> kind, String defaultText, String description) {
        Setting<T> setting = new Setting<>(key, kind, defaultText, description);
        ALL.add(setting);
        return setting;
    }
}
