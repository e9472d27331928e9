package dev.bellwether.processors.admission;

import dev.bellwether.facts.OperationDelta;
import dev.bellwether.facts.RedDelta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A delta of ten of its service's fifty operations, of one service after the other. The store is a map: a real one takes longer for what is not
 * in memory. In the package of the class that it measures.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
public class AdmissionBenchmark {

    private static final long NOW = 1_800_000_000_000L;
    private static final int OPERATIONS = 50;
    private static final int OF_A_DELTA = 10;

    /** With 2,500, as many as a task may have, not all names have room in memory. */
    @Param({"100", "1000", "2500"})
    public int services = 100;

    private final List<RedDelta> deltas = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final Admission admission = new Admission(AdmissionConfig.DEFAULT, new MapStore());
    private int next;

    @Setup
    public void admitAll() {
        for (int service = 0; service < services; service++) {
            names.add("production/shop/service-" + service);
            admission.admit(names.get(service), delta(0, OPERATIONS), NOW);
            deltas.add(delta(service % (OPERATIONS - OF_A_DELTA), OF_A_DELTA));
        }
    }

    @Benchmark
    public Admission.Outcome admit() {
        next = (next + 1) % services;
        return admission.admit(names.get(next), deltas.get(next), NOW);
    }

    private static RedDelta delta(int first, int operations) {
        return RedDelta.newBuilder()
                .setService("any")
                .setVersion("1.0.0")
                .setWindowStart(Instant.ofEpochMilli(NOW))
                .setWindowEnd(Instant.ofEpochMilli(NOW + 5_000))
                .setOperations(IntStream.range(first, first + operations)
                        .mapToObj(i -> OperationDelta.newBuilder()
                                .setOperation("GET /api/v1/orders/" + i)
                                .setCalls(1)
                                .build())
                        .toList())
                .build();
    }

    /** By service. */
    private static final class MapStore implements AdmissionStore {

        private final TreeMap<String, List<AdmittedName>> services = new TreeMap<>();

        @Override
        public void put(AdmittedName name, long seen) {
            services.computeIfAbsent(name.service(), service -> new ArrayList<>())
                    .add(name);
        }

        @Override
        public void delete(AdmittedName name) {
            services.getOrDefault(name.service(), new ArrayList<>()).remove(name);
        }

        @Override
        public void forEach(BiConsumer<AdmittedName, Long> action) {
            services.keySet().forEach(service -> forEachOf(service, action));
        }

        @Override
        public void forEachOf(String service, BiConsumer<AdmittedName, Long> action) {
            services.getOrDefault(service, List.of()).forEach(name -> action.accept(name, NOW));
        }
    }
}
