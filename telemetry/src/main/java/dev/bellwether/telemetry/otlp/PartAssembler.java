package dev.bellwether.telemetry.otlp;

import dev.bellwether.telemetry.otlp.MalformedOtlpException.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Packs items into parts, as many into each as fit. A part is planned as a list of openings and ranges of items, with exact
 * sizes, and written when it is complete.
 *
 * <p>The plan is a list of numbers. An opening: {@link #OPENING}, tag, size once closed, number of ranges of the header, and
 * for each its start and end. Items: start and end of their range.
 */
final class PartAssembler {

    private static final int OPENING = -1;

    /** Enough for parts of nothing but the shortest items in the shortest envelopes; only what may not be cut can have more. */
    private static final long PLANNED_PER_BYTE = 4;

    private final byte[] request;
    private final int maxBytes;
    private final int maxPlanned;
    private final boolean writing;
    private final List<byte[]> parts = new ArrayList<>();
    private long totalBytes;

    private int[] plan = new int[64];
    private int planned;
    /** Where in the plan the last range of items ends, or 0: what follows it directly in the request joins it. */
    private int lastRange;

    /** @param writing whether parts are written, or only measured */
    PartAssembler(byte[] request, int maxBytes, boolean writing) {
        this.request = request;
        this.maxBytes = maxBytes;
        this.maxPlanned =
                (int) Math.min(Integer.MAX_VALUE / 2, Math.max(2 * Ranges.MAX_COUNT, PLANNED_PER_BYTE * maxBytes));
        this.writing = writing;
    }

    /** Bytes of all parts together. */
    long totalBytes() {
        return totalBytes;
    }

    List<byte[]> parts() {
        return parts;
    }

    /**
     * Adds an item that lies in these envelopes, the request first.
     *
     * @param mayCut whether to begin a new part where it does not fit
     */
    void add(Envelope[] path, int depth, int start, int end, boolean mayCut) throws MalformedOtlpException {
        if (mayCut && planned > 0 && sizeWith(path, depth, end - start) > maxBytes) {
            finish(path, depth);
        }
        for (int level = 0; level < depth; level++) {
            if (!path[level].open) {
                open(path[level]);
            }
        }
        path[depth - 1].size += end - start;
        if (lastRange > 0 && plan[lastRange - 1] == start) {
            plan[lastRange - 1] = end;
        } else {
            plan(start);
            plan(end);
            lastRange = planned;
        }
    }

    private static int sizeWith(Envelope[] path, int depth, int itemLength) {
        int size = itemLength;
        for (int level = depth - 1; level >= 0; level--) {
            Envelope envelope = path[level];
            size += envelope.open ? envelope.size : envelope.header.totalLength();
            if (level > 0) {
                size += 1 + Varints.length(size);
            }
        }
        return size;
    }

    private void open(Envelope envelope) throws MalformedOtlpException {
        Ranges header = envelope.header;
        envelope.open = true;
        envelope.size = header.totalLength();
        envelope.openedAt = planned;
        plan(OPENING);
        plan(envelope.tag);
        plan(0);
        plan(header.count());
        for (int index = 0; index < header.count(); index++) {
            plan(header.start(index));
            plan(header.end(index));
        }
        lastRange = 0;
    }

    /** Closes the innermost envelope, whose size is then part of the one around it. */
    void close(Envelope envelope, Envelope around) {
        if (envelope.open) {
            envelope.open = false;
            plan[envelope.openedAt + 2] = envelope.size;
            around.size += 1 + Varints.length(envelope.size) + envelope.size;
        }
    }

    /** Writes the present part if there is one; the envelopes are opened anew in the next one. */
    void finish(Envelope[] path, int depth) {
        if (planned == 0) {
            return;
        }
        for (int level = depth - 1; level > 0; level--) {
            close(path[level], path[level - 1]);
        }
        path[0].open = false;
        totalBytes += path[0].size;
        if (writing) {
            parts.add(write(path[0].size));
        }
        planned = 0;
        lastRange = 0;
    }

    private byte[] write(int size) {
        byte[] part = new byte[size];
        int at = 0;
        int next = 0;
        while (next < planned) {
            if (plan[next] != OPENING) {
                at = copy(plan[next], plan[next + 1], part, at);
                next += 2;
                continue;
            }
            if (plan[next + 1] != 0) {
                part[at++] = (byte) plan[next + 1];
                at = Varints.write(part, at, plan[next + 2]);
            }
            int ranges = plan[next + 3];
            next += 4;
            for (int range = 0; range < ranges; range++, next += 2) {
                at = copy(plan[next], plan[next + 1], part, at);
            }
        }
        return part;
    }

    private int copy(int start, int end, byte[] part, int at) {
        System.arraycopy(request, start, part, at, end - start);
        return at + end - start;
    }

    private void plan(int number) throws MalformedOtlpException {
        if (planned >= maxPlanned) {
            throw new MalformedOtlpException(
                    Reason.TOO_FRAGMENTED, 0, "what must stay together has more pieces than can be remembered");
        }
        if (planned == plan.length) {
            plan = Arrays.copyOf(plan, 2 * planned);
        }
        plan[planned++] = number;
    }
}
