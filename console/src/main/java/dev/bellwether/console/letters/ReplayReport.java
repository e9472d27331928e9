package dev.bellwether.console.letters;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * What became of the letters that were to be written back.
 *
 * @param results one for each letter, in the order in which they were taken
 * @param more how many others there are that the order means, and that were not looked at
 */
public record ReplayReport(List<Result> results, long more) {

    public ReplayReport {
        results = List.copyOf(results);
    }

    /** What became of one. */
    public enum Outcome {
        /** The record is on its topic again, and the letter is marked; both or neither, whatever happens. */
        REPLAYED,
        /** It would be, were this no dry run. */
        WOULD_BE_REPLAYED,
        /** It may not be. */
        REFUSED,
        /** It could not be; nothing was written. */
        FAILED,
        /** The broker did not say whether it was. Who looks again finds it marked, or not. */
        UNKNOWN;

        /** As it stands in answers and in the metrics' tag {@code result}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What became of a letter.
     *
     * @param offset where the record stands now, in the partition that it came from; empty where it was not written
     * @param why the outcome is what it is; empty where all went well
     */
    public record Result(Letter letter, Outcome outcome, OptionalLong offset, String why) {

        public Result {
            requireNonNull(letter, "letter");
            requireNonNull(outcome, "outcome");
            requireNonNull(offset, "offset");
            requireNonNull(why, "why");
        }

        static Result of(Letter letter, Outcome outcome, String why) {
            return new Result(letter, outcome, OptionalLong.empty(), why);
        }
    }
}
