package dev.bellwether.alerting.evaluate;

import dev.bellwether.alerting.rulebook.GroupKey;
import dev.bellwether.alerting.rulebook.MatchIndex;
import dev.bellwether.alerting.sample.SampleFacts;
import dev.bellwether.facts.SampledSeries;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.rules.RuleSample;
import dev.bellwether.promql.rules.SampleSink;
import dev.bellwether.promql.storage.SeriesStore;
import dev.bellwether.promql.storage.StoredSample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Takes what the rules of a group write in one evaluation, and hands it to the groups that look at it. */
final class Recording implements SampleSink {

    private final GroupKey group;
    private final MatchIndex index;
    private final SeriesStore own;
    private final Map<Labels, RuleSample> written = new HashMap<>();
    private final Map<GroupKey, List<SampledSeries>> byReader = new TreeMap<>();

    Recording(GroupKey group, MatchIndex index, SeriesStore own) {
        this.group = group;
        this.index = index;
        this.own = own;
    }

    @Override
    public Optional<String> write(RuleSample sample) {
        RuleSample before = written.putIfAbsent(sample.labels(), sample);
        if (before != null) {
            return isSame(before, sample) ? Optional.empty() : Optional.of("duplicate sample for timestamp");
        }
        Set<GroupKey> readers = index.readers(sample.labels()::get);
        if (!readers.isEmpty()) {
            SampledSeries series = SampleFacts.series(sample);
            readers.forEach(reader ->
                    byReader.computeIfAbsent(reader, key -> new ArrayList<>()).add(series));
        }
        if (readers.contains(group)) {
            own.put(
                    sample.labels(),
                    new StoredSample(
                            sample.point().time(),
                            sample.point().value(),
                            sample.point().histogram(),
                            0));
        }
        return Optional.empty();
    }

    private static boolean isSame(RuleSample one, RuleSample other) {
        return one.point().histogram().equals(other.point().histogram())
                && Double.doubleToRawLongBits(one.point().value())
                        == Double.doubleToRawLongBits(other.point().value());
    }

    /** What a group looks at, of all that was written. */
    List<SampledSeries> of(GroupKey reader) {
        return byReader.getOrDefault(reader, List.of());
    }
}
