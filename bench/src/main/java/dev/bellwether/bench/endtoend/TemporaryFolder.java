package dev.bellwether.bench.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A folder that goes with whatever used it; it may hold gigabytes. Where this process is told to end, by Ctrl-C for example, the processes that
 * write into it are killed first.
 */
final class TemporaryFolder implements AutoCloseable {

    private static final int ATTEMPTS = 5;
    private static final long KILL_PATIENCE_SECONDS = 5;

    private final Path path;
    private final List<Process> writers = new CopyOnWriteArrayList<>();
    private final Thread lastResort = new Thread(this::abandon, "bench-end");

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    static TemporaryFolder make(String prefix) throws IOException {
        TemporaryFolder folder = new TemporaryFolder(Files.createTempDirectory(prefix));
        Runtime.getRuntime().addShutdownHook(folder.lastResort);
        return folder;
    }

    Path path() {
        return path;
    }

    /** A process that writes into it, and so does not outlive this one. */
    void usedBy(Process writer) {
        writers.add(writer);
    }

    /** Kills who writes into it, and deletes it. */
    void abandon() {
        writers.forEach(Process::destroyForcibly);
        try {
            for (Process writer : writers) {
                writer.waitFor(KILL_PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
            delete();
        } catch (IOException e) {
            throw new UncheckedIOException(path + " is left behind", e); // Java prints it; loggers have ended by now
        } catch (InterruptedException e) {
            throw new IllegalStateException(path + " is left behind", e);
        }
    }

    /** A broker in this process may still add to it while it is emptied. */
    private void delete() throws IOException {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                deleteOnce();
                return;
            } catch (IOException again) {
                // or else the last attempt says why
            }
        }
        deleteOnce();
    }

    private void deleteOnce() throws IOException {
        if (!Files.exists(path)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed) throws IOException {
                if (failed != null) {
                    throw failed;
                }
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (IllegalStateException ending) {
            return; // the hook deletes it
        }
        delete();
    }
}
