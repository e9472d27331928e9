package dev.bellwether.alerting.match;

import dev.bellwether.alerting.sample.SampleFacts;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import dev.bellwether.telemetry.prometheus.NamingRules;
import dev.bellwether.telemetry.prometheus.Refusal;
import dev.bellwether.telemetry.prometheus.SeriesConverter;
import dev.bellwether.telemetry.prometheus.SeriesSample;
import dev.bellwether.telemetry.prometheus.SeriesSink;

/** Requests of OTLP metrics: series with the names that Prometheus would give them. Mutable, for one thread. */
final class MetricMatch implements SampleSource {

    private final SeriesConverter converter = new SeriesConverter(NamingRules.DEFAULT);

    @Override
    public Read read(byte[] request, Matcher matcher) throws MalformedOtlpException {
        Sink sink = new Sink(matcher);
        converter.convert(request, sink);
        return new Read(sink.samples, sink.refused);
    }

    private static final class Sink implements SeriesSink {

        private final Matcher matcher;
        private long samples;
        private long refused;

        private Sink(Matcher matcher) {
            this.matcher = matcher;
        }

        @Override
        public boolean takes(String metricName) {
            return matcher.index().mayNeed(metricName);
        }

        @Override
        public void sample(SeriesSample sample) {
            samples++;
            matcher.batches().add(sample.labels()::get, () -> SampleFacts.series(sample));
        }

        @Override
        public void refused(Refusal reason) {
            refused++;
        }
    }
}
