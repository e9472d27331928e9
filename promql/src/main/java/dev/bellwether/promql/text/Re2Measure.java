package dev.bellwether.promql.text;

/**
 * What a part of a regular expression comes to.
 *
 * @param height levels of its tree
 * @param repeats how often counted repetitions within each other repeat its innermost part, at most
 * @param instructions of the program that it is compiled to
 * @param choices instructions that take no character, into which the matcher recurses one after the other
 */
record Re2Measure(int height, long repeats, long instructions, long choices) {

    /** Nothing, or a place between characters. */
    static final Re2Measure EMPTY = new Re2Measure(1, 1, 1, 1);

    static Re2Measure characters(int count) {
        return new Re2Measure(1, 1, count, 0);
    }

    Re2Measure captured() {
        return new Re2Measure(height + 1, repeats, instructions + 2, choices + 2);
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
        long optional = max < 0 ? 2 : 2L * Math.max(0, max - min);
        int levels = height + 1 + (int) Math.min(Integer.MAX_VALUE / 2, optional);
        int times = Math.max(1, most);
        return new Re2Measure(
                levels, most == 0 ? 1 : repeats * most, instructions * times + optional, choices * times + optional);
    }

    /** The greater of height and repeats; instructions and choices are those of both. */
    Re2Measure and(Re2Measure other) {
        return new Re2Measure(
                Math.max(height, other.height),
                Math.max(repeats, other.repeats),
                instructions + other.instructions,
                choices + other.choices);
    }

    /** Another alternative. */
    Re2Measure or(Re2Measure other) {
        Re2Measure both = and(other);
        return new Re2Measure(both.height, both.repeats, both.instructions + 1, both.choices + 1);
    }

    /** One level more. */
    Re2Measure under() {
        return new Re2Measure(height + 1, repeats, instructions, choices);
    }
}
