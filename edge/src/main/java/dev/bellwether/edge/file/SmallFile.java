package dev.bellwether.edge.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** Reads files that people write by hand. */
public final class SmallFile {

    private static final int MAX_BYTES = 1 << 20;

    private SmallFile() {}

    /**
     * All of a file as text.
     *
     * @param setting the setting that names the file
     * @throws FileProblemException if it cannot be read, or is larger than a megabyte
     */
    public static String text(String setting, Path file) {
        try {
            return new String(bytes(file), UTF_8);
        } catch (IOException e) {
            throw new FileProblemException(setting, file, problem(e));
        }
    }

    /** Whether others than its owner and group may read or write it; false where the file system knows no such thing. */
    public static boolean isOpenToOthers(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            return permissions.contains(PosixFilePermission.OTHERS_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException | UnsupportedOperationException e) {
            return false; // whoever reads it says what is wrong
        }
    }

    /** Changes when the content does, or it can be read no longer. */
    static String fingerprint(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(file)));
        } catch (IOException e) {
            return e.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException("larger than " + MAX_BYTES + " bytes");
            }
            return bytes;
        }
    }

    private static String problem(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return e instanceof AccessDeniedException ? "this user may not read it" : "cannot be read: " + e.getMessage();
    }
}
