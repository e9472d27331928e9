package dev.bellwether.observation.meter;

import static dev.bellwether.observation.meter.MeterSpec.counter;
import static dev.bellwether.observation.meter.MeterSpec.gauge;

import java.util.List;

/** What the catalogue shows of meters that others keep: those of Kafka's clients, and Micrometer's of the JVM and the process. */
public final class Libraries {

    private Libraries() {}

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
