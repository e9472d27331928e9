package dev.bellwether.promql.text;

/**
 * What a part of a regular expression comes to.
 *
 * @param height levels of its tree
 * @param repeats how often counted repetitions within each other repeat its innermost part, at most
 * @param instructions of the program that it is compiled to
 */
record Re2Measure(int height, long repeats, long instructions) {

    static final Re2Measure EMPTY = new Re2Measure(1, 1, 1);

    static Re2Measure characters(int count) {
        return new Re2Measure(1, 1, count);
    }

    Re2Measure captured() {
        return new Re2Measure(height + 1, repeats, instructions + 2);
    }

    Re2Measure repeatedAnyTimes() {
        return captured();
    }

    /**
     * Repeated by a count. What is optional in it becomes levels when it is compiled, two for each: {@code a{0,2}} is {@code (a(a)?)?}.
     *
     * @param max -1 for any number
     */
    Re2Measure repeated(int min, int max) {
        int most = Math.max(min, max);
        long optional = max < 0 ? 2 : Math.max(0, max - min);
        int levels = height + 1 + (int) Math.min(Integer.MAX_VALUE / 2, 2 * optional);
        return most == 0
                ? new Re2Measure(levels, 1, instructions + optional)
                : new Re2Measure(levels, repeats * most, instructions * most + optional);
    }

    /** The greater of each; instructions are those of both. */
    Re2Measure and(Re2Measure other) {
        return new Re2Measure(
                Math.max(height, other.height), Math.max(repeats, other.repeats), instructions + other.instructions);
    }

    /** One level more. */
    Re2Measure under() {
        return new Re2Measure(height + 1, repeats, instructions);
    }
}
