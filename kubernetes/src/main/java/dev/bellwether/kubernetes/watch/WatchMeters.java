package dev.bellwether.kubernetes.watch;

import dev.bellwether.kubernetes.cluster.Kind;
import dev.bellwether.observation.meter.Catalogue.Kubernetes;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.BooleanSupplier;

/** Counts of the watch. Every value of a label is there from the start. */
final class WatchMeters {

    private final MeterRegistry registry;
    private final Counter written;
    private final Counter writeFailed;
    private final Counter tooLarge;

    WatchMeters(MeterRegistry registry) {
        this.registry = registry;
        this.written = Kubernetes.RECORDS.counter(registry, "written");
        this.writeFailed = Kubernetes.RECORDS.counter(registry, "failed");
        this.tooLarge = Kubernetes.RECORDS.counter(registry, "too_large");
        for (Kind kind : Kind.values()) {
            Counter lists = lists(kind);
            for (Problem problem : Problem.values()) {
                Counter failures = failures(kind, problem);
            }
        }
    }

    void show(Publication publication, Outbox outbox) {
        Meter refused = Kubernetes.REFUSED.counter(registry, publication, Publication::refused);
        Meter waiting = Kubernetes.WAITING.gauge(registry, outbox, Outbox::size);
        for (Kind kind : Kind.values()) {
            Meter living = Kubernetes.OBJECTS.gauge(registry, publication, all -> all.living(kind), kind.word());
        }
    }

    void show(Kind kind, BooleanSupplier watching) {
        Meter gauge = Kubernetes.WATCHING.gauge(registry, watching, now -> now.getAsBoolean() ? 1 : 0, kind.word());
    }

    void listed(Kind kind) {
        lists(kind).increment();
    }

    void failed(Kind kind, Problem problem) {
        failures(kind, problem).increment();
    }

    void written() {
        written.increment();
    }

    void writeFailed() {
        writeFailed.increment();
    }

    void tooLarge() {
        tooLarge.increment();
    }

    private Counter lists(Kind kind) {
        return Kubernetes.LISTS.counter(registry, kind.word());
    }

    private Counter failures(Kind kind, Problem problem) {
        return Kubernetes.FAILURES.counter(registry, kind.word(), problem.label());
    }
}
