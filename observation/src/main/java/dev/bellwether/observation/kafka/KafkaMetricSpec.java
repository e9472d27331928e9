package dev.bellwether.observation.kafka;

import dev.bellwether.observation.meter.Libraries.Kafka;
import dev.bellwether.observation.meter.MeterSpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.MetricName;

/**
 * A metric of Kafka's clients that is worth showing, and as which meter. Kafka has hundreds for each client, many of them for each
 * partition or broker; those here have as many series as there are kinds of clients and stores.
 */
enum KafkaMetricSpec {
    RECORDS_SENT(Kafka.RECORDS_SENT, "producer-metrics", "record-send-total"),
    SEND_ERRORS(Kafka.SEND_ERRORS, "producer-metrics", "record-error-total"),
    SEND_RETRIES(Kafka.SEND_RETRIES, "producer-metrics", "record-retry-total"),
    SENT_BYTES(Kafka.SENT_BYTES, "producer-metrics", "outgoing-byte-total"),
    BUFFER_AVAILABLE(Kafka.BUFFER_AVAILABLE, "producer-metrics", "buffer-available-bytes"),
    SEND_LATENCY(Kafka.SEND_LATENCY, "producer-metrics", "request-latency-avg"),
    RECORDS_CONSUMED(Kafka.RECORDS_CONSUMED, "consumer-fetch-manager-metrics", "records-consumed-total"),
    CONSUMED_BYTES(Kafka.CONSUMED_BYTES, "consumer-fetch-manager-metrics", "bytes-consumed-total"),
    RECORDS_LAG(Kafka.RECORDS_LAG, "consumer-fetch-manager-metrics", "records-lag-max"),
    REBALANCES(Kafka.REBALANCES, "consumer-coordinator-metrics", "rebalance-total"),
    REBALANCES_FAILED(Kafka.REBALANCES_FAILED, "consumer-coordinator-metrics", "failed-rebalance-total"),
    PARTITIONS_ASSIGNED(Kafka.PARTITIONS_ASSIGNED, "consumer-coordinator-metrics", "assigned-partitions"),
    PRODUCER_CONNECTIONS(Kafka.CONNECTIONS, "producer-metrics", "connection-count"),
    CONSUMER_CONNECTIONS(Kafka.CONNECTIONS, "consumer-metrics", "connection-count"),
    PRODUCER_REFUSALS(Kafka.AUTHENTICATION_FAILURES, "producer-metrics", "failed-authentication-total"),
    CONSUMER_REFUSALS(Kafka.AUTHENTICATION_FAILURES, "consumer-metrics", "failed-authentication-total"),
    STREAMS_PROCESSED(Kafka.STREAMS_PROCESSED, "stream-thread-metrics", "process-total"),
    STREAMS_COMMITS(Kafka.STREAMS_COMMITS, "stream-thread-metrics", "commit-total"),
    STREAMS_DROPPED(Kafka.STREAMS_DROPPED, "stream-task-metrics", "dropped-records-total"),
    STORE_FILES(Kafka.STORE_FILES, "stream-state-metrics", "total-sst-files-size"),
    STORE_MEMORY(Kafka.STORE_MEMORY, "stream-state-metrics", "size-all-mem-tables");

    /** Tags by which a metric is about a client as a whole, or about a part of it over which is summed. */
    private static final Set<String> SUMMED_OVER = Set.of("client-id", "thread-id", "task-id", "rocksdb-state-id");

    /** What tells clients of one kind apart: the number of a stream thread, or of one that is opened again and again. */
    private static final Pattern NUMBER = Pattern.compile("-StreamThread-\\d+|-\\d+$");

    private static final double SECONDS_PER_MILLISECOND = 0.001;

    private final MeterSpec meter;
    private final String group;
    private final String metric;

    KafkaMetricSpec(MeterSpec meter, String group, String metric) {
        this.meter = meter;
        this.group = group;
        this.metric = metric;
    }

    /** The entry for a metric; empty for all that is not shown. */
    static Optional<KafkaMetricSpec> of(MetricName name) {
        return Arrays.stream(values())
                .filter(spec -> spec.metric.equals(name.name()) && spec.group.equals(name.group()))
                .filter(spec -> SUMMED_OVER.containsAll(name.tags().keySet()))
                .findFirst();
    }

    MeterSpec meter() {
        return meter;
    }

    /** Where Kafka means milliseconds, seconds are shown. */
    double inBaseUnit(double value) {
        return meter.unit().equals("seconds") ? value * SECONDS_PER_MILLISECOND : value;
    }

    /** Of an average or a maximum the largest counts; all else is summed. */
    boolean largestCounts() {
        return this == SEND_LATENCY || this == RECORDS_LAG;
    }

    /** The values of the meter's labels. */
    String[] labels(MetricName name) {
        String id = name.tags().getOrDefault("client-id", name.tags().getOrDefault("thread-id", "unknown"));
        String client = NUMBER.matcher(id).replaceAll("");
        String store = name.tags().get("rocksdb-state-id");
        return store == null ? new String[] {client} : new String[] {client, store};
    }
}
