package dev.bellwether.alerting.lifecycle;

import java.util.function.Consumer;

/** Where {@link AlertEvaluator} keeps alerts and their timers, so that nothing is forgotten in a restart. */
public interface AlertStore {

    void put(TrackedAlert alert);

    void delete(Fingerprint fingerprint);

    /** All alerts. The store may not be changed meanwhile. */
    void forEach(Consumer<TrackedAlert> action);
}
