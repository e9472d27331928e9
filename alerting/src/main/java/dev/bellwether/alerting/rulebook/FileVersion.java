package dev.bellwether.alerting.rulebook;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A version of a rule file.
 *
 * @param file its name
 * @param since log time at which it takes effect, in milliseconds since the epoch
 * @param text as it was written; empty where the file was removed
 * @param origin who said so
 * @param groups by key; none where the file was removed
 */
public record FileVersion(String file, long since, String text, Origin origin, List<LiveGroup> groups) {

    /** Who said that there is such a file. */
    public enum Origin {
        /** The configuration of a process names it. */
        FILES,
        /** Somebody applied it. */
        API
    }

    public FileVersion {
        requireNonNull(file, "file");
        requireNonNull(text, "text");
        requireNonNull(origin, "origin");
        groups = List.copyOf(groups);
    }

    /** Whether it ends the file. */
    public boolean isRemoval() {
        return text.isEmpty();
    }

    /** Whether another version has the same groups with the same content; comments and spacing may differ. */
    public boolean saysTheSameAs(FileVersion other) {
        return isRemoval() == other.isRemoval() && hashes(this).equals(hashes(other));
    }

    FileVersion withOrigin(Origin origin) {
        return new FileVersion(file, since, text, origin, groups);
    }

    private static Map<GroupKey, String> hashes(FileVersion version) {
        return version.groups.stream().collect(Collectors.toMap(LiveGroup::key, LiveGroup::hash));
    }

    /** Puts its groups in the place of those that the file had. */
    void replaceIn(Map<GroupKey, LiveGroup> inForce) {
        Map<GroupKey, LiveGroup> before = new HashMap<>(inForce);
        inForce.keySet().removeIf(key -> key.file().equals(file));
        for (LiveGroup group : groups) {
            LiveGroup old = before.get(group.key());
            inForce.put(group.key(), old == null ? group : group.after(old));
        }
    }

    /** Keys of its groups. */
    public Set<GroupKey> keys() {
        return groups.stream().map(LiveGroup::key).collect(Collectors.toUnmodifiableSet());
    }
}
