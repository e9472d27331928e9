package dev.bellwether.kubernetes.watch;

import dev.bellwether.kubernetes.cluster.Change;
import dev.bellwether.kubernetes.cluster.ClusterObject;
import dev.bellwether.kubernetes.cluster.Kind;
import dev.bellwether.kubernetes.cluster.ObjectKey;
import dev.bellwether.kubernetes.cluster.ObjectLedger;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** From what is seen to what is written: the ledger for many threads, and the outbox behind it. Thread-safe. */
final class Publication {

    private final ObjectLedger ledger;
    private final Outbox outbox;
    private final InstantSource clock;

    Publication(ObjectLedger ledger, Outbox outbox, InstantSource clock) {
        this.ledger = ledger;
        this.outbox = outbox;
        this.clock = clock;
    }

    synchronized void recall(ClusterObject object) {
        ledger.recall(object);
    }

    synchronized void observe(ClusterObject object) {
        publish(ledger.observe(object, clock.instant()));
    }

    synchronized void end(ObjectKey key) {
        publish(ledger.end(key, clock.instant()));
    }

    synchronized void endOthers(Kind kind, Set<String> uids) {
        outbox.add(ledger.endOthers(kind, uids, clock.instant()));
    }

    synchronized void forget() {
        outbox.add(ledger.forget(clock.instant()));
    }

    synchronized int held() {
        return ledger.size();
    }

    synchronized long living(Kind kind) {
        return ledger.living(kind);
    }

    synchronized long refused() {
        return ledger.refused();
    }

    private void publish(Optional<Change> change) {
        change.ifPresent(said -> outbox.add(List.of(said)));
    }
}
