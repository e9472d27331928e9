package dev.bellwether.ingest;

import dev.bellwether.ingest.append.Feed;
import java.util.List;

/** What can be said and done about the bytes of a request, in the form in which they are appended. */
interface Content {

    /** What it holds, and so where it goes. */
    Feed feed();

    /** Media type of the records that are made of it. */
    String mediaType();

    /**
     * Checks a request, all of it, and counts its items.
     *
     * @throws RefusedException if it is not what it should be
     */
    long count(byte[] request) throws RefusedException;

    /**
     * Splits a request that has been counted. A part that is larger than asked for cannot be appended.
     *
     * @throws RefusedException if it cannot be split into such parts
     */
    List<byte[]> split(byte[] request, int maxBytes) throws RefusedException;

    /** Counts the items of a part that was not appended. */
    default long lost(byte[] part) throws RefusedException {
        return count(part);
    }
}
