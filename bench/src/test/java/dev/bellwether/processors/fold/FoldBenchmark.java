package dev.bellwether.processors.fold;

import dev.bellwether.bench.micro.Requests;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import dev.bellwether.telemetry.otlp.Signal;
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

/** A request of 500 entry spans of ten operations, to its delta: for each span. In the package of the class that it measures, which is nobody else's. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Requests.ITEMS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
public class FoldBenchmark {

    private static final Origin ORIGIN = new Origin("otlp_spans", 0, 1, 1_800_000_000_000L);

    private final byte[][] requests = Requests.of(Signal.TRACES);
    private final Fold fold = new Fold(FoldConfig.DEFAULT);
    private int next;

    @Benchmark
    public int fold() throws MalformedOtlpException {
        next = (next + 1) % requests.length;
        return fold.fold(requests[next], ORIGIN).deltas().size();
    }
}
