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
        return check(signal, request, limits).items();
    }

    /**
     * Checks and counts as {@link #count} does, and looks in the same pass whether attributes are within limits.
     *
     * @throws MalformedOtlpException as {@link #count}
     */
    public static RequestCheck check(Signal signal, byte[] request, OtlpLimits limits) throws MalformedOtlpException {
        RequestWalker walker = new RequestWalker(request, limits);
        walker.begin(MessageType.requestOf(signal));
        walker.walk(0, request.length);
        return new RequestCheck(walker.items(), walker.flaw() == AttributeFlaw.NONE);
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
        requirePositive(maxBytes);
        if (request.length <= maxBytes) {
            return List.of(request);
        }
        List<byte[]> parts = RequestSplitter.split(MessageType.requestOf(signal), request, maxBytes, ItemSieve.OPEN);
        return parts.isEmpty() ? List.of(request) : parts;
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
                : Math.max(
                        request.length,
                        RequestSplitter.bytesOfParts(MessageType.requestOf(signal), request, maxBytes, ItemSieve.OPEN));
    }

    /**
     * Leaves out the items that are beyond the limits of attributes, and splits what remains as {@link #split} does. Refused is an item
     * which has, or of which an event, a link or an exemplar has, too many attributes or one that is too long; and each item in a resource,
     * a scope or a metric of which that is true. What remains keeps its bytes and its order; where that is everything and small enough, it
     * is the request itself.
     *
     * @throws MalformedOtlpException as {@link #split}
     */
    public static Sifted sift(Signal signal, byte[] request, int maxBytes, OtlpLimits limits)
            throws MalformedOtlpException {
        requirePositive(maxBytes);
        LimitSieve sieve = new LimitSieve(request, limits);
        List<byte[]> parts = RequestSplitter.split(MessageType.requestOf(signal), request, maxBytes, sieve);
        Sifted sifted = sieve.sifted(parts);
        return sifted.leftOut() == 0 && request.length <= maxBytes ? sieve.sifted(List.of(request)) : sifted;
    }

    /**
     * How many bytes the parts have that {@link #sift} would make, all together; without making them.
     *
     * @throws MalformedOtlpException as {@link #sift}
     */
    public static long bytesOfSifted(Signal signal, byte[] request, int maxBytes, OtlpLimits limits)
            throws MalformedOtlpException {
        return RequestSplitter.bytesOfParts(
                MessageType.requestOf(signal), request, maxBytes, new LimitSieve(request, limits));
    }

    private static void requirePositive(int maxBytes) {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes: " + maxBytes + " (expected: at least 1)");
        }
    }
}
