package dev.bellwether.telemetry.otlp;

/**
 * How far a request may go before it is refused.
 *
 * @param maxDepth messages that may lie within each other, the request itself not counted: a span lies at depth 3, the
 *     value of its attribute at 5, and each array or list in that value adds 2 or 3
 */
public record OtlpLimits(int maxDepth) {

    /**
     * 100 messages deep, which is where the protobuf parsers of Java, C++ and Python stop unless told otherwise: what
     * passes here can be read by every consumer of the raw topics.
     */
    public static final OtlpLimits DEFAULT = new OtlpLimits(100);

    public OtlpLimits {
        if (maxDepth < 1) {
            throw new IllegalArgumentException("maxDepth: " + maxDepth + " (expected: at least 1)");
        }
    }
}
