package dev.bellwether.edge.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Files as those replace them who know that somebody reads them meanwhile: nobody sees one that is half written. */
public final class ReplacedFile {

    private ReplacedFile() {}

    public static void replace(Path file, String text) throws IOException {
        Path aside = Files.writeString(file.resolveSibling(file.getFileName() + ".new"), text);
        Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
