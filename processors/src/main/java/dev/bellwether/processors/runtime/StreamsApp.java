package dev.bellwether.processors.runtime;

import static java.util.Objects.requireNonNull;

import dev.bellwether.observation.meter.Catalogue;
import dev.bellwether.observation.meter.MeterSpec;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One exactly-once Kafka Streams application of this process.
 *
 * <p>A thread that dies is replaced, at most {@value Replacements#MAX} times in {@value Replacements#WINDOW_MINUTES} minutes, not
 * counting those that the broker left without an answer; then the application stops and says so.
 */
public final class StreamsApp implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StreamsApp.class);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final String name;
    private final KafkaStreams streams;
    private final Replacements replacements;
    private final MeterRegistry registry;
    private final Counter replaced;

    /** Of this application alone: they go with it. */
    private final List<Meter> gauges = new ArrayList<>();

    private StreamsApp(
            String name,
            KafkaStreams streams,
            Replacements replacements,
            RestoreCount restores,
            StreamsMeters meters,
            InstantSource wallClock) {
        this.name = name;
        this.streams = streams;
        this.replacements = replacements;
        this.registry = meters.registry();
        this.replaced = Catalogue.Streams.REPLACED.counter(registry, name);
        gauge(Catalogue.Streams.RUNNING, () -> streams.state() == KafkaStreams.State.RUNNING ? 1 : 0);
        gauge(Catalogue.Streams.THREADS, () -> living(streams));
        gauge(Catalogue.Streams.RESTORING_STORES, restores::storesUnderWay);
        gauge(Catalogue.Streams.RESTORING_RECORDS, restores::recordsLeft);
        gauge(Catalogue.Streams.LAG, () -> meters.progress().secondsBehind(wallClock.millis()));
    }

    /**
     * Starts an application.
     *
     * @param name what it is called, without the prefix; for example {@code red-windows}
     * @param meters in transactions, and given to the topology too
     * @param commitInterval how often a transaction ends: a fact waits about this long at each stage
     * @param onFailure told once when the application has given up
     */
    public static StreamsApp start(
            String name,
            StreamsSettings settings,
            Duration commitInterval,
            Topology topology,
            StreamsMeters meters,
            Runnable onFailure) {
        requireNonNull(onFailure, "onFailure");
        InstantSource wallClock = InstantSource.system();
        BrokerSilence silence = new BrokerSilence();
        KafkaStreams streams = new KafkaStreams(
                topology,
                new StreamsConfig(config(name, settings, commitInterval, meters)),
                new StreamsClients(meters, silence));
        RestoreCount restores = new RestoreCount();
        StreamsApp app =
                new StreamsApp(name, streams, new Replacements(silence, wallClock), restores, meters, wallClock);
        streams.setUncaughtExceptionHandler(app::decide);
        streams.setGlobalStateRestoreListener(restores);
        streams.setStateListener((now, before) -> {
            log.info("{}: {} (was {})", name, now, before);
            if (now == KafkaStreams.State.RUNNING) {
                tellRestored(name, restores.take());
            }
            if (now == KafkaStreams.State.ERROR) {
                onFailure.run();
            }
        });
        sourceTopics(topology)
                .forEach(topic -> meters.counts().of(Catalogue.Streams.DEAD_LETTERS, name, topic)); // shows its zero
        log.debug("{}: {}", name, topology.describe());
        streams.start();
        return app;
    }

    /** The one line that a restore is worth: after a kill it is what should happen. */
    private static void tellRestored(String name, RestoreCount.Restored restored) {
        if (restored.records() > 0) {
            log.info(
                    "{}: state restored from its changelogs, {} records of {} stores",
                    name,
                    restored.records(),
                    restored.stores());
        }
    }

    static Map<String, Object> config(
            String name, StreamsSettings settings, Duration commitInterval, StreamsMeters meters) {
        Map<String, Object> config = new HashMap<>(settings.client());
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationPrefix() + name);
        config.put(StreamsConfig.CLIENT_ID_CONFIG, name);
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval.toMillis());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
        config.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateFolder().toString());
        config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, settings.copies().changelogReplicas());
        config.put(
                StreamsConfig.topicPrefix(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG),
                settings.copies().minInsyncReplicas());
        config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.copies().standbys());
        config.put(
                StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
                settings.stores().cacheBytes());
        config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksSettings.class);
        config.put(RocksSettings.MEMORY_CONFIG, settings.stores().rocksBytes());
        config.put(RocksSettings.WRITE_BUFFER_CONFIG, settings.stores().writeBufferBytes());
        config.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        // Streams 4.3 warns where this is not set; by its literal name, since the constant is already deprecated.
        config.put("processing.exception.handler.global.enabled", true);
        config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetters.class);
        config.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetters.class);
        config.put(DeadLetters.TOPIC_CONFIG, settings.deadLettersTopic());
        config.put(DeadLetters.METERS_CONFIG, meters);
        // A killed process holds up the readers of what it wrote, and its tasks, for about this long.
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 6_000);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 1_500);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 6_000);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG), 6_000);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG), 4_000);
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        // A record may hold a request of hundreds of kilobytes: what is unpacked ahead of its turn outlives a
        // collection of the young.
        config.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 50);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "none");
        config.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 5);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 24L << 20);
        // As much as the dead-letters topic takes.
        config.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), 9 << 20);
        config.put(StreamsConfig.topicPrefix(TopicConfig.SEGMENT_BYTES_CONFIG), 16 << 20);
        return config;
    }

    public String name() {
        return name;
    }

    public KafkaStreams.State state() {
        return streams.state();
    }

    /** Whether all tasks are assigned, restored and running. */
    public boolean running() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Finishes what is under way and leaves the group, so that others take the tasks over at once. */
    @Override
    public void close() {
        gauges.forEach(registry::remove);
        boolean stopped = streams.close(CloseOptions.timeout(CLOSE_TIMEOUT)
                .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
        if (!stopped) {
            log.warn(
                    "{}: not stopped within {}; its open transaction will be aborted by the broker",
                    name,
                    CLOSE_TIMEOUT);
        }
    }

    private void gauge(MeterSpec spec, DoubleSupplier value) {
        gauges.add(spec.gauge(registry, value, DoubleSupplier::getAsDouble, name));
    }

    private static long living(KafkaStreams streams) {
        return streams.metadataForLocalThreads().stream()
                .filter(thread -> !thread.threadState().equals("DEAD"))
                .count();
    }

    private static Set<String> sourceTopics(Topology topology) {
        return topology.describe().subtopologies().stream()
                .flatMap(part -> part.nodes().stream())
                .filter(TopologyDescription.Source.class::isInstance)
                .flatMap(source -> ((TopologyDescription.Source) source).topicSet().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** On the thread that dies. */
    private StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse decide(Throwable failure) {
        Replacements.Decision decision = replacements.after(Thread.currentThread(), failure);
        switch (decision) {
            case STOP -> log.error("{}: a thread died again; the application stops", name, failure);
            case REPLACE -> log.error("{}: a thread died and is replaced", name, failure);
            case REPLACE_AFTER_SILENCE ->
                log.warn(
                        "{}: a thread got no answer from the broker and is replaced: {}",
                        name,
                        rootCause(failure).toString());
        }
        if (decision == Replacements.Decision.STOP) {
            return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        replaced.increment();
        return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
