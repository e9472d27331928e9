package dev.bellwether.observation.meter;

import static dev.bellwether.observation.meter.MeterSpec.counter;
import static dev.bellwether.observation.meter.MeterSpec.gauge;

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
                        Fold.ALL,
                        Windows.ALL,
                        Alerting.ALL,
                        Verification.ALL,
                        Streams.ALL,
                        Console.ALL,
                        Kafka.ALL,
                        Runtime.ALL)
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
                "Files with certificates, keys or tokens that changed, and were read (`done`) or cannot be used (`failed`)",
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
        public static final MeterSpec RECEIVED_ITEMS =
                counter("bellwether.ingest.received.items", "Spans, data points and log records in them", "signal");
        public static final MeterSpec RECEIVED_BYTES = counter(
                        "bellwether.ingest.received.bytes", "Bytes of them, decompressed", "signal")
                .in("bytes");
        public static final MeterSpec APPENDED_REQUESTS = counter(
                "bellwether.ingest.appended.requests",
                "Requests answered with success, wholly or in part, because what they hold is durable",
                "signal");
        public static final MeterSpec APPENDED_ITEMS = counter(
                "bellwether.ingest.appended.items", "Spans, data points and log records that are durable", "signal");
        public static final MeterSpec APPENDED_BYTES = counter(
                        "bellwether.ingest.appended.bytes", "Bytes of the requests appended", "signal")
                .in("bytes");
        public static final MeterSpec REJECTED_REQUESTS =
                counter("bellwether.ingest.rejected.requests", "Requests refused, by reason", "signal", "reason");
        public static final MeterSpec REJECTED_ITEMS = counter(
                "bellwether.ingest.rejected.items",
                "Spans, data points and log records refused, by reason",
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
                BYTES_IN_FLIGHT);

        private Ingest() {}
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

        static final List<MeterSpec> ALL = List.of(READ_RECORDS, RECORDS, READ_SPANS, SPANS, TICKS, OVERFLOW, CLAMPED);

        private Fold() {}
    }

    /** Entry spans: read = applied + late. */
    public static final class Windows {

        public static final MeterSpec READ_CALLS =
                counter("bellwether.windows.read.calls", "Entry spans in the deltas read");
        public static final MeterSpec CALLS = counter(
                "bellwether.windows.calls",
                "What became of them: `applied` to a window, or too `late` for it",
                "result");
        public static final MeterSpec REVISIONS =
                counter("bellwether.windows.revisions", "Revisions of windows written");
        public static final MeterSpec OVERFLOW = counter(
                "bellwether.windows.operations.overflow",
                "Entry spans counted under ~other, because their service has too many operations");
        public static final MeterSpec EXCUSED = counter(
                "bellwether.windows.sources.excused",
                "Times that a source partition stood still and was no longer waited for");

        static final List<MeterSpec> ALL = List.of(READ_CALLS, CALLS, REVISIONS, OVERFLOW, EXCUSED);

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

    public static final class Verification {

        public static final MeterSpec RECORDS =
                counter("bellwether.verification.records", "Records read, by what they were taken for", "result");
        public static final MeterSpec REQUESTS = counter(
                "bellwether.verification.requests",
                "Entry spans in well-formed deltas: `windowed`, too `late` for their window, or `capped`, one version too many",
                "result");
        public static final MeterSpec WINDOWS =
                counter("bellwether.verification.windows", "Windows of a service that were closed and judged");
        public static final MeterSpec DEPLOYMENTS =
                counter("bellwether.verification.deployments", "Deployment events written, by phase", "phase");
        public static final MeterSpec VERDICTS =
                counter("bellwether.verification.verdicts", "Verdicts written", "status", "final");
        public static final MeterSpec IGNORED = counter(
                "bellwether.verification.ignored", "Events and versions that nothing came of, by reason", "reason");

        static final List<MeterSpec> ALL = List.of(RECORDS, REQUESTS, WINDOWS, DEPLOYMENTS, VERDICTS, IGNORED);

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
        public static final MeterSpec DEAD_LETTERS = counter(
                "bellwether.dead.letters",
                "Records that could not be read, and went to the dead letters",
                "application",
                "topic");

        static final List<MeterSpec> ALL =
                List.of(RUNNING, THREADS, REPLACED, RESTORING_STORES, RESTORING_RECORDS, LAG, DEAD_LETTERS);

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
                WAITS,
                WINDOWS_HELD,
                DEPLOYMENTS_HELD,
                ALERTS_HELD,
                EVICTED);

        private Console() {}
    }

    /**
     * What Kafka's clients measure of themselves. The label `client` is the client's id without numbers: {@code fold-producer} for
     * those of all threads of the fold.
     */
    public static final class Kafka {

        public static final MeterSpec RECORDS_SENT =
                counter("kafka.producer.records.sent", "Records sent to the broker", "client");
        public static final MeterSpec SEND_ERRORS =
                counter("kafka.producer.record.errors", "Records that could not be sent", "client");
        public static final MeterSpec SEND_RETRIES =
                counter("kafka.producer.record.retries", "Times that a record was sent again", "client");
        public static final MeterSpec SENT_BYTES = counter(
                        "kafka.producer.sent.bytes", "Bytes sent to brokers", "client")
                .in("bytes");
        public static final MeterSpec BUFFER_AVAILABLE = gauge(
                        "kafka.producer.buffer.available.bytes",
                        "Memory for records on their way that is free",
                        "client")
                .in("bytes");
        public static final MeterSpec SEND_LATENCY = gauge(
                        "kafka.producer.request.latency.average",
                        "Average time of the last requests to a broker",
                        "client")
                .in("seconds");
        public static final MeterSpec RECORDS_CONSUMED =
                counter("kafka.consumer.records.consumed", "Records read", "client");
        public static final MeterSpec CONSUMED_BYTES = counter(
                        "kafka.consumer.consumed.bytes", "Bytes of them", "client")
                .in("bytes");
        public static final MeterSpec RECORDS_LAG = gauge(
                "kafka.consumer.records.lag.max",
                "Records between what was read last of a partition and its end: the partition with most of them",
                "client");
        public static final MeterSpec REBALANCES =
                counter("kafka.consumer.rebalances", "Times that the group shared its partitions out anew", "client");
        public static final MeterSpec REBALANCES_FAILED =
                counter("kafka.consumer.rebalances.failed", "Times that this failed", "client");
        public static final MeterSpec PARTITIONS_ASSIGNED =
                gauge("kafka.consumer.partitions.assigned", "Partitions that the client reads", "client");
        public static final MeterSpec CONNECTIONS =
                gauge("kafka.client.connections", "Connections to brokers that are open", "client");
        public static final MeterSpec AUTHENTICATION_FAILURES = counter(
                "kafka.client.authentication.failures", "Connections that a broker refused to authenticate", "client");
        public static final MeterSpec STREAMS_PROCESSED = counter(
                "kafka.streams.records.processed", "Records processed, those of aborted transactions too", "client");
        public static final MeterSpec STREAMS_COMMITS = counter("kafka.streams.commits", "Commits", "client");
        public static final MeterSpec STREAMS_DROPPED = counter(
                "kafka.streams.records.dropped", "Records that Streams left out; more than 0 is a defect", "client");
        public static final MeterSpec STORE_FILES = gauge(
                        "kafka.streams.store.files",
                        "Size of a store's files on disk, all tasks together",
                        "client",
                        "store")
                .in("bytes");
        public static final MeterSpec STORE_MEMORY = gauge(
                        "kafka.streams.store.memtables",
                        "Memory of a store's write buffers, all tasks together",
                        "client",
                        "store")
                .in("bytes");

        static final List<MeterSpec> ALL = List.of(
                RECORDS_SENT,
                SEND_ERRORS,
                SEND_RETRIES,
                SENT_BYTES,
                BUFFER_AVAILABLE,
                SEND_LATENCY,
                RECORDS_CONSUMED,
                CONSUMED_BYTES,
                RECORDS_LAG,
                REBALANCES,
                REBALANCES_FAILED,
                PARTITIONS_ASSIGNED,
                CONNECTIONS,
                AUTHENTICATION_FAILURES,
                STREAMS_PROCESSED,
                STREAMS_COMMITS,
                STREAMS_DROPPED,
                STORE_FILES,
                STORE_MEMORY);

        private Kafka() {}
    }

    /** What is shown of Micrometer's own meters of the JVM and the process. */
    public static final class Runtime {

        public static final MeterSpec CPU =
                counter("process.cpu", "CPU time of the process").in("seconds");
        public static final MeterSpec RESIDENT_MEMORY = gauge(
                        "process.resident.memory", "Memory of the process in RAM; NaN where the system has no /proc")
                .in("bytes");

        public static final List<MeterSpec> ALL = List.of(
                gauge("jvm.memory.used", "Memory used", "area", "id").in("bytes"),
                gauge("jvm.memory.committed", "Memory that the JVM has from the system", "area", "id")
                        .in("bytes"),
                gauge("jvm.memory.max", "Memory that it may have at most; -1 where there is no limit", "area", "id")
                        .in("bytes"),
                new MeterSpec(
                        "jvm.gc.pause",
                        MeterSpec.Kind.TIMER,
                        "seconds",
                        List.of("action", "cause", "gc"),
                        "Pauses for garbage collection; from the first one on"),
                counter("jvm.gc.memory.allocated", "Growth of the young generation")
                        .in("bytes"),
                gauge("jvm.gc.live.data.size", "Old generation after its last collection")
                        .in("bytes"),
                gauge("jvm.threads.live", "Threads").in("threads"),
                gauge("jvm.threads.daemon", "Of them, those that do not keep the process alive")
                        .in("threads"),
                gauge("jvm.threads.peak", "Most threads at a time").in("threads"),
                gauge("jvm.threads.states", "Threads by state", "state").in("threads"),
                gauge("jvm.classes.loaded", "Classes loaded").in("classes"),
                gauge("process.cpu.usage", "Share of the machine's processors that the process uses, 0 to 1"),
                CPU,
                RESIDENT_MEMORY,
                gauge("process.uptime", "How long the process runs").in("seconds"),
                gauge("process.start.time", "When it was started, since 1970").in("seconds"),
                gauge("process.files.open", "Files and sockets open").in("files"),
                gauge("process.files.max", "Files and sockets that may be open").in("files"));

        private Runtime() {}
    }
}
