package dev.bellwether.bench.micro;

import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import dev.bellwether.telemetry.histogram.HistogramRecorder;
import dev.bellwether.telemetry.histogram.MalformedHistogramException;
import java.nio.ByteBuffer;
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
    private final byte[] bytes;

    public HistogramBenchmark() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < VALUES; i++) {
            values[i] = Math.round(20e6 * Math.exp(1.16 * random.nextGaussian()));
        }
        one = ExponentialHistogram.of(values);
        other = ExponentialHistogram.of(values).plus(one);
        bytes = one.toBytes();
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

    /** As the windows do it: the binary form of a delta is added without a histogram of its own. */
    @Benchmark
    public long mergeBinary() throws MalformedHistogramException {
        recorder.clear();
        recorder.add(ByteBuffer.wrap(bytes));
        return recorder.count();
    }

    @Benchmark
    public byte[] encode() {
        return one.toBytes();
    }
}
