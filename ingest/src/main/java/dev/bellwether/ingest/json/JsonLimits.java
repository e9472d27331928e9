package dev.bellwether.ingest.json;

/**
 * How far a text may go before it is refused.
 *
 * @param maxDepth messages within each other, the request itself not counted
 * @param maxWireBytes largest request in protobuf form: a number there can be four times as long as in JSON
 * @param maxStringLength longest string, in UTF-16 code units. A string is held several times over while it is read, beside the text and
 *     what has been made of it
 */
public record JsonLimits(int maxDepth, int maxWireBytes, int maxStringLength) {

    public JsonLimits {
        requirePositive("maxDepth", maxDepth);
        requirePositive("maxWireBytes", maxWireBytes);
        requirePositive("maxStringLength", maxStringLength);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: at least 1)");
        }
    }
}
