package dev.bellwether.verification.deployment;

import dev.bellwether.verification.judge.Counts;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What the versions of a service did lately, by the minute of event time. Bounded by its length and by the known
 * versions.
 */
final class TrafficHistory {

    private static final long MINUTE = 60_000;

    private final TreeMap<Long, Map<String, Counts>> minutes = new TreeMap<>();

    void add(long windowStart, String version, Counts counts) {
        if (!counts.isEmpty()) {
            minutes.computeIfAbsent(Math.floorDiv(windowStart, MINUTE), minute -> new TreeMap<>())
                    .merge(version, counts, Counts::plus);
        }
    }

    /** Forgets the minutes that ended before. */
    void expire(long before) {
        minutes.headMap(Math.floorDiv(before, MINUTE), false).clear();
    }

    /** Requests since a time, of the versions that qualify; the minute that the time falls into counts in full. */
    Counts since(long time, Predicate<String> versions) {
        Counts sum = Counts.NONE;
        for (Map<String, Counts> minute :
                minutes.tailMap(Math.floorDiv(time, MINUTE), true).values()) {
            for (Map.Entry<String, Counts> version : minute.entrySet()) {
                if (versions.test(version.getKey())) {
                    sum = sum.plus(version.getValue());
                }
            }
        }
        return sum;
    }

    /** Requests of each version since a time. */
    SortedMap<String, Long> requestsSince(long time) {
        SortedMap<String, Long> requests = new TreeMap<>();
        for (Map<String, Counts> minute :
                minutes.tailMap(Math.floorDiv(time, MINUTE), true).values()) {
            minute.forEach((version, counts) -> requests.merge(version, counts.requests(), Long::sum));
        }
        return requests;
    }

    void writeTo(DataOutput out) throws IOException {
        out.writeShort(minutes.size());
        for (Map.Entry<Long, Map<String, Counts>> minute : minutes.entrySet()) {
            out.writeLong(minute.getKey());
            out.writeShort(minute.getValue().size());
            for (Map.Entry<String, Counts> version : minute.getValue().entrySet()) {
                out.writeUTF(version.getKey());
                version.getValue().writeTo(out);
            }
        }
    }

    static TrafficHistory readFrom(DataInput in) throws IOException {
        TrafficHistory history = new TrafficHistory();
        int minutes = in.readUnsignedShort();
        for (int i = 0; i < minutes; i++) {
            Map<String, Counts> versions = new TreeMap<>();
            history.minutes.put(in.readLong(), versions);
            int count = in.readUnsignedShort();
            for (int j = 0; j < count; j++) {
                versions.put(in.readUTF(), Counts.readFrom(in));
            }
        }
        return history;
    }
}
