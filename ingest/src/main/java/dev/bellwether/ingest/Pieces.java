package dev.bellwether.ingest;

import java.util.List;

/**
 * What is to be appended of a request.
 *
 * @param records their values; one that is larger than asked for cannot be appended
 * @param leftOut the items that are in none of them
 */
record Pieces(List<byte[]> records, LeftOut leftOut) {

    Pieces {
        records = List.copyOf(records);
    }

    /** All of it. */
    static Pieces of(List<byte[]> records) {
        return new Pieces(records, LeftOut.NOTHING);
    }
}
