package dev.bellwether.embedded;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;

/**
 * The room that is left for a folder.
 *
 * @param freeBytes what this user may still write on its disk
 * @param neededBytes what has to stay free
 * @param nearlyFull whether nothing more should be taken in; see {@link FreeSpaceWatch}
 */
public record FreeSpace(Path folder, long freeBytes, long neededBytes, boolean nearlyFull) {

    private static final long MIB = 1024 * 1024;

    public FreeSpace {
        requireNonNull(folder, "folder");
    }

    /** The next look at the same folder: full below what is needed, and until a quarter more than that is free. */
    FreeSpace next(long freeBytes) {
        long enough = nearlyFull ? neededBytes + neededBytes / 4 : neededBytes;
        return new FreeSpace(folder, freeBytes, neededBytes, freeBytes < enough);
    }

    /** What is free, for a person. */
    public String free() {
        return mebibytes(freeBytes);
    }

    /** What has to be, for a person. */
    public String needed() {
        return nearlyFull ? mebibytes(neededBytes) + ", and a quarter more to go on" : mebibytes(neededBytes);
    }

    private static String mebibytes(long bytes) {
        return bytes / MIB + " MiB";
    }
}
