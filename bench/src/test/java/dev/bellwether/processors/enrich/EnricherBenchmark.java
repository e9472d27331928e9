package dev.bellwether.processors.enrich;

import dev.bellwether.bench.micro.Requests;
import dev.bellwether.kubernetes.cluster.ClusterObject;
import dev.bellwether.kubernetes.cluster.Container;
import dev.bellwether.kubernetes.cluster.Kind;
import dev.bellwether.kubernetes.cluster.Life;
import dev.bellwether.kubernetes.cluster.ObjectKey;
import dev.bellwether.kubernetes.cluster.Placement;
import dev.bellwether.kubernetes.directory.Association;
import dev.bellwether.kubernetes.directory.Directory;
import dev.bellwether.observation.meter.Counts;
import dev.bellwether.processors.resource.ResourceCache;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import dev.bellwether.telemetry.otlp.Signal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A request of 500 spans of one resource, enriched: for each span. In a cluster of 10,000 pods, by the connection's address. In the package of
 * the class that it measures, which is nobody else's.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Requests.ITEMS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
public class EnricherBenchmark {

    private static final long LOG_TIME = 1_800_000_000_000L;
    private static final int PODS = 10_000;
    private static final String KNOWN = "10.1.7.7";
    private static final String UNKNOWN = "192.0.2.1";

    private final Enricher enricher = new Enricher(
            directory(),
            new ResourceCache<>(8 << 20, (key, sender) -> sender.bytes(key), evicted -> {}),
            new Patience(Duration.ZERO, () -> Instant.ofEpochMilli(LOG_TIME)),
            new VainWaits(100),
            new EnrichmentMeters(Counts.atOnce(new SimpleMeterRegistry()), Signal.TRACES));
    private final byte[][] requests = Requests.of(Signal.TRACES);
    private final byte[][] enriched = new byte[requests.length][];
    private int next;

    public EnricherBenchmark() {
        for (int i = 0; i < requests.length; i++) {
            enriched[i] = enrich(requests[i], KNOWN);
        }
    }

    @Benchmark
    public byte[] podIsKnown() {
        return enrich(requests[turn()], KNOWN);
    }

    @Benchmark
    public byte[] podIsNotKnown() {
        return enrich(requests[turn()], UNKNOWN);
    }

    /** As behind a Collector that has added all of it. */
    @Benchmark
    public byte[] nothingToAdd() {
        return enrich(enriched[turn()], KNOWN);
    }

    private int turn() {
        next = (next + 1) % requests.length;
        return next;
    }

    private byte[] enrich(byte[] request, String connection) {
        try {
            return enricher.enrich(request, connection, LOG_TIME);
        } catch (MalformedOtlpException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Directory directory() {
        Directory directory = new Directory(List.of(Association.values()), Duration.ofMinutes(10));
        for (int pod = 0; pod < PODS; pod++) {
            directory.put(new ClusterObject(
                    new ObjectKey(Kind.POD, "uid-" + pod),
                    "pod-" + pod,
                    "shop",
                    null,
                    new Placement("node-1", List.of("10.1." + pod / 250 + "." + pod % 250), false),
                    List.of(new Container("main", "shop/cart:1.4.2", "", "")),
                    Map.of("app.kubernetes.io/name", "cart", "app.kubernetes.io/version", "1.4.2"),
                    Map.of(),
                    Life.from(Instant.EPOCH)));
        }
        return directory;
    }
}
