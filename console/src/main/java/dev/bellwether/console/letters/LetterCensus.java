package dev.bellwether.console.letters;

import dev.bellwether.console.letters.Letter.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/** Goes through the letters that there are, and holds the newest of those asked for. Mutable, used for one question. */
final class LetterCensus {

    private static final int MAX_GROUPS = 1_000;
    private static final String OTHERS = "(others)";

    private final LetterQuery query;
    private final int maxLetters;
    private final PriorityQueue<Letter> newest = new PriorityQueue<>(Letter.OLDEST_FIRST);
    private final Set<Subject> replayed = new HashSet<>();
    private final Map<Kind, Long> kinds = new HashMap<>();
    private long total;

    /** @param maxLetters that are held, and marks that are remembered */
    LetterCensus(LetterQuery query, int maxLetters) {
        this.query = query;
        this.maxLetters = maxLetters;
    }

    /** Why letters are there, with the numbers in the reason left out. */
    record Kind(String topic, String application, String reason) {

        static Kind of(Letter letter) {
            return new Kind(
                    letter.subject().topic(),
                    letter.subject().application(),
                    letter.reason().replaceAll("[0-9]+", "#"));
        }
    }

    void add(Letter letter) {
        if (!query.admits(letter)) {
            return;
        }
        total++;
        Kind kind = Kind.of(letter);
        boolean known = kinds.containsKey(kind) || kinds.size() < MAX_GROUPS;
        kinds.merge(known ? kind : new Kind(OTHERS, OTHERS, OTHERS), 1L, Long::sum);
        newest.add(letter);
        if (newest.size() > maxLetters) {
            newest.remove();
        }
    }

    /**
     * A letter about this was written back.
     *
     * @throws LettersException if more were than can be remembered
     */
    void addReplayed(Subject subject) {
        if (replayed.size() >= maxLetters) {
            throw new LettersException(
                    "more than " + maxLetters + " letters were written back: say since when to look");
        }
        replayed.add(subject);
    }

    /** What was found, once all was gone through: marks may stand on another partition than their letters. */
    Found found() {
        List<Letter> letters = new ArrayList<>(newest);
        letters.sort(Letter.OLDEST_FIRST);
        List<Found.Group> groups = kinds.entrySet().stream()
                .map(entry -> new Found.Group(
                        entry.getKey().topic(),
                        entry.getKey().application(),
                        entry.getKey().reason(),
                        entry.getValue()))
                .sorted(Comparator.comparing(Found.Group::letters).reversed().thenComparing(Found.Group::reason))
                .toList();
        return new Found(letters, replayed, total, groups);
    }
}
