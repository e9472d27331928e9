package dev.bellwether.ingest.append;

import static java.util.Objects.requireNonNull;

import dev.bellwether.observation.log.LimitedWarning;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the producer in use and whether the broker is there. When it is away the producer is given up, whatever state it is in, and a
 * fresh one looks for the broker until it finds it: the old one may be beyond help, and what it holds nobody waits for any more.
 *
 * <p>Found is not enough, for a broker may tell of its topics and take no record. So one record of our own goes first, a tick, and
 * requests are let in when that is durable; where it is not, the next goes after a pause that grows from one to the next, until a
 * request's record has been acknowledged.
 *
 * <p>Thread-safe.
 */
final class BrokerWatch {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);

    /** So much later than it could, intake goes on at most. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final Duration patience;
    private final Duration interval;
    private final InstantSource clock;
    private final Availability availability = new Availability();
    private final LimitedWarning warning = new LimitedWarning(LOG);
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(BrokerWatch::newThread);

    /** Where the record should have gone with which the last outage began. */
    private volatile String topic;

    private volatile ProducerSession session;
    private boolean closed;

    // Of the watch's own thread.
    private final Backoff backoff;
    private long nextTrialNanos = System.nanoTime();

    /** The outage for which the present session was opened; null where it has failed at that. */
    private @Nullable Outage answeredBy;

    /** Whether a request's record was acknowledged since the last trial. */
    private volatile boolean proven = true;

    /**
     * @param producers opens a producer; what it throws is tried again
     * @param topic that the broker is asked for before anything was appended
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
        this.backoff = new Backoff(interval, LONGEST_PAUSE);
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

    /** A request's record was acknowledged. */
    void answered() {
        availability.answered(System.nanoTime());
        proven = true;
    }

    /**
     * A record got no answer.
     *
     * @param to its topic
     * @param begunNanos when it was handed over
     */
    void unanswered(String to, long begunNanos, Exception cause) {
        warn(cause);
        if (availability.outage().isEmpty()) {
            topic = to;
        }
        String words = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        if (availability.unanswered(begunNanos, System.nanoTime(), clock.instant(), words)) {
            LOG.warn("Intake refuses until the Kafka broker is back");
        }
    }

    /** Lets go of the broker, within this time. */
    void close(Duration timeout) {
        thread.shutdownNow();
        synchronized (this) {
            closed = true;
        }
        session.close(timeout);
    }

    private void look() {
        try {
            requireProgress();
            Optional<Outage> outage = availability.outage();
            if (outage.isPresent() && isDue() && renew(outage.get())) {
                find(outage.get());
            }
        } catch (RuntimeException e) { // a scheduled task that throws is never run again
            warn(e);
        }
    }

    /** Nobody may send anything for hours; that the broker is away should be known before. */
    private void lookFirst() {
        long begun = System.nanoTime();
        try {
            session.producer().partitionsFor(topic);
        } catch (KafkaException e) {
            unanswered(topic, begun, e);
        }
    }

    private void requireProgress() {
        long now = System.nanoTime();
        long wait = session.longestWaitNanos(now);
        if (wait > patience.toNanos()) {
            availability.lost(now - wait, now, clock.instant(), "the producer has stopped working");
        }
    }

    private boolean isDue() {
        if (proven) {
            proven = false;
            backoff.reset();
            nextTrialNanos = System.nanoTime();
        }
        return System.nanoTime() - nextTrialNanos >= 0;
    }

    /**
     * One fresh producer for each outage, and for each trial that failed.
     *
     * @return whether there is one
     */
    private boolean renew(Outage outage) {
        if (outage.equals(answeredBy)) {
            return true;
        }
        session.close(Duration.ZERO);
        ProducerSession fresh = new ProducerSession(producers.get());
        synchronized (this) {
            if (!closed) {
                session = fresh;
                answeredBy = outage;
                return true;
            }
        }
        fresh.close(Duration.ZERO); // nobody else knows of it
        return false;
    }

    private void find(Outage outage) {
        try {
            session.producer().partitionsFor(topic); // not known yet to this producer: it has to ask
        } catch (KafkaException e) {
            warn(e);
            return;
        }
        boolean taken = isTickTaken();
        nextTrialNanos = System.nanoTime() + backoff.next().toNanos();
        if (taken) {
            availability.restored(System.nanoTime());
            LOG.info("Intake takes again: the Kafka broker is back, and was away since {}", outage.since());
        } else {
            answeredBy = null;
        }
    }

    private boolean isTickTaken() {
        try {
            session.append(KafkaAppender.tick(topic), patience);
            return true;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            warn(e);
        } catch (InterruptedException e) { // closed
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void warn(Exception cause) {
        warning.warn("Kafka did not acknowledge: {}", cause.toString());
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "ingest-broker-watch");
        thread.setDaemon(true);
        return thread;
    }
}
