package dev.bellwether.cli.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody meant, perhaps, who wrote a name that nobody knows. */
public final class Slips {

    private static final int MOST = 3;

    private Slips() {}

    /** The known word that is nearest to another one, where it takes no more than a slip for every three characters, and three in all. */
    public static Optional<String> nearest(String word, Collection<String> known) {
        int most = Math.min(MOST, word.length() / 3);
        return known.stream()
                .filter(candidate -> distance(candidate, word) <= most)
                .min(Comparator.comparingInt(candidate -> distance(candidate, word)));
    }

    /** Levenshtein distance: how many characters to insert, remove or replace. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
