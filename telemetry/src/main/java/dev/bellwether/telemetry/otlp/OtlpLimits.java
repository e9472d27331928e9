package dev.bellwether.telemetry.otlp;

/**
 * How far a request, or an item of one, may go before it is refused.
 *
 * @param maxDepth messages that may lie within each other, the request itself not counted: a span lies at depth 3, the
 *     value of its attribute at 5, and each array or list in that value adds 2 or 3. Beyond it the request is malformed
 * @param maxAttributes attributes that one message may have: a resource, a scope, a metric, a span, an event or link of it, a
 *     data point, an exemplar, a log record. Keys of a map within a value are none. Beyond it the items concerned are refused:
 *     see {@link OtlpRequests#sift}
 * @param maxAttributeLength bytes of one attribute, its key and value together, as protobuf encodes them. Beyond it the
 *     items concerned are refused, likewise
 */
public record OtlpLimits(int maxDepth, int maxAttributes, int maxAttributeLength) {

    /**
     * 100 messages deep, which is where the protobuf parsers of Java, C++ and Python stop unless told otherwise: what
     * passes here can be read by every consumer of the raw topics. 1,000 attributes, where SDKs stop at 128 unless told
     * otherwise. 256 KiB for one of them: the stack trace of an endless recursion has 1,024 lines of some hundred bytes, and
     * twice that with its cause.
     */
    public static final OtlpLimits DEFAULT = new OtlpLimits(100, 1_000, 256 * 1024);

    public OtlpLimits {
        requirePositive("maxDepth", maxDepth);
        requirePositive("maxAttributes", maxAttributes);
        requirePositive("maxAttributeLength", maxAttributeLength);
    }

    /** The same with another depth. */
    public OtlpLimits withMaxDepth(int depth) {
        return new OtlpLimits(depth, maxAttributes, maxAttributeLength);
    }

    /** The same with other limits of attributes. */
    public OtlpLimits withAttributes(int attributes, int attributeLength) {
        return new OtlpLimits(maxDepth, attributes, attributeLength);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: at least 1)");
        }
    }
}
