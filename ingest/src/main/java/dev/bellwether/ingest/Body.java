package dev.bellwether.ingest;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Objects;

/**
 * Bytes in the pieces in which they came; what they take is reserved. Reading lets go of each piece when it is used up, so that a
 * compressed request and what comes out of it are not held in full at the same time. Not thread-safe.
 */
final class Body {

    private final ArrayDeque<byte[]> pieces = new ArrayDeque<>();
    private final InFlightBytes.Reservation reservation;
    private final int maxLength;
    private int length;
    /** Bytes of the reservation that belong to this body; more than its length while it takes another one's place. */
    private int reserved;

    /** @param maxLength a body of more bytes is refused */
    Body(InFlightBytes.Reservation reservation, int maxLength) {
        this.reservation = reservation;
        this.maxLength = maxLength;
    }

    /**
     * An empty body for what comes out of this one. It takes over what this one has reserved, and reserves more only where it becomes
     * longer: otherwise a request near the limit would need both lengths, be refused for ever, and be sent again for ever.
     */
    Body successor(int maxLength) {
        Body successor = new Body(reservation, maxLength);
        successor.reserved = reserved;
        reserved = 0;
        return successor;
    }

    int length() {
        return length;
    }

    InFlightBytes.Reservation reservation() {
        return reservation;
    }

    /** Adds a piece, which belongs to the body from then on. */
    void add(byte[] piece) throws RefusedException {
        if (piece.length > maxLength - length) {
            throw new RefusedException(RejectReason.TOO_LARGE, "request is larger than " + maxLength + " bytes");
        }
        reserve(piece.length);
        pieces.add(piece);
        length += piece.length;
    }

    /** Reserves what is missing for so many bytes more, before memory is taken for them. */
    void reserve(int more) throws RefusedException {
        int missing = length + more - reserved;
        if (missing > 0) {
            reservation.grow(missing);
            reserved += missing;
        }
    }

    /** All bytes as one array, which stays reserved. The body is empty afterwards. */
    byte[] join() {
        if (pieces.size() == 1) {
            length = 0;
            return pieces.remove();
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] piece = pieces.poll(); piece != null; piece = pieces.poll()) {
            System.arraycopy(piece, 0, joined, at, piece.length);
            at += piece.length;
        }
        length = 0;
        return joined;
    }

    /** Takes so many bytes off the front; they are not reserved any more. */
    byte[] takeFirst(int count) {
        Objects.checkIndex(count - 1, length);
        byte[] first = new byte[count];
        int at = 0;
        while (at < count) {
            byte[] piece = pieces.remove();
            int part = Math.min(piece.length, count - at);
            System.arraycopy(piece, 0, first, at, part);
            at += part;
            if (part < piece.length) {
                pieces.addFirst(Arrays.copyOfRange(piece, part, piece.length));
            }
        }
        length -= count;
        reserved -= count;
        reservation.shrink(count);
        return first;
    }

    /** Nothing will be added any more: gives back what is reserved beyond the length. */
    void complete() {
        reservation.shrink(reserved - length);
        reserved = length;
    }

    /** The bytes in order; each piece is let go of when it has been read. */
    InputStream drain() {
        return new Drain();
    }

    private final class Drain extends InputStream {

        private byte[] piece = new byte[0];
        private int position;

        @Override
        public int read() {
            return next() ? piece[position++] & 0xff : -1;
        }

        @Override
        public int read(byte[] target, int offset, int count) {
            if (count == 0) {
                return 0;
            }
            if (!next()) {
                return -1;
            }
            int read = Math.min(count, piece.length - position);
            System.arraycopy(piece, position, target, offset, read);
            position += read;
            return read;
        }

        @Override
        public int available() {
            return length + piece.length - position;
        }

        private boolean next() {
            while (position == piece.length) {
                byte[] following = pieces.poll();
                if (following == null) {
                    piece = new byte[0];
                    position = 0;
                    return false;
                }
                piece = following;
                position = 0;
                length -= piece.length;
            }
            return true;
        }
    }
}
