package dev.bellwether.telemetry.log;

/**
 * How templates are mined.
 *
 * @param similarity part of a message's words that must stand in a template, at the same place, for it to be the message's; 0 to 1
 * @param prefixWords words from the first one on that must be equal in messages of one template, or variable in all of them
 * @param maxChildren different words that are told apart at each of these places; the rest counts as variable
 * @param maxTemplates templates that are held; beyond that, the one that has had no message for longest goes
 */
public record MinerLimits(double similarity, int prefixWords, int maxChildren, int maxTemplates) {

    /** Half of the words, as in the paper; one word of prefix and 100 children, as Drain3 has them (depth 4). */
    public static final MinerLimits DEFAULT = new MinerLimits(0.5, 1, 100, 64);

    public MinerLimits {
        if (!(similarity > 0 && similarity <= 1)) {
            throw new IllegalArgumentException("similarity: " + similarity + " (expected: above 0, at most 1)");
        }
        atLeast(0, "prefixWords", prefixWords);
        atLeast(1, "maxChildren", maxChildren);
        atLeast(1, "maxTemplates", maxTemplates);
    }

    private static void atLeast(int least, String name, int value) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: at least " + least + ")");
        }
    }
}
