package dev.bellwether.alerting.match;

/** Tags of fields in protobuf's wire format. */
final class WireTag {

    private static final int FIXED64 = 1;
    private static final int LENGTH_DELIMITED = 2;

    private WireTag() {}

    static int varint(int field) {
        return field << 3;
    }

    static int fixed64(int field) {
        return field << 3 | FIXED64;
    }

    static int delimited(int field) {
        return field << 3 | LENGTH_DELIMITED;
    }
}
