package dev.bellwether.ingest.memory;

/** Where a reader asks before it takes memory that grows with a request. Whoever gives it takes it back when reading is over. */
@FunctionalInterface
public interface Memory {

    /** For what is so short that it need not be asked for. */
    Memory UNLIMITED = bytes -> true;

    /** Whether so many bytes more may be taken; they count from then on. */
    boolean tryTake(long bytes);

    /** @throws MemoryRefusedException if so many bytes more may not be taken */
    default void take(long bytes) throws MemoryRefusedException {
        if (!tryTake(bytes)) {
            throw new MemoryRefusedException(bytes);
        }
    }
}
