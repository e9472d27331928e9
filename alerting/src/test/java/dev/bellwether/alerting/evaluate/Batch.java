package dev.bellwether.alerting.evaluate;

import dev.bellwether.facts.Sample;
import dev.bellwether.facts.SampleBatch;
import dev.bellwether.facts.SampleKind;
import dev.bellwether.facts.SampledSeries;
import dev.bellwether.promql.labels.Labels;
import java.time.Instant;
import java.util.List;

/** Batches of samples for tests, each of one sample. */
final class Batch {

    private Batch() {}

    static SampleBatch of(String topic, int partition, long offset, long logTime, SampledSeries... series) {
        return SampleBatch.newBuilder()
                .setSourceTopic(topic)
                .setSourcePartition(partition)
                .setSourceOffset(offset)
                .setLogTime(Instant.ofEpochMilli(logTime))
                .setSeries(List.of(series))
                .build();
    }

    static SampledSeries series(Labels labels, long time, double value) {
        return series(labels, SampleKind.GAUGE, 0, time, value);
    }

    static SampledSeries series(Labels labels, SampleKind kind, long start, long time, double value) {
        return SampledSeries.newBuilder()
                .setLabels(labels.toMap())
                .setKind(kind)
                .setSamples(List.of(Sample.newBuilder()
                        .setTime(Instant.ofEpochMilli(time))
                        .setStartTime(Instant.ofEpochMilli(start))
                        .setValue(value)
                        .build()))
                .build();
    }
}
