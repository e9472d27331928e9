package dev.bellwether.alerting.rulebook;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Every version of every rule file that is known, and so the rules of every log time. Immutable; may be shared by threads.
 *
 * <p>A version takes effect at its log time, and stays until the next one of its file. One that says the same as the one before changes
 * nothing.
 */
public final class Rulebook {

    /** No rules at all. */
    public static final Rulebook EMPTY = new Rulebook(Map.of());

    private final Map<String, List<FileVersion>> files;

    /** By the log time from which on they are in force. */
    private final NavigableMap<Long, RulesInForce> changes = new TreeMap<>();

    /** By the times from which on rules are in force: what is needed by some of them. */
    private final Map<List<Long>, MatchIndex> together = new ConcurrentHashMap<>();

    private Rulebook(Map<String, List<FileVersion>> files) {
        this.files = files;
        List<FileVersion> versions = new ArrayList<>();
        files.values().forEach(versions::addAll);
        versions.sort(Comparator.comparingLong(FileVersion::since));
        Map<GroupKey, LiveGroup> groups = new TreeMap<>();
        long from = Long.MIN_VALUE;
        for (FileVersion version : versions) {
            if (version.since() != from) {
                changes.put(from, new RulesInForce(from, version.since(), groups));
                from = version.since();
            }
            version.replaceIn(groups);
        }
        changes.put(from, new RulesInForce(from, Long.MAX_VALUE, groups));
    }

    /**
     * With one more version; the same book where that one is known already, or says what the one before it said. What somebody else said
     * before is his from then on who says it again.
     */
    public Rulebook with(FileVersion version) {
        requireNonNull(version, "version");
        List<FileVersion> known = files.getOrDefault(version.file(), List.of());
        if (known.isEmpty() && version.isRemoval()) {
            return this;
        }
        List<FileVersion> more = new ArrayList<>(known);
        FileVersion last = known.isEmpty() ? version : known.get(known.size() - 1);
        if (known.isEmpty() || !last.saysTheSameAs(version)) {
            more.add(version);
            more.sort(Comparator.comparingLong(FileVersion::since));
        } else if (last.origin() != version.origin()) {
            more.set(more.size() - 1, last.withOrigin(version.origin()));
        } else {
            return this;
        }
        Map<String, List<FileVersion>> all = new HashMap<>(files);
        all.put(version.file(), List.copyOf(more));
        return new Rulebook(all);
    }

    /** The rules that are in force at a log time, milliseconds since the epoch. */
    public RulesInForce at(long logTime) {
        return requireNonNull(changes.floorEntry(logTime), "every time has rules")
                .getValue();
    }

    /** The rules that are in force somewhere in a stretch of log time, in order; both ends included. */
    public Collection<RulesInForce> between(long from, long to) {
        return changes.subMap(requireNonNull(changes.floorKey(from), "every time has rules"), true, to, true)
                .values();
    }

    /**
     * The last slot of a group before a time, be it in force then or not.
     *
     * @param after empty where there is none behind this
     */
    public OptionalLong slotBefore(GroupKey group, long time, long after) {
        long before = time;
        while (before > after + 1) {
            RulesInForce rules = at(before - 1);
            Optional<LiveGroup> live = rules.group(group);
            if (live.isPresent()) {
                long slot = live.get().slotBefore(before);
                if (slot > after && rules.covers(slot)) {
                    return OptionalLong.of(slot);
                }
            }
            if (rules.from() <= after) {
                return OptionalLong.empty();
            }
            before = rules.from();
        }
        return OptionalLong.empty();
    }

    /**
     * Which groups need a series that is appended at a log time: those in force then, and those that were shortly before, of which slots are
     * still to be evaluated that see it.
     *
     * @param delay how long after its time a slot is evaluated at the latest, in milliseconds
     */
    public MatchIndex needed(long logTime, long delay) {
        Collection<RulesInForce> inForce = between(logTime - delay, logTime);
        if (inForce.size() == 1) {
            return inForce.iterator().next().index();
        }
        return together.computeIfAbsent(inForce.stream().map(RulesInForce::from).toList(), from -> {
            List<LiveGroup> groups = new ArrayList<>();
            inForce.forEach(rules -> groups.addAll(rules.groups()));
            return new MatchIndex(groups);
        });
    }

    /** The newest version of a file, in force or to be. */
    public Optional<FileVersion> newest(String file) {
        List<FileVersion> versions = files.getOrDefault(file, List.of());
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    /** The newest version of each file, removed ones left out, by name. */
    public List<FileVersion> newest() {
        return files.keySet().stream()
                .sorted()
                .flatMap(file -> newest(file).stream())
                .filter(version -> !version.isRemoval())
                .toList();
    }
}
