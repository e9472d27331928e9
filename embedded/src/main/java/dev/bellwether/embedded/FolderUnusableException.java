package dev.bellwether.embedded;

import static java.util.Objects.requireNonNull;

import dev.bellwether.edge.StartRefusedException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** A data folder cannot be used, and why. */
public final class FolderUnusableException extends StartRefusedException {

    private static final long serialVersionUID = 1L;

    /** What is wrong with the folder. */
    public enum Reason {
        /** The path, or a part of it, is something other than a folder. */
        NOT_A_FOLDER,
        /** It cannot be made, or this user may not write into it. */
        NOT_WRITABLE,
        /** A live process, perhaps this one, works in it. */
        IN_USE,
        /** Its file system does not do file locks, so nothing would keep a second process out. */
        CANNOT_LOCK
    }

    private final String folder;
    private final Reason reason;
    private final long pid;

    FolderUnusableException(Path folder, Reason reason, String message, OptionalLong pid) {
        super(message);
        this.folder = folder.toString();
        this.reason = requireNonNull(reason, "reason");
        this.pid = pid.orElse(-1);
    }

    public Path folder() {
        return Path.of(folder);
    }

    public Reason reason() {
        return reason;
    }

    /** The process that works in the folder; empty unless {@link Reason#IN_USE} and it could be read. */
    public OptionalLong pid() {
        return pid < 0 ? OptionalLong.empty() : OptionalLong.of(pid);
    }
}
