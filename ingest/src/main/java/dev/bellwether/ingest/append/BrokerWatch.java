package dev.bellwether.ingest.append;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the producer in use and whether the broker is there. When it is away the producer is given up, whatever state it is in, and a
 * fresh one looks for the broker until it finds it: the old one may be beyond help, and what it holds nobody waits for any more.
 * Thread-safe.
 */
final class BrokerWatch {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final String topic;
    private final Duration interval;
    private final Duration patience;
    private final InstantSource clock;
    private final Availability availability = new Availability();
    private final FailureLog failures = new FailureLog(LOG);
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(BrokerWatch::newThread);
    private volatile ProducerSession session;

    /** The outage for which the present session was opened. */
    private @Nullable Outage answeredBy;

    /**
     * @param producers opens a producer; what it throws is tried again
     * @param topic that the broker is asked for
     * @param interval between two looks
     * @param patience after which a producer that has said nothing about a record is broken; longer than it may try
     */
    BrokerWatch(
            Supplier<Producer<byte[], byte[]>> producers,
            String topic,
            Duration interval,
            Duration patience,
            InstantSource clock) {
        this.producers = requireNonNull(producers, "producers");
        this.topic = requireNonNull(topic, "topic");
        this.interval = requireNonNull(interval, "interval");
        this.patience = requireNonNull(patience, "patience");
        this.clock = requireNonNull(clock, "clock");
        this.session = new ProducerSession(producers.get());
    }

    BrokerWatch start() {
        thread.execute(this::lookFirst);
        var unused = thread.scheduleWithFixedDelay(this::look, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
        return this;
    }

    ProducerSession session() {
        return session;
    }

    Optional<Outage> outage() {
        return availability.outage();
    }

    void answered() {
        availability.answered(System.nanoTime());
    }

    /** A record that was handed over then got no answer. */
    void unanswered(long begunNanos, Exception cause) {
        failures.add(cause);
        String words = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        if (availability.unanswered(begunNanos, System.nanoTime(), clock.instant(), words)) {
            LOG.warn("Intake refuses until the Kafka broker is back");
        }
    }

    /** Lets go of the broker, within this time. */
    void close(Duration timeout) {
        thread.shutdownNow();
        session.close(timeout);
    }

    private void look() {
        try {
            requireProgress();
            Optional<Outage> outage = availability.outage();
            if (outage.isPresent()) {
                renew(outage.get());
                find(outage.get());
            }
        } catch (RuntimeException e) { // a scheduled task that throws is never run again
            failures.add(e);
        }
    }

    /** Nobody may send anything for hours; that the broker is away should be known before. */
    private void lookFirst() {
        long begun = System.nanoTime();
        try {
            session.producer().partitionsFor(topic);
        } catch (KafkaException e) {
            unanswered(begun, e);
        }
    }

    private void requireProgress() {
        long now = System.nanoTime();
        long wait = session.longestWaitNanos(now);
        if (wait > patience.toNanos()) {
            availability.lost(now - wait, now, clock.instant(), "the producer has stopped working");
        }
    }

    /** One fresh producer for each outage. */
    private void renew(Outage outage) {
        if (outage.equals(answeredBy)) {
            return;
        }
        session.close(Duration.ZERO);
        session = new ProducerSession(producers.get());
        answeredBy = outage;
    }

    private void find(Outage outage) {
        try {
            session.producer().partitionsFor(topic); // not known yet to this producer: it has to ask
        } catch (KafkaException e) {
            failures.add(e);
            return;
        }
        availability.restored(System.nanoTime());
        LOG.info("Intake takes again: the Kafka broker is back, and was away since {}", outage.since());
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "ingest-broker-watch");
        thread.setDaemon(true);
        return thread;
    }
}
