package dev.bellwether.bench.micro;

import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import dev.bellwether.telemetry.otlp.Signal;
import dev.bellwether.telemetry.prometheus.NamingRules;
import dev.bellwether.telemetry.prometheus.Refusal;
import dev.bellwether.telemetry.prometheus.SeriesConverter;
import dev.bellwether.telemetry.prometheus.SeriesSample;
import dev.bellwether.telemetry.prometheus.SeriesSink;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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

/** A request of 500 data points, half of them counters and half classic histograms of 15 buckets, to Prometheus series: for each point. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Requests.ITEMS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-Xmx1g", "-XX:+UseSerialGC"})
public class ConversionBenchmark {

    private final byte[] request = Requests.of(Signal.METRICS)[0];
    private final SeriesConverter converter = new SeriesConverter(NamingRules.DEFAULT);

    /** @param wanted whether some rule names the metrics */
    private record Counting(boolean wanted, AtomicLong samples) implements SeriesSink {

        @Override
        public boolean takes(String metricName) {
            return wanted;
        }

        @Override
        public void sample(SeriesSample sample) {
            samples.setPlain(samples.getPlain() + 1);
        }

        @Override
        public void refused(Refusal reason) {
            throw new IllegalStateException(reason.toString());
        }
    }

    private long convert(boolean wanted) throws MalformedOtlpException {
        Counting sink = new Counting(wanted, new AtomicLong());
        converter.convert(request, sink);
        return sink.samples.get();
    }

    @Benchmark
    public long converted() throws MalformedOtlpException {
        return convert(true);
    }

    @Benchmark
    public long passedOver() throws MalformedOtlpException {
        return convert(false);
    }
}
