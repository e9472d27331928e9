package dev.bellwether.observation.meter;

import static dev.bellwether.observation.meter.MeterSpec.counter;
import static dev.bellwether.observation.meter.MeterSpec.gauge;
import static dev.bellwether.observation.meter.MeterSpec.timer;

import java.util.List;
import java.util.stream.Stream;

/**
 * Every meter that a process shows, by stage: the one place where they have their names. {@code docs/metrics.md} is made from it.
 *
 * <p>Labels have values that the code or the configuration fixes, never ones that come with telemetry: no service, operation, version or
 * address.
 */
public final class Catalogue {

    private Catalogue() {}

    /** All of them, in the order of the stages. */
    public static List<MeterSpec> all() {
        return Stream.of(
                        Edge.ALL,
                        Ingest.ALL,
                        Kubernetes.ALL,
                        Rollouts.ALL,
                        Enrichment.ALL,
                        Fold.ALL,
                        Logs.ALL,
                        Windows.ALL,
                        Alerting.ALL,
                        Match.ALL,
                        Rules.ALL,
                        Notification.ALL,
                        Verification.ALL,
                        Streams.ALL,
                        Console.ALL,
                        Export.ALL,
                        Libraries.Kafka.ALL,
                        Libraries.Runtime.ALL)
                .flatMap(List::stream)
                .toList();
    }

    /** Of every listener: requests = admitted + refused (by outcome). */
    public static final class Edge {

        public static final MeterSpec REQUESTS = counter(
                "bellwether.edge.requests",
                "Requests to routes that were let through (`admitted`), or refused and why",
                "listener",
                "outcome");
        public static final MeterSpec CONNECTIONS =
                gauge("bellwether.edge.connections", "Connections that are open", "listener");
        public static final MeterSpec LIMITS_HIT = counter(
                "bellwether.edge.limits.hit",
                "Times that a client went beyond a limit of connections, headers or HTTP/2 frames",
                "listener",
                "reason");
        public static final MeterSpec RELOADS = counter(
                "bellwether.edge.reloads",
                "Files with certificates, keys, tokens or headers that changed, and were read (`done`) or cannot be used (`failed`)",
                "what",
                "outcome");
        public static final MeterSpec CERTIFICATE_EXPIRES = gauge(
                        "bellwether.edge.certificate.expires", "When the certificate expires, since 1970")
                .in("seconds");

        static final List<MeterSpec> ALL = List.of(REQUESTS, CONNECTIONS, LIMITS_HIT, RELOADS, CERTIFICATE_EXPIRES);

        private Edge() {}
    }

    /** For requests, items and bytes alike: received = appended + sum of rejected. */
    public static final class Ingest {

        public static final MeterSpec RECEIVED_REQUESTS = counter(
                "bellwether.ingest.received.requests",
                "Requests received; signal `none` is for paths and gRPC methods that do not exist",
                "signal");
        public static final MeterSpec RECEIVED_ITEMS = counter(
                "bellwether.ingest.received.items", "Spans, data points, log records and samples in them", "signal");
        public static final MeterSpec RECEIVED_BYTES = counter(
                        "bellwether.ingest.received.bytes", "Bytes of them, decompressed", "signal")
                .in("bytes");
        public static final MeterSpec APPENDED_REQUESTS = counter(
                "bellwether.ingest.appended.requests",
                "Requests answered with success, wholly or in part, because what they hold is durable",
                "signal");
        public static final MeterSpec APPENDED_ITEMS = counter(
                "bellwether.ingest.appended.items",
                "Spans, data points, log records and samples that are durable",
                "signal");
        public static final MeterSpec APPENDED_BYTES = counter(
                        "bellwether.ingest.appended.bytes", "Bytes of the requests appended", "signal")
                .in("bytes");
        public static final MeterSpec REJECTED_REQUESTS =
                counter("bellwether.ingest.rejected.requests", "Requests refused, by reason", "signal", "reason");
        public static final MeterSpec REJECTED_ITEMS = counter(
                "bellwether.ingest.rejected.items",
                "Spans, data points, log records and samples refused, by reason",
                "signal",
                "reason");
        public static final MeterSpec REJECTED_BYTES = counter(
                        "bellwether.ingest.rejected.bytes",
                        "Bytes of the requests refused, by reason",
                        "signal",
                        "reason")
                .in("bytes");
        public static final MeterSpec RECORDS =
                counter("bellwether.ingest.records", "Records acknowledged by the broker", "signal");
        public static final MeterSpec RECORD_BYTES = counter(
                        "bellwether.ingest.record.bytes", "Bytes of the values of these records", "signal")
                .in("bytes");
        public static final MeterSpec REQUESTS_IN_FLIGHT =
                gauge("bellwether.ingest.requests.in.flight", "Requests without an answer yet");
        public static final MeterSpec CLIENTS = gauge("bellwether.ingest.clients", "Clients that have requests here");
        public static final MeterSpec BYTES_IN_FLIGHT = gauge(
                        "bellwether.ingest.in.flight.bytes",
                        "Bytes of requests that the broker has not acknowledged yet")
                .in("bytes");

        static final List<MeterSpec> ALL = List.of(
                RECEIVED_REQUESTS,
                RECEIVED_ITEMS,
                RECEIVED_BYTES,
                APPENDED_REQUESTS,
                APPENDED_ITEMS,
                APPENDED_BYTES,
                REJECTED_REQUESTS,
                REJECTED_ITEMS,
                REJECTED_BYTES,
                RECORDS,
                RECORD_BYTES,
                REQUESTS_IN_FLIGHT,
                CLIENTS,
                BYTES_IN_FLIGHT);

        private Ingest() {}
    }

    /** The watch of a Kubernetes cluster. */
    public static final class Kubernetes {

        public static final MeterSpec WATCHING =
                gauge("bellwether.kubernetes.watching", "1 while changes of the kind are seen as they happen", "kind");
        public static final MeterSpec OBJECTS =
                gauge("bellwether.kubernetes.objects", "Objects of the kind that live", "kind");
        public static final MeterSpec REFUSED = counter(
                "bellwether.kubernetes.objects.refused",
                "Times that an object was left out, because more than `kubernetes.max-objects` are held");
        public static final MeterSpec LISTS = counter(
                "bellwether.kubernetes.lists",
                "Times that all objects of the kind were read: once at the start, and where the watch could not go on",
                "kind");
        public static final MeterSpec FAILURES = counter(
                "bellwether.kubernetes.failures",
                "Lists and watches that failed, and were tried again",
                "kind",
                "reason");
        public static final MeterSpec RECORDS = counter(
                "bellwether.kubernetes.records",
                "Changes `written`; `failed`, and tried again; or `too_large` for the topic, and left out",
                "result");
        public static final MeterSpec WAITING =
                gauge("bellwether.kubernetes.waiting", "Objects with a change that is not written yet");

        static final List<MeterSpec> ALL = List.of(WATCHING, OBJECTS, REFUSED, LISTS, FAILURES, RECORDS, WAITING);

        private Kubernetes() {}
    }

    /** Rollouts of workloads, told of what is watched. */
    public static final class Rollouts {

        public static final MeterSpec CHANGES =
                counter("bellwether.rollouts", "What happened to rollouts of workloads, and was said", "what");

        static final List<MeterSpec> ALL = List.of(CHANGES);

        private Rollouts() {}
    }

    /**
     * Resources: read = sum of the results. Records, where a signal's enriched topic is written: likewise.
     */
    public static final class Enrichment {

        public static final MeterSpec READ_RESOURCES = counter(
                "bellwether.enrichment.read.resources", "Resources that a pod was looked for, once a record", "signal");
        public static final MeterSpec RESOURCES = counter(
                "bellwether.enrichment.resources",
                "What came of it: what the pod was found by, or why none was found",
                "signal",
                "result");
        public static final MeterSpec WAITS = counter(
                "bellwether.enrichment.waits",
                "Times that metadata on its way was waited for, and was `found`, or `missing` still when the patience ended",
                "signal",
                "outcome");
        public static final MeterSpec WAITS_SKIPPED = counter(
                "bellwether.enrichment.waits.skipped",
                "Times that metadata that may be on its way was not waited for: the record was read too `late`; it was in time, but its broker's"
                        + " `clock` is ahead, or was within a minute; or it was waited for `in_vain` before",
                "signal",
                "reason");
        public static final MeterSpec READ_RECORDS = counter(
                "bellwether.enrichment.read.records", "Records read for an enriched topic, without ticks", "signal");
        public static final MeterSpec RECORDS = counter(
                "bellwether.enrichment.records",
                "What became of them: `enriched`; `unchanged`, with nothing to add; `too_large` to be enriched, written as they came; `left_out`, too large even so; `duplicate`; or `malformed`, or refused by the fold",
                "signal",
                "result");
        public static final MeterSpec OBJECTS =
                gauge("bellwether.enrichment.directory.objects", "Objects of Kubernetes that the directory holds");
        public static final MeterSpec DIRECTORY_READ =
                counter("bellwether.enrichment.directory.read", "Records of the topic of Kubernetes objects read");
        public static final MeterSpec DIRECTORY_UNDECODABLE = counter(
                "bellwether.enrichment.directory.undecodable",
                "Of these, records that are no facts, and were passed over");
        public static final MeterSpec DIRECTORY_TOLD = counter(
                "bellwether.enrichment.directory.told",
                "Of these, records that the directory was told: an object, or that it is forgotten");
        public static final MeterSpec DIRECTORY_UNKNOWN = counter(
                "bellwether.enrichment.directory.unknown",
                "Of these, records of a kind that is not known here, passed over");
        public static final MeterSpec DIRECTORY_FAILURES = counter(
                "bellwether.enrichment.directory.failures",
                "Times that the topic could not be read, and was tried again");

        static final List<MeterSpec> ALL = List.of(
                READ_RESOURCES,
                RESOURCES,
                WAITS,
                WAITS_SKIPPED,
                READ_RECORDS,
                RECORDS,
                OBJECTS,
                DIRECTORY_READ,
                DIRECTORY_TOLD,
                DIRECTORY_UNDECODABLE,
                DIRECTORY_UNKNOWN,
                DIRECTORY_FAILURES);

        private Enrichment() {}
    }

    /** Records: read = folded + duplicate + dead letters of the raw trace topic. Spans: read = entry + other. */
    public static final class Fold {

        public static final MeterSpec READ_RECORDS =
                counter("bellwether.fold.read.records", "Records of the raw trace topic read, without ticks");
        public static final MeterSpec RECORDS = counter(
                "bellwether.fold.records",
                "What became of them: `folded`, or `duplicate`, a request that a client had sent before",
                "result");
        public static final MeterSpec READ_SPANS = counter("bellwether.fold.read.spans", "Spans in the records folded");
        public static final MeterSpec SPANS = counter(
                "bellwether.fold.spans",
                "What became of them: `entry` (SERVER, CONSUMER) are in deltas, `other` are not counted in windows",
                "kind");
        public static final MeterSpec TICKS =
                counter("bellwether.fold.ticks", "Ticks read, which show that everything before them was read");
        public static final MeterSpec OVERFLOW = counter(
                "bellwether.fold.operations.overflow",
                "Entry spans counted under ~other, because their request has too many operations");
        public static final MeterSpec CLAMPED = counter(
                "bellwether.fold.clamped",
                "Entry spans set right: `time`, an end that is missing or too far ahead of the log; `duration`, an end before the start",
                "what");

        public static final MeterSpec NAMES_CUT = counter(
                "bellwether.fold.names.cut",
                "Names longer than fold.max-name-length: `source`, resources whose service or version was cut; `operation`, entry spans whose"
                        + " operation was",
                "what");

        static final List<MeterSpec> ALL =
                List.of(READ_RECORDS, RECORDS, READ_SPANS, SPANS, TICKS, OVERFLOW, CLAMPED, NAMES_CUT);

        private Fold() {}
    }

    /**
     * Records: read = folded + duplicate + dead letters of the raw topic of logs. Log records: read = sum by severity = sum of what became
     * of their messages.
     */
    public static final class Logs {

        public static final MeterSpec READ_REQUESTS =
                counter("bellwether.logs.read.requests", "Records of the raw topic of logs read, without ticks");
        public static final MeterSpec REQUESTS = counter(
                "bellwether.logs.requests",
                "What became of them: `folded`, or `duplicate`, a request that a client had sent before",
                "result");
        public static final MeterSpec TICKS =
                counter("bellwether.logs.ticks", "Ticks read, which show that everything before them was read");
        public static final MeterSpec READ_RECORDS =
                counter("bellwether.logs.read.records", "Log records in the requests folded");
        public static final MeterSpec RECORDS = counter(
                "bellwether.logs.records", "The same log records, as deltas count them, by severity", "severity");
        public static final MeterSpec DERIVED = counter(
                "bellwether.logs.severities.derived",
                "Log records whose severity is that of their text, since they have no number");
        public static final MeterSpec MESSAGES = counter(
                "bellwether.logs.messages",
                "What became of their messages: counted under a `template`, or by `overflow` under ~other, because their request has too"
                        + " many templates; `none` has no text",
                "result");
        public static final MeterSpec CLAMPED = counter(
                "bellwether.logs.clamped",
                "Log records whose time is missing or too far ahead of the log, and was set to it");

        public static final MeterSpec CUT = counter(
                "bellwether.logs.cut",
                "What is longer than it may be: `source`, resources whose service or version was cut; `message`, log records whose template is"
                        + " made of the beginning of their message; `example`, log records longer than an example",
                "what");

        static final List<MeterSpec> ALL =
                List.of(READ_REQUESTS, REQUESTS, TICKS, READ_RECORDS, RECORDS, DERIVED, MESSAGES, CLAMPED, CUT);

        private Logs() {}
    }

    /** Entry spans: read = applied + late + too_many_services. */
    public static final class Windows {

        public static final MeterSpec READ_CALLS =
                counter("bellwether.windows.read.calls", "Entry spans in the deltas read");
        public static final MeterSpec CALLS = counter(
                "bellwether.windows.calls",
                "What became of them: `applied` to a window; too `late` for it; or left out, of `too_many_services`",
                "result");
        public static final MeterSpec REVISIONS =
                counter("bellwether.windows.revisions", "Revisions of windows written");
        public static final MeterSpec OPERATIONS_OVERFLOW = counter(
                "bellwether.windows.operations.overflow",
                "Entry spans counted under the operation ~other, because their service has too many operations");
        public static final MeterSpec VERSIONS_OVERFLOW = counter(
                "bellwether.windows.versions.overflow",
                "Entry spans counted under the version ~other, because their service has too many versions");
        public static final MeterSpec EXCUSED = counter(
                "bellwether.windows.sources.excused",
                "Times that a source partition stood still and was no longer waited for");

        public static final MeterSpec SERVICES = gauge(
                "bellwether.windows.services",
                "Services that are kept apart, in the partition of the deltas that has most of them; NaN without tasks");
        public static final MeterSpec SERVICES_LIMIT =
                gauge("bellwether.windows.services.limit", "How many a partition may have: `windows.max-services`");

        static final List<MeterSpec> ALL = List.of(
                READ_CALLS,
                CALLS,
                REVISIONS,
                OPERATIONS_OVERFLOW,
                VERSIONS_OVERFLOW,
                EXCUSED,
                SERVICES,
                SERVICES_LIMIT);

        private Windows() {}
    }

    public static final class Alerting {

        public static final MeterSpec CALLS = counter(
                "bellwether.alerting.calls", "Entry spans that came to alerting, by what became of them", "result");
        public static final MeterSpec TRANSITIONS =
                counter("bellwether.alerting.transitions", "Transitions of alerts, by the state they lead to", "state");
        public static final MeterSpec SLOTS =
                counter("bellwether.alerting.slots", "Seconds of log time for which the rules were evaluated");
        public static final MeterSpec FAILURES =
                counter("bellwether.alerting.failures", "Evaluations of a rule that failed and changed nothing");

        static final List<MeterSpec> ALL = List.of(CALLS, TRANSITIONS, SLOTS, FAILURES);

        private Alerting() {}
    }

    /** Of what goes to rules: records read = folded + duplicate + dead letters; samples read = matched + others. */
    public static final class Match {

        public static final MeterSpec READ_RECORDS = counter(
                "bellwether.match.read.records",
                "Requests read from topics of metrics, to be matched with rules",
                "source");
        public static final MeterSpec RECORDS =
                counter("bellwether.match.records", "Of these, by what became of them", "source", "result");
        public static final MeterSpec TICKS = counter("bellwether.match.ticks", "Ticks read", "source");
        public static final MeterSpec READ_SAMPLES = counter(
                "bellwether.match.read.samples",
                "Samples of metrics that some rule may name, and all samples of remote write",
                "source");
        public static final MeterSpec SAMPLES =
                counter("bellwether.match.samples", "Of these, those that some rule names", "source");
        public static final MeterSpec REFUSED = counter(
                "bellwether.match.refused.points", "Data points of OTLP that make no sample of Prometheus", "source");
        public static final MeterSpec BATCHES =
                counter("bellwether.match.batches", "Batches of samples sent to rule groups", "source");

        static final List<MeterSpec> ALL =
                List.of(READ_RECORDS, RECORDS, TICKS, READ_SAMPLES, SAMPLES, REFUSED, BATCHES);

        private Match() {}
    }

    /** Of the evaluation of rule files. */
    public static final class Rules {

        public static final MeterSpec BATCHES = counter(
                "bellwether.rules.batches",
                "Batches of samples that came for rule groups: `kept`, or of a group that is `unknown`",
                "result");
        public static final MeterSpec EVALUATIONS =
                counter("bellwether.rules.evaluations", "Evaluations of rules: `done`, or `failed`", "result");
        public static final MeterSpec SLOTS = counter(
                "bellwether.rules.slots", "Times at which a group was evaluated: `full`, or `warming`", "history");
        public static final MeterSpec TRANSITIONS =
                counter("bellwether.rules.transitions", "Transitions of alerts, by what they lead to", "kind");

        static final List<MeterSpec> ALL = List.of(BATCHES, EVALUATIONS, SLOTS, TRANSITIONS);

        private Rules() {}
    }

    /** Of a process that tells Alertmanagers of alerts. The label alertmanager is a URL of the configuration, without credentials. */
    public static final class Notification {

        public static final MeterSpec ALERTS = gauge(
                "bellwether.notification.alerts",
                "Alerts held, which fire or did not long ago, of this process's share");
        public static final MeterSpec SENT = counter(
                "bellwether.notification.sent",
                "Alerts that the Alertmanager has taken, each time that it was told of them",
                "alertmanager");
        public static final MeterSpec DROPPED = counter(
                "bellwether.notification.dropped",
                "Alerts that it was not told of: `expired`, over for too long when it could be told; `refused`, it found fault with their"
                        + " request; `too_many`, beyond `notification.max-alerts`, at each time that they were read",
                "alertmanager",
                "reason");
        public static final MeterSpec ERRORS = counter(
                "bellwether.notification.errors",
                "Requests that failed and were tried again: `unreachable`, `timeout`, or a `status` that is no success",
                "alertmanager",
                "reason");
        public static final MeterSpec QUEUE =
                gauge("bellwether.notification.queue.length", "Alerts that it is due to be told of", "alertmanager");
        public static final MeterSpec LATENCY = timer(
                "bellwether.notification.latency", "Requests to it, those that failed among them", "alertmanager");
        public static final MeterSpec READ = counter(
                "bellwether.notification.facts.read", "Records of the topic of alerts read, again at each new share");
        public static final MeterSpec UNDECODABLE = counter(
                "bellwether.notification.facts.undecodable",
                "Of these, records that are no facts, and were passed over");
        public static final MeterSpec READER_FAILURES = counter(
                "bellwether.notification.reader.failures",
                "Times that the topic could not be read, and was tried again");

        static final List<MeterSpec> ALL =
                List.of(ALERTS, SENT, DROPPED, ERRORS, QUEUE, LATENCY, READ, UNDECODABLE, READER_FAILURES);

        private Notification() {}
    }

    public static final class Verification {

        public static final MeterSpec RECORDS =
                counter("bellwether.verification.records", "Records read, by what they were taken for", "result");
        public static final MeterSpec REQUESTS = counter(
                "bellwether.verification.requests",
                "Entry spans in well-formed deltas: `windowed`, too `late` for their window, or left out, of `too_many_services`",
                "result");
        public static final MeterSpec VERSIONS_OVERFLOW = counter(
                "bellwether.verification.versions.overflow",
                "Entry spans that count for their service only, because it has too many versions");
        public static final MeterSpec WINDOWS =
                counter("bellwether.verification.windows", "Windows of a service that were closed and judged");
        public static final MeterSpec DEPLOYMENTS =
                counter("bellwether.verification.deployments", "Deployment events written, by phase", "phase");
        public static final MeterSpec VERDICTS =
                counter("bellwether.verification.verdicts", "Verdicts written", "status", "final");
        public static final MeterSpec IGNORED = counter(
                "bellwether.verification.ignored", "Events and versions that nothing came of, by reason", "reason");

        static final List<MeterSpec> ALL =
                List.of(RECORDS, REQUESTS, VERSIONS_OVERFLOW, WINDOWS, DEPLOYMENTS, VERDICTS, IGNORED);

        private Verification() {}
    }

    /** What every Streams application of the process has; see {@link #LAG} for how far behind its facts are. */
    public static final class Streams {

        public static final MeterSpec RUNNING =
                gauge("bellwether.streams.running", "1 while all tasks of the application run", "application");
        public static final MeterSpec THREADS =
                gauge("bellwether.streams.threads", "Threads of the application that live", "application");
        public static final MeterSpec REPLACED =
                counter("bellwether.streams.threads.replaced", "Threads that died and were replaced", "application");
        public static final MeterSpec RESTORING_STORES = gauge(
                "bellwether.streams.restoring.stores",
                "Stores of a task that are read back from their changelog at the moment",
                "application");
        public static final MeterSpec RESTORING_RECORDS =
                gauge("bellwether.streams.restoring.records", "Records that are left to read for that", "application");
        public static final MeterSpec LAG = gauge(
                        "bellwether.streams.log.time.lag",
                        "How far behind the wall clock the slowest task is in log time, and so the facts; NaN without tasks",
                        "application")
                .in("seconds");
        public static final MeterSpec RESOURCES_EVICTED = counter(
                "bellwether.streams.resources.evicted",
                "Resources that were forgotten since they take more memory than they may, and are read anew when they come again: by the `fold`,"
                        + " `fold-logs`, or `enrichment`",
                "by");
        public static final MeterSpec DEAD_LETTERS = counter(
                "bellwether.dead.letters",
                "Records that could not be read, and went to the dead letters",
                "application",
                "topic");

        static final List<MeterSpec> ALL = List.of(
                RUNNING, THREADS, REPLACED, RESTORING_STORES, RESTORING_RECORDS, LAG, RESOURCES_EVICTED, DEAD_LETTERS);

        private Streams() {}
    }

    public static final class Console {

        public static final MeterSpec READ =
                counter("bellwether.console.facts.read", "Facts taken into the views", "topic");
        public static final MeterSpec UNDECODABLE = counter(
                "bellwether.console.facts.undecodable",
                "Records on fact topics that are no facts, and were passed over",
                "topic");
        public static final MeterSpec RESTARTS =
                counter("bellwether.console.reader.restarts", "Times that reading the facts failed and began again");
        public static final MeterSpec TAILS_OPEN =
                gauge("bellwether.console.tails.open", "Tails that are open, each with its own consumer");
        public static final MeterSpec TAILS_LINES =
                counter("bellwether.console.tails.lines", "Lines that tails passed on");
        public static final MeterSpec TAILS_REFUSED =
                counter("bellwether.console.tails.refused", "Tails that were refused, because too many were open");
        public static final MeterSpec LETTERS_REPLAYED = counter(
                "bellwether.console.letters.replayed",
                "Dead letters that were to be written back: `replayed`; `refused`; `failed`; or `unknown`, where the broker did not say",
                "result");
        public static final MeterSpec WAITS = gauge("bellwether.console.waits", "Questions that wait for their answer");
        public static final MeterSpec WINDOWS_HELD =
                gauge("bellwether.console.windows.held", "Windows of one operation each that are held");
        public static final MeterSpec DEPLOYMENTS_HELD =
                gauge("bellwether.console.deployments.held", "Deployments that are held");
        public static final MeterSpec ALERTS_HELD = gauge("bellwether.console.alerts.held", "Alerts that are held");
        public static final MeterSpec EVICTED =
                counter("bellwether.console.evicted", "What the views let go because there was too much to hold");

        static final List<MeterSpec> ALL = List.of(
                READ,
                UNDECODABLE,
                RESTARTS,
                TAILS_OPEN,
                TAILS_LINES,
                TAILS_REFUSED,
                LETTERS_REPLAYED,
                WAITS,
                WINDOWS_HELD,
                DEPLOYMENTS_HELD,
                ALERTS_HELD,
                EVICTED);

        private Console() {}
    }

    /** What the process tells of itself over OTLP. Spans: ended = sum of the results + pending. */
    public static final class Export {

        public static final MeterSpec ENDED_SPANS =
                counter("bellwether.export.ended.spans", "Sampled spans of this process itself that ended");
        public static final MeterSpec SPANS = counter(
                "bellwether.export.spans",
                "What became of them: `exported`, `failed`, or `dropped` because too many waited",
                "result");
        public static final MeterSpec PENDING_SPANS =
                gauge("bellwether.export.pending.spans", "Spans that wait for an answer of the receiver");
        public static final MeterSpec REQUESTS = counter(
                "bellwether.export.requests",
                "Exports of traces and metrics of this process itself, by whether the receiver took them (`done`) or not (`failed`)",
                "signal",
                "outcome");

        static final List<MeterSpec> ALL = List.of(ENDED_SPANS, SPANS, PENDING_SPANS, REQUESTS);

        private Export() {}
    }
}
