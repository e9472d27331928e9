package dev.bellwether.ingest;

import dev.bellwether.ingest.append.Feed;
import dev.bellwether.ingest.memory.Memory;
import dev.bellwether.ingest.memory.MemoryRefusedException;

/** What can be said and done about the bytes of a request, in the form in which they are appended. */
interface Content {

    /** What it holds, and so where it goes. */
    Feed feed();

    /** Media type of the records that are made of it. */
    String mediaType();

    /**
     * Checks a request, all of it, counts its items, and looks whether each of them can be taken.
     *
     * @param memory what is asked for all that grows with the request; nothing of it is needed any more afterwards
     * @throws RefusedException if it is not what it should be
     * @throws MemoryRefusedException if there is not so much memory
     */
    Census count(byte[] request, Memory memory) throws RefusedException, MemoryRefusedException;

    /**
     * Splits a request that has been counted.
     *
     * @param census what {@link #count} said of it
     * @param memory what is asked for what the parts have more than the request
     * @throws RefusedException if it cannot be split into such parts
     * @throws MemoryRefusedException if there is not so much memory
     */
    Pieces split(byte[] request, Census census, int maxBytes, Memory memory)
            throws RefusedException, MemoryRefusedException;

    /** Counts the items of a part that was not appended. */
    default long lost(byte[] part) throws RefusedException, MemoryRefusedException {
        return count(part, Memory.UNLIMITED).items();
    }
}
