package dev.bellwether.processors.runtime;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortableException;

/**
 * Whether a thread of an application died of a broker that did not answer. Exceptions alone do not tell: where a record was left
 * unanswered, the transaction that it belongs to fails later, with a plain {@code KafkaException} that names no cause. Thread-safe.
 */
final class BrokerSilence {

    /** Stream threads with a transaction of which a record was left unanswered. */
    private final Set<Thread> unanswered = ConcurrentHashMap.newKeySet();

    /** A record of the thread's transaction failed for this reason. */
    void failed(Thread owner, Exception reason) {
        if (isSilence(reason)) {
            unanswered.add(owner);
        }
    }

    /** The thread's transaction has ended, or nobody will ask for its end any more. */
    void ended(Thread owner) {
        unanswered.remove(owner);
    }

    /** What one thread was not answered is no excuse for another one. */
    boolean explains(Thread died, Throwable failure) {
        return unanswered.contains(died) || isSilence(failure);
    }

    /**
     * A time-out, or a connection that was lost, and no answer of the broker as its cause: the client names that where it knows it, as for
     * a topic that does not exist. It does not for a record that the broker kept refusing until it expired, which therefore counts
     * as unanswered; like all silence it comes after seconds of waiting.
     */
    static boolean isSilence(Throwable failure) {
        boolean silence = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (isUnanswered(cause)) {
                silence = true;
            } else if (isAnswer(cause)) {
                return false;
            }
        }
        return silence;
    }

    private static boolean isUnanswered(Throwable cause) {
        return cause instanceof TimeoutException
                || cause instanceof DisconnectException
                || cause instanceof NetworkException;
    }

    private static boolean isAnswer(Throwable cause) {
        // The client wraps its own time-outs into the other one: "aborted after exhausting retries".
        return cause instanceof ApiException && !(cause instanceof TransactionAbortableException);
    }
}
