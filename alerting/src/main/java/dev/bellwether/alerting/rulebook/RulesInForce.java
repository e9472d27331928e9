package dev.bellwether.alerting.rulebook;

import static java.util.Objects.requireNonNull;

import dev.bellwether.promql.rules.RecordingRule;
import dev.bellwether.promql.rules.Rule;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The rules of a stretch of log time, in which none changes. Immutable, but for what the index remembers; may be shared by threads.
 */
public final class RulesInForce {

    private final long from;
    private final long to;
    private final TreeMap<GroupKey, LiveGroup> groups;
    private final MatchIndex index;
    private final Map<GroupKey, Set<GroupKey>> readers = new HashMap<>();
    private final Map<GroupKey, Set<GroupKey>> writers = new HashMap<>();

    /**
     * The rules from a log time on.
     *
     * @param from milliseconds since the epoch
     * @param to exclusive; {@link Long#MAX_VALUE} where no change is known
     */
    RulesInForce(long from, long to, Map<GroupKey, LiveGroup> groups) {
        this.from = from;
        this.to = to;
        this.groups = new TreeMap<>(requireNonNull(groups, "groups"));
        this.index = new MatchIndex(this.groups.values());
        this.groups.values().forEach(this::findReaders);
    }

    private void findReaders(LiveGroup writer) {
        for (Rule rule : writer.group().rules()) {
            for (String metric : written(rule)) {
                for (GroupKey reader : index.mayRead(metric)) {
                    if (!reader.equals(writer.key())) {
                        readers.computeIfAbsent(writer.key(), key -> new TreeSet<>())
                                .add(reader);
                        writers.computeIfAbsent(reader, key -> new TreeSet<>()).add(writer.key());
                    }
                }
            }
        }
    }

    private static List<String> written(Rule rule) {
        return rule instanceof RecordingRule ? List.of(rule.name()) : List.of("ALERTS", "ALERTS_FOR_STATE");
    }

    /** The other groups that may look at what a group records. */
    public Set<GroupKey> readersOf(GroupKey writer) {
        return Collections.unmodifiableSet(readers.getOrDefault(writer, Set.of()));
    }

    /** The other groups that may record what a group looks at. */
    public Set<GroupKey> writersFor(GroupKey reader) {
        return Collections.unmodifiableSet(writers.getOrDefault(reader, Set.of()));
    }

    /** Whether they are in force at a log time. */
    public boolean covers(long logTime) {
        return from <= logTime && logTime < to;
    }

    /** Log time from which on they are in force. */
    public long from() {
        return from;
    }

    /** Log time from which on they are not; {@link Long#MAX_VALUE} where no change is known. */
    public long to() {
        return to;
    }

    /** By key. */
    public Collection<LiveGroup> groups() {
        return groups.values();
    }

    public Optional<LiveGroup> group(GroupKey key) {
        return Optional.ofNullable(groups.get(key));
    }

    /** Which groups need which series. */
    public MatchIndex index() {
        return index;
    }
}
