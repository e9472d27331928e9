package dev.bellwether.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.bellwether.processors.admission.AdmissionBenchmark;
import dev.bellwether.processors.enrich.EnricherBenchmark;
import dev.bellwether.processors.fold.FoldBenchmark;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import java.util.Collection;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

class BenchmarksTest {

    @Test
    void everyBenchmarkRuns() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(TraceReaderBenchmark.class.getSimpleName())
                        .include(HistogramBenchmark.class.getSimpleName())
                        .include(ConversionBenchmark.class.getSimpleName())
                        .include(FoldBenchmark.class.getSimpleName())
                        .include(EnricherBenchmark.class.getSimpleName())
                        .include(AdmissionBenchmark.class.getSimpleName())
                        .mode(Mode.SingleShotTime)
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run();

        assertThat(results).hasSize(3 + 5 + 2 + 1 + 3 + 3);
    }

    /** Or one of them would be faster because it reads less. */
    @Test
    void bothReaders_readTheSame() throws MalformedOtlpException, InvalidProtocolBufferException {
        TraceReaderBenchmark wire = new TraceReaderBenchmark();
        TraceReaderBenchmark generated = new TraceReaderBenchmark();

        for (int i = 0; i < 20; i++) {
            assertThat(wire.onTheWire()).isPositive().isEqualTo(generated.throughGeneratedClasses());
        }
        assertThat(wire.checkedAndCounted()).isEqualTo(Requests.ITEMS);
    }
}
