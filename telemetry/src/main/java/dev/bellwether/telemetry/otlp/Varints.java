package dev.bellwether.telemetry.otlp;

/** Lengths as protobuf writes them: in the fewest bytes. */
final class Varints {

    private Varints() {}

    /** Bytes that a length takes. */
    static int length(int value) {
        return Math.max(1, (38 - Integer.numberOfLeadingZeros(value)) / 7);
    }

    /** Writes a length, and answers where what follows it begins. */
    static int write(byte[] bytes, int offset, int value) {
        int at = offset;
        int rest = value;
        while (rest > 0x7F) {
            bytes[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[at++] = (byte) rest;
        return at;
    }
}
