package dev.bellwether.promql.storage;

import dev.bellwether.promql.labels.LabelMatcher;
import java.util.List;

/** Where series come from. */
public interface Queryable {

    /**
     * The series that all matchers accept, with their samples of a stretch of time, both ends included. Series without samples there may
     * be left out. What it throws when it cannot read, unchecked, leaves the engine as it is: the query has no result.
     *
     * @param matchers at least one
     * @param from milliseconds since the epoch
     * @param to milliseconds since the epoch
     * @return each label set once, in rising order of label sets
     */
    List<SeriesSamples> select(List<LabelMatcher> matchers, long from, long to);
}
