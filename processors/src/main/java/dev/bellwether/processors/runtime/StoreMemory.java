package dev.bellwether.processors.runtime;

/**
 * Memory for state stores.
 *
 * @param rocksBytes what RocksDB takes for all stores of the process: its block cache, with the write buffers in it
 * @param writeBufferBytes RocksDB's write buffer, of each store, as far as all of them leave room for it
 * @param cacheBytes of one application, for its stores that have a cache: what changes again before a commit is then written once. 0 writes
 *     every change to RocksDB and to the changelog as it is made
 */
public record StoreMemory(long rocksBytes, long writeBufferBytes, long cacheBytes) {

    /** Less than this, and dozens of stores flush all the time. */
    public static final long LEAST_ROCKS_BYTES = 8L << 20;

    public static final StoreMemory DEFAULT = new StoreMemory(32L << 20, 4L << 20, 16L << 20);

    public StoreMemory {
        if (rocksBytes < LEAST_ROCKS_BYTES) {
            throw new IllegalArgumentException(
                    "rocksBytes: " + rocksBytes + " (expected: >= " + LEAST_ROCKS_BYTES + ")");
        }
        if (writeBufferBytes < 1 << 10) {
            throw new IllegalArgumentException("writeBufferBytes: " + writeBufferBytes + " (expected: >= 1024)");
        }
        if (cacheBytes < 0) {
            throw new IllegalArgumentException("cacheBytes: " + cacheBytes + " (expected: >= 0)");
        }
    }

    public StoreMemory withWriteBuffer(long newWriteBufferBytes) {
        return new StoreMemory(rocksBytes, newWriteBufferBytes, cacheBytes);
    }
}
