package dev.bellwether.processors.fold;

import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** Makes deltas of the requests of one signal. Mutable, for one thread. */
@FunctionalInterface
public interface SignalFold {

    /**
     * Folds a request.
     *
     * @throws MalformedOtlpException if the bytes are not a request of the signal; nothing has happened then
     * @throws TooManyDeltasException if there would be more deltas than a request may make; nothing has happened then
     */
    Result fold(byte[] request, Origin origin) throws MalformedOtlpException;

    /**
     * What a request adds.
     *
     * @param deltas in the order in which they are sent on
     * @param counting counts what is in them, once, where the request is none that was sent again
     */
    record Result(List<Keyed> deltas, Runnable counting) {

        public Result {
            deltas = List.copyOf(deltas);
        }
    }

    /** A delta, and the key that it is sent under. */
    record Keyed(String key, SpecificRecord delta) {}
}
