package dev.bellwether.telemetry.otlp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The change of one {@code ResourceSpans}, {@code ResourceMetrics} or {@code ResourceLogs} of a request: attributes behind the last
 * byte of its resource, or in a resource of their own where it has none.
 *
 * @param around the message that the resource stands in
 * @param resource the last resource in it; null where there is none
 * @param added fields to add
 */
record ResourceEdit(Block around, @Nullable Block resource, List<ByteSlice> added) {

    private static final byte RESOURCE = 1 << 3 | WireReader.LENGTH;

    /** A message in the request: where its length stands, and where its content begins and ends. */
    record Block(int lengthAt, int start, int end) {

        int length() {
            return end - start;
        }
    }

    /** Bytes that the request becomes longer by, or shorter: lengths that took more bytes than needed do so no longer. */
    int growth() {
        int length = around.length() + growthWithin();
        return growthWithin() + Varints.length(length) - (around.start - around.lengthAt);
    }

    /**
     * Writes the message with its length.
     *
     * @param at where to
     * @return where what follows it begins
     */
    int write(byte[] request, byte[] target, int at) {
        int next = Varints.write(target, at, around.length() + growthWithin());
        if (resource == null) {
            target[next++] = RESOURCE;
            next = Varints.write(target, next, addedLength());
            next = writeAdded(target, next);
            return copy(request, around.start, around.end, target, next);
        }
        next = copy(request, around.start, resource.lengthAt, target, next);
        next = Varints.write(target, next, resource.length() + addedLength());
        next = copy(request, resource.start, resource.end, target, next);
        next = writeAdded(target, next);
        return copy(request, resource.end, around.end, target, next);
    }

    private int growthWithin() {
        if (resource == null) {
            return 1 + Varints.length(addedLength()) + addedLength();
        }
        int length = resource.length() + addedLength();
        return addedLength() + Varints.length(length) - (resource.start - resource.lengthAt);
    }

    private int addedLength() {
        return added.stream().mapToInt(ByteSlice::length).sum();
    }

    private int writeAdded(byte[] target, int at) {
        int next = at;
        for (ByteSlice field : added) {
            next = copy(field.array(), field.offset(), field.offset() + field.length(), target, next);
        }
        return next;
    }

    private static int copy(byte[] source, int from, int to, byte[] target, int at) {
        System.arraycopy(source, from, target, at, to - from);
        return at + to - from;
    }
}
