package dev.bellwether.processors.runtime;

/**
 * Memory for what state stores have not written yet.
 *
 * @param writeBufferBytes RocksDB's write buffer, of each store
 * @param cacheBytes of one application, for its stores that have a cache: what changes again before a commit is then written once. 0 writes
 *     every change to RocksDB and to the changelog as it is made
 */
public record StoreMemory(long writeBufferBytes, long cacheBytes) {

    public static final StoreMemory DEFAULT = new StoreMemory(4L << 20, 16L << 20);

    public StoreMemory {
        if (writeBufferBytes < 1 << 10) {
            throw new IllegalArgumentException("writeBufferBytes: " + writeBufferBytes + " (expected: >= 1024)");
        }
        if (cacheBytes < 0) {
            throw new IllegalArgumentException("cacheBytes: " + cacheBytes + " (expected: >= 0)");
        }
    }
}
