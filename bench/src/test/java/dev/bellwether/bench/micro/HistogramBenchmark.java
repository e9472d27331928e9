package dev.bellwether.bench.micro;

import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import dev.bellwether.telemetry.histogram.HistogramRecorder;
import dev.bellwether.telemetry.histogram.MalformedHistogramException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
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

/** Latencies around 20 ms, lognormal, in a histogram: recorded one by one, merged, written. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
public class HistogramBenchmark {

    private static final int VALUES = 1_024;

    private final long[] values = new long[VALUES];
    private final HistogramRecorder recorder = new HistogramRecorder();
    private final ExponentialHistogram one;
    private final ExponentialHistogram other;
    private final byte[] window;
    private final byte[] delta;

    public HistogramBenchmark() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < VALUES; i++) {
            values[i] = Math.round(20e6 * Math.exp(1.16 * random.nextGaussian()));
        }
        one = ExponentialHistogram.of(values);
        other = ExponentialHistogram.of(values).plus(one);
        window = other.toBytes();
        delta = ExponentialHistogram.of(Arrays.copyOf(values, 8)).toBytes();
    }

    @Benchmark
    @OperationsPerInvocation(VALUES)
    public long insert() {
        for (long value : values) {
            recorder.record(value);
        }
        long count = recorder.count();
        recorder.clear();
        return count;
    }

    @Benchmark
    public ExponentialHistogram merge() {
        return one.plus(other);
    }

    /** As the windows do it: what a request adds to an operation, 8 values, to what a window holds of it. */
    @Benchmark
    public byte[] sumBinary() throws MalformedHistogramException {
        return ExponentialHistogram.sum(ByteBuffer.wrap(window), ByteBuffer.wrap(delta));
    }

    /** The same by way of histograms. */
    @Benchmark
    public byte[] sumParsed() throws MalformedHistogramException {
        return ExponentialHistogram.parse(ByteBuffer.wrap(window))
                .plus(ExponentialHistogram.parse(ByteBuffer.wrap(delta)))
                .toBytes();
    }

    @Benchmark
    public byte[] encode() {
        return one.toBytes();
    }
}
