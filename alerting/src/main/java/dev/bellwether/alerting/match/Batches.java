package dev.bellwether.alerting.match;

import dev.bellwether.alerting.rulebook.GroupKey;
import dev.bellwether.alerting.rulebook.MatchIndex;
import dev.bellwether.facts.SampleBatch;
import dev.bellwether.facts.SampledSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Hands the samples of one record out to the groups that need them. Filled by one call, and then empty again. */
final class Batches {

    private final MatchIndex index;
    private final Map<GroupKey, List<SampledSeries>> byGroup = new TreeMap<>();
    private long matched;

    Batches(MatchIndex index) {
        this.index = index;
    }

    /**
     * Gives a series to those that need it.
     *
     * @param labels gives the value of a label; empty where there is none
     * @param series made only where somebody needs it
     */
    void add(UnaryOperator<String> labels, Supplier<SampledSeries> series) {
        Set<GroupKey> readers = index.readers(labels);
        if (readers.isEmpty()) {
            return;
        }
        SampledSeries fact = series.get();
        matched += fact.getSamples().size();
        for (GroupKey reader : readers) {
            byGroup.computeIfAbsent(reader, group -> new ArrayList<>()).add(fact);
        }
    }

    /** Samples that at least one group needs. */
    long matched() {
        return matched;
    }

    /** A batch for each group that needs something, in the order of the groups. */
    void drain(Supplier<SampleBatch.Builder> origin, BiConsumer<String, SampleBatch> to) {
        byGroup.forEach((group, series) ->
                to.accept(group.toString(), origin.get().setSeries(series).build()));
        byGroup.clear();
    }
}
