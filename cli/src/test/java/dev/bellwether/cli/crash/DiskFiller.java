package dev.bellwether.cli.crash;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Somebody else who writes on the same disk. */
final class DiskFiller implements AutoCloseable {

    private static final int CHUNK_BYTES = 256 * 1024;

    private final Path file;

    DiskFiller(Path file) {
        this.file = file;
    }

    /** Writes until no more than this is free; with 0, until nothing can be written. */
    void leave(long bytes) throws IOException {
        byte[] chunk = new byte[CHUNK_BYTES];
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (Files.getFileStore(file).getUsableSpace() > bytes) {
                out.write(chunk);
            }
        } catch (IOException e) {
            if (bytes > 0) {
                throw e;
            }
        }
    }

    /** Makes room again. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
