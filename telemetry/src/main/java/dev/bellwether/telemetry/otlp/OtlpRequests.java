package dev.bellwether.telemetry.otlp;

import java.util.List;

/** What can be said and done about a whole request without creating objects from it. */
public final class OtlpRequests {

    private OtlpRequests() {}

    /**
     * Checks the structure of a request, all of it, and counts its items: spans, data points or log records.
     *
     * <p>It accepts what protobuf's parser accepts, with these differences. Text that is not UTF-8 is accepted, as the
     * Collector does: a bad byte in one attribute is no reason to lose a batch. Refused are groups, numbers of more than 64
     * bits, tags of more than 32 and lengths of more than 31, which parsers read in different ways, and messages within
     * each other beyond {@link OtlpLimits#maxDepth()}.
     *
     * @throws MalformedOtlpException if this is no request of that signal, or too deep
     */
    public static long count(Signal signal, byte[] request, OtlpLimits limits) throws MalformedOtlpException {
        return new RequestWalker(MessageType.requestOf(signal), request, limits).countItems();
    }

    /**
     * Splits a request that is larger than {@code maxBytes} between its items. Each part is a request of its own that repeats
     * what its items stand in: the resource, the scope, the schema URLs, the metric's name, unit and temporality, and fields
     * that are not known here. Order is kept, and an item's bytes are as they were. What holds no item, for example a metric
     * without data points, is left out.
     *
     * <p>A part is larger than {@code maxBytes} only where it cannot be otherwise, and that is how it is known: {@code
     * part.length > maxBytes}. It then holds either one item that is too large, or all items of a resource, scope or metric
     * whose repeated fields take more than an eighth of {@code maxBytes}; to repeat those for every few items would let a
     * small request grow without bound. All parts together take at most ten times the bytes of the request.
     *
     * @return one part or more; the request itself where it is small enough or holds no items
     * <p>Beside the parts it takes up to some twenty times {@code maxBytes}, however long the request is: one whose pieces would be too
     * many to remember is refused.
     *
     * @throws MalformedOtlpException if the request cannot be read as far as its items, or is too fragmented; what is inside of
     *     items is for {@link #count} to check
     */
    public static List<byte[]> split(Signal signal, byte[] request, int maxBytes) throws MalformedOtlpException {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: at least 1)");
        }
        return request.length <= maxBytes
                ? List.of(request)
                : RequestSplitter.split(MessageType.requestOf(signal), request, maxBytes);
    }

    /**
     * How many bytes the parts have that {@link #split} would make, all together, or the request where that is longer; without making
     * them. For whoever has to know before memory is taken.
     *
     * @throws MalformedOtlpException as {@link #split}
     */
    public static long bytesOfParts(Signal signal, byte[] request, int maxBytes) throws MalformedOtlpException {
        return request.length <= maxBytes
                ? request.length
                : RequestSplitter.bytesOfParts(MessageType.requestOf(signal), request, maxBytes);
    }
}
