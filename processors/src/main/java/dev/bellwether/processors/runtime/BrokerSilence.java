package dev.bellwether.processors.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Whether a failure of an application is due to a broker that did not answer. Exceptions alone do not tell: where a record was left
 * unanswered, the transaction that it belongs to fails later, with a plain {@code KafkaException} that names no cause. Thread-safe.
 */
final class BrokerSilence {

    /** Those with a transaction of which a record was left unanswered. */
    private final Set<CountingProducer> unanswered = ConcurrentHashMap.newKeySet();

    /** A record of the producer's transaction failed for this reason. */
    void failed(CountingProducer producer, Exception reason) {
        if (isSilence(reason)) {
            unanswered.add(producer);
        }
    }

    /** The producer's transaction has ended, or nobody will ask for its end any more. */
    void ended(CountingProducer producer) {
        unanswered.remove(producer);
    }

    boolean explains(Throwable failure) {
        return !unanswered.isEmpty() || isSilence(failure);
    }

    /** All of these come after seconds of waiting, or where a connection is lost; whatever a broker answers is none of them. */
    static boolean isSilence(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException
                    || cause instanceof DisconnectException
                    || cause instanceof NetworkException) {
                return true;
            }
        }
        return false;
    }
}
