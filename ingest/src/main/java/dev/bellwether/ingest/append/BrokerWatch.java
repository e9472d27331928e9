package dev.bellwether.ingest.append;

import static java.util.Objects.requireNonNull;

import dev.bellwether.observation.log.LimitedWarning;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
 *
 * <p>Found is not enough, for a broker may tell of its topics and take no record. So a record of our own goes first to each topic, a
 * tick, and requests are let in when one of them is durable; where none is, the next go after a pause that grows from one trial to the
 * next, until a request's record has been acknowledged.
 *
 * <p>A topic that takes no tick while others do is no reason to refuse what goes to those: requests for it fail by themselves, and begin
 * no outage, until one of their records has been acknowledged.
 *
 * <p>Thread-safe.
 */
final class BrokerWatch {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerWatch.class);

    /** So much later than it could, intake goes on at most. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(4);

    private final Supplier<Producer<byte[], byte[]>> producers;
    private final List<String> topics;
    private final Duration patience;
    private final Duration interval;
    private final Clocks clocks;
    private final Availability availability = new Availability();
    private final LimitedWarning warning = new LimitedWarning(LOG);
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(BrokerWatch::newThread);

    /** Topics that took no tick when others did, and nothing since. */
    private final Set<String> refusing = ConcurrentHashMap.newKeySet();

    private volatile ProducerSession session;
    private boolean closed;

    // Of the watch's own thread.
    private final Backoff backoff;
    private long nextTrialNanos;

    /** The outage for which the present session was opened; null where it has failed at that. */
    private @Nullable Outage answeredBy;

    /** Whether a request's record was acknowledged since the last trial. */
    private volatile boolean proven = true;

    /**
     * @param producers opens a producer; what it throws is tried again
     * @param topics that records go to
     * @param interval between two looks
     * @param patience after which a producer that has said nothing about a record is broken; longer than it may try
     */
    BrokerWatch(
            Supplier<Producer<byte[], byte[]>> producers,
            List<String> topics,
            Duration interval,
            Duration patience,
            Clocks clocks) {
        this.producers = requireNonNull(producers, "producers");
        this.topics = List.copyOf(topics);
        this.interval = requireNonNull(interval, "interval");
        this.patience = requireNonNull(patience, "patience");
        this.clocks = requireNonNull(clocks, "clocks");
        this.nextTrialNanos = clocks.nanos();
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

    /** A request's record was acknowledged on this topic. */
    void answered(String topic) {
        availability.answered(clocks.nanos());
        refusing.remove(topic);
        proven = true;
    }

    /**
     * A record got no answer.
     *
     * @param begunNanos when it was handed over
     */
    void unanswered(String topic, long begunNanos, Exception cause) {
        warn(topic, cause);
        if (refusing.contains(topic)) {
            return;
        }
        String words = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        if (availability.unanswered(begunNanos, clocks.nanos(), clocks.wall().instant(), words)) {
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

    /** What the watch does at every interval. */
    void look() {
        try {
            requireProgress();
            Optional<Outage> outage = availability.outage();
            if (outage.isPresent() && isDue() && renew(outage.get())) {
                find(outage.get());
            }
        } catch (RuntimeException e) { // a scheduled task that throws is never run again
            warning.warn("The Kafka broker cannot be looked for: {}", e.toString());
        }
    }

    /** Nobody may send anything for hours; that the broker is away should be known before. */
    private void lookFirst() {
        String topic = topics.get(0);
        long begun = clocks.nanos();
        try {
            session.producer().partitionsFor(topic);
        } catch (KafkaException e) {
            unanswered(topic, begun, e);
        }
    }

    private void requireProgress() {
        long now = clocks.nanos();
        long wait = session.longestWaitNanos(now);
        if (wait > patience.toNanos()) {
            availability.lost(now - wait, now, clocks.wall().instant(), "the producer has stopped working");
        }
    }

    private boolean isDue() {
        if (proven) {
            proven = false;
            backoff.reset();
            nextTrialNanos = clocks.nanos();
        }
        return clocks.nanos() - nextTrialNanos >= 0;
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
        if (!isFound()) {
            return;
        }
        Trial trial;
        try {
            trial = Trial.run(session, topics, patience);
        } catch (InterruptedException e) { // closed
            Thread.currentThread().interrupt();
            return;
        }
        trial.refusals().forEach(this::warn);
        nextTrialNanos = clocks.nanos() + backoff.next().toNanos();
        if (trial.isTaken()) {
            refusing.addAll(trial.refusals().keySet());
            refusing.retainAll(trial.refusals().keySet());
            availability.restored(clocks.nanos());
            LOG.info("Intake takes again: the Kafka broker is back, and was away since {}", outage.since());
        } else {
            answeredBy = null;
        }
    }

    /** Whether the broker tells of any topic; a producer that knows none yet has to ask it. */
    private boolean isFound() {
        for (String topic : topics) {
            try {
                session.producer().partitionsFor(topic);
                return true;
            } catch (KafkaException e) {
                warn(topic, e);
            }
        }
        return false;
    }

    private void warn(String topic, Exception cause) {
        warning.warn("Kafka did not acknowledge, topic {}: {}", topic, cause.toString());
    }

    private static Thread newThread(Runnable task) {
        Thread thread = new Thread(task, "ingest-broker-watch");
        thread.setDaemon(true);
        return thread;
    }
}
