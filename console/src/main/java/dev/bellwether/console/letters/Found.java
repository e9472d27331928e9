package dev.bellwether.console.letters;

import dev.bellwether.console.letters.Letter.Subject;
import java.util.List;
import java.util.Set;

/**
 * The letters that were asked for.
 *
 * @param letters the newest of them, the oldest first
 * @param replayed what letters were written back about
 * @param total how many there are
 * @param groups all of them by what went wrong, the most frequent first
 */
public record Found(List<Letter> letters, Set<Subject> replayed, long total, List<Group> groups) {

    public Found {
        letters = List.copyOf(letters);
        replayed = Set.copyOf(replayed);
        groups = List.copyOf(groups);
    }

    /** How many letters there are of one kind; numbers in the reason are left out. */
    public record Group(String topic, String application, String reason, long letters) {}

    /** Whether a letter was written back already. */
    public boolean isReplayed(Letter letter) {
        return replayed.contains(letter.subject());
    }
}
