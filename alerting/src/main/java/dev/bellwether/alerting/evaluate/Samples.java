package dev.bellwether.alerting.evaluate;

import dev.bellwether.alerting.rulebook.GroupKey;
import dev.bellwether.alerting.sample.SampleFacts;
import dev.bellwether.facts.Sample;
import dev.bellwether.facts.SampleBatch;
import dev.bellwether.facts.SampleKind;
import dev.bellwether.facts.SampledSeries;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.storage.SeriesStore;
import dev.bellwether.promql.storage.StoredSample;
import dev.bellwether.telemetry.prometheus.Accumulation;
import dev.bellwether.telemetry.prometheus.DeltaAccumulator;
import dev.bellwether.telemetry.prometheus.DeltaState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The series that the rules of a group look at. Deltas are added up as they come, and from then on kept as what they add up to. */
final class Samples {

    /** By how much the start of a delta may differ from the end of the one before. */
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    private final GroupKey group;
    private final EvaluationConfig config;
    private final GroupStore store;
    private final SeriesStore series = new SeriesStore();
    private final DeltaAccumulator accumulator = new DeltaAccumulator(TOLERANCE);

    Samples(GroupKey group, EvaluationConfig config, GroupStore store) {
        this.group = group;
        this.config = config;
        this.store = store;
    }

    SeriesStore series() {
        return series;
    }

    /** Puts in what was put in before, as it was kept, but for what had been forgotten by then. */
    void restore(SampleBatch batch, long forgottenBefore) {
        for (SampledSeries sampled : batch.getSeries()) {
            Labels labels = SampleFacts.labels(sampled);
            for (Sample sample : sampled.getSamples()) {
                StoredSample stored = SampleFacts.stored(sample);
                if (stored.time() >= forgottenBefore && !isAhead(stored, batch)) {
                    series.put(labels, stored);
                }
            }
        }
    }

    /**
     * Puts in a batch that is seen for the first time.
     *
     * @param reachMillis how far back rules look: for so long a sample that finds no room is missed
     */
    GroupProgress add(ArrivalKey arrival, SampleBatch batch, long reachMillis, GroupProgress progress) {
        GroupProgress after = progress;
        boolean anyDeltas = false;
        List<SampledSeries> kept = new ArrayList<>(batch.getSeries().size());
        for (SampledSeries sampled : batch.getSeries()) {
            Labels labels = SampleFacts.labels(sampled);
            boolean deltas = sampled.getKind() == SampleKind.DELTA;
            SampledSeries cumulative = deltas ? addedUp(labels, sampled) : sampled;
            anyDeltas |= deltas;
            kept.add(cumulative);
            for (Sample sample : cumulative.getSamples()) {
                StoredSample stored = SampleFacts.stored(sample);
                if (stored.time() >= progress.forgottenBefore() && !put(labels, stored, batch)) {
                    after = after.incomplete(
                            arrival.logTime() + config.rulebook().maxRange().toMillis());
                }
            }
        }
        if (anyDeltas) {
            store.put(arrival, SampleBatch.newBuilder(batch).setSeries(kept).build());
        }
        return after;
    }

    private boolean put(Labels labels, StoredSample sample, SampleBatch batch) {
        if (isAhead(sample, batch)) {
            return true;
        }
        if (series.samples() >= config.maxSamples()) {
            return false;
        }
        series.put(labels, sample);
        return true;
    }

    private boolean isAhead(StoredSample sample, SampleBatch batch) {
        return sample.time() > batch.getLogTime().plus(config.clockAhead()).toEpochMilli();
    }

    private SampledSeries addedUp(Labels labels, SampledSeries deltas) {
        List<Sample> cumulative = new ArrayList<>();
        for (Sample delta : deltas.getSamples()) {
            Optional<DeltaState> before = store.deltas(group, labels);
            Accumulation sum = accumulator.add(before, SampleFacts.delta(deltas, delta));
            store.putDeltas(group, labels, sum.state());
            sum.sample()
                    .ifPresent(sample ->
                            cumulative.addAll(SampleFacts.series(sample).getSamples()));
        }
        return SampledSeries.newBuilder(deltas)
                .setKind(SampleKind.CUMULATIVE)
                .setSamples(cumulative)
                .build();
    }
}
