package dev.bellwether.alerting.rulebook;

import static java.util.Objects.requireNonNull;

/**
 * What a group of rules is known by: group names are unique in their file only.
 *
 * @param file name of the rule file; without a semicolon
 * @param group name of the group
 */
public record GroupKey(String file, String group) implements Comparable<GroupKey> {

    private static final char BETWEEN = ';';

    public GroupKey {
        requireNonNull(file, "file");
        requireNonNull(group, "group");
        if (file.isEmpty() || file.indexOf(BETWEEN) >= 0) {
            throw new IllegalArgumentException("file: \"" + file + "\" (expected: a name without semicolon)");
        }
    }

    /**
     * What {@link #toString()} gave.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static GroupKey parse(String text) {
        int end = text.indexOf(BETWEEN);
        if (end < 1) {
            throw new IllegalArgumentException("group: \"" + text + "\" (expected: file;group)");
        }
        return new GroupKey(text.substring(0, end), text.substring(end + 1));
    }

    /** By file, then group. */
    @Override
    public int compareTo(GroupKey other) {
        int byFile = file.compareTo(other.file);
        return byFile != 0 ? byFile : group.compareTo(other.group);
    }

    /** As keys on topics have it. */
    @Override
    public String toString() {
        return file + BETWEEN + group;
    }
}
