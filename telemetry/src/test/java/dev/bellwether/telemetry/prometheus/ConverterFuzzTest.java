package dev.bellwether.telemetry.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import dev.bellwether.telemetry.otlp.MetricRequests;
import dev.bellwether.telemetry.otlp.Mutations;
import dev.bellwether.telemetry.otlp.OtlpLimits;
import dev.bellwether.telemetry.otlp.OtlpRequests;
import dev.bellwether.telemetry.otlp.Signal;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever stands in a request: each of its points is converted or refused, and nothing is thrown but the checked error. */
@Timeout(600) // not a matter of speed: damaged bytes must not make anything go round for ever
class ConverterFuzzTest {

    private static final long SEED = 20_261_121;

    @Test
    void everyPoint_isConvertedOrRefused() throws Exception {
        long converted = 0;
        for (long seed = SEED; seed < SEED + 500; seed++) {
            byte[] request = MetricRequests.likely(seed);
            Ledger ledger = new Ledger();
            new SeriesConverter(NamingRules.DEFAULT).convert(request, ledger);
            assertThat(ledger.converted + ledger.refused)
                    .as("seed %d", seed)
                    .isEqualTo(OtlpRequests.count(Signal.METRICS, request, OtlpLimits.DEFAULT));
            converted += ledger.converted;
        }
        assertThat(converted).isGreaterThan(500);
    }

    @Test
    void damagedRequest_isConvertedOrRefusedWithTheCheckedError() {
        Random random = new Random(SEED);
        SeriesConverter converter = new SeriesConverter(NamingRules.DEFAULT);
        List<byte[]> corpus = MetricRequests.corpus(SEED);
        int refused = 0;
        for (int round = 0; round < 8_000; round++) {
            byte[] request = Mutations.of(corpus.get(round % corpus.size()), random);
            try {
                converter.convert(request, new Ledger());
            } catch (MalformedOtlpException e) {
                assertThat(e.offset()).as(HexFormat.of().formatHex(request)).isBetween(0, request.length);
                refused++;
            }
        }
        assertThat(refused).isBetween(400, 7_600);
    }

    /** Counts points by the one sample that each has once. */
    private static final class Ledger implements SeriesSink {

        private MetricFamily family = new MetricFamily("", FamilyType.GAUGE, "", "");
        private long converted;
        private long refused;

        @Override
        public void family(MetricFamily newFamily) {
            family = newFamily;
        }

        @Override
        public void sample(SeriesSample sample) {
            String name = sample.labels().metricName();
            boolean plain = name.equals(family.name()) && family.type() != FamilyType.SUMMARY;
            if (plain || name.equals(family.name() + "_count")) {
                converted++;
            }
        }

        @Override
        public void refused(Refusal reason) {
            refused++;
        }
    }
}
