package dev.bellwether.embedded;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import dev.bellwether.embedded.FolderUnusableException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A folder that belongs to this process alone while this object is open. The claim is a lock of the operating system on the
 * file {@value #LOCK_FILE} in it, so it ends with the process however the process ends; the file names the holder's pid.
 *
 * <p>Whoever keeps several things in one folder (a broker, state stores) opens it first and closes it last. {@link
 * dev.bellwether.embedded.broker.EmbeddedBroker} claims its own folder by itself, which may be this one's child.
 */
public final class DataFolder implements AutoCloseable {

    static final String LOCK_FILE = "bellwether.lock";

    // Where locks are mandatory (Windows), a locked byte cannot be read. So the lock is on a byte far behind the pid.
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * Makes the folder (and those above it) where it is missing, and claims it.
     *
     * @throws FolderUnusableException if it is no folder, not writable, or in use
     */
    public static DataFolder open(Path folder) {
        Path path = requireNonNull(folder, "folder").toAbsolutePath().normalize();
        create(path);
        return lock(path);
    }

    /** Absolute and normalized. */
    public Path path() {
        return path;
    }

    /** Gives the folder back; what is in it stays. Closing twice does nothing. */
    @Override
    public void close() {
        try (channel) {
            if (lock.isValid()) {
                channel.truncate(0);
                lock.release();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give back the data folder " + path, e);
        }
    }

    private static void create(Path path) {
        try {
            Files.createDirectories(path);
        } catch (FileAlreadyExistsException | NotDirectoryException e) {
            throw notAFolder(path);
        } catch (IOException e) {
            throw hasFileAbove(path) ? notAFolder(path) : notWritable(path, e);
        }
        if (!Files.isDirectory(path)) {
            throw notAFolder(path);
        }
    }

    private static DataFolder lock(Path path) {
        Path file = path.resolve(LOCK_FILE);
        FileChannel channel;
        try {
            channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw notWritable(path, e);
        }
        try {
            FileLock lock = tryLock(channel, path);
            channel.truncate(0);
            channel.write(US_ASCII.encode(Long.toString(ProcessHandle.current().pid())), 0);
            return new DataFolder(path, channel, lock);
        } catch (IOException | RuntimeException e) {
            closeAfter(e, channel);
            throw e instanceof IOException io ? notWritable(path, io) : (RuntimeException) e;
        }
    }

    private static FileLock tryLock(FileChannel channel, Path path) throws IOException {
        @Nullable FileLock lock;
        try {
            lock = channel.tryLock(LOCKED_BYTE, 1, false);
        } catch (OverlappingFileLockException e) {
            throw inUse(path, OptionalLong.of(ProcessHandle.current().pid()));
        } catch (IOException e) {
            throw new FolderUnusableException(
                    path,
                    Reason.CANNOT_LOCK,
                    "data folder %s cannot be locked (%s): choose a folder on a local disk"
                            .formatted(path, e.getMessage()),
                    OptionalLong.empty());
        }
        if (lock == null) {
            throw inUse(path, readPid(channel));
        }
        return lock;
    }

    private static OptionalLong readPid(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(20);
        channel.read(bytes, 0);
        String text = US_ASCII.decode(bytes.flip()).toString().strip();
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static void closeAfter(Exception failure, FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private static boolean hasFileAbove(Path path) {
        for (Path above = path.getParent(); above != null; above = above.getParent()) {
            if (Files.exists(above)) {
                return !Files.isDirectory(above);
            }
        }
        return false;
    }

    private static FolderUnusableException inUse(Path path, OptionalLong pid) {
        String holder = pid.isEmpty()
                ? "another process"
                : pid.getAsLong() == ProcessHandle.current().pid()
                        ? "this process (pid " + pid.getAsLong() + ")"
                        : "the process with pid " + pid.getAsLong();
        return new FolderUnusableException(
                path,
                Reason.IN_USE,
                "data folder %s is in use by %s: stop it, or choose another folder".formatted(path, holder),
                pid);
    }

    private static FolderUnusableException notAFolder(Path path) {
        return new FolderUnusableException(
                path,
                Reason.NOT_A_FOLDER,
                "data folder %s is not a folder: choose another path, or move the file that is in its place"
                        .formatted(path),
                OptionalLong.empty());
    }

    private static FolderUnusableException notWritable(Path path, IOException cause) {
        String why = cause instanceof AccessDeniedException ? "access denied" : String.valueOf(cause.getMessage());
        return new FolderUnusableException(
                path,
                Reason.NOT_WRITABLE,
                "data folder %s cannot be written (%s): give this user the right to write there, or choose another folder"
                        .formatted(path, why),
                OptionalLong.empty());
    }
}
