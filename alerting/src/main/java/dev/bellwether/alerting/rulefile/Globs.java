package dev.bellwether.alerting.rulefile;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What patterns of paths stand for: each part between slashes may have {@code *}, {@code ?} and {@code [abc]}, as in Prometheus. */
final class Globs {

    private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

    private Globs() {}

    /** Whether it can stand for no file, or for several. */
    static boolean isPattern(String text) {
        return WILDCARD.matcher(text).find();
    }

    /**
     * The files that a pattern stands for, by path.
     *
     * @throws IOException if a folder on the way cannot be read
     * @throws IllegalArgumentException if it is no pattern
     */
    static List<Path> files(String pattern) throws IOException {
        List<Path> found = List.of(Path.of(pattern.startsWith("/") ? "/" : ""));
        for (String part : pattern.split("/+")) {
            if (!part.isEmpty()) {
                found = inside(found, part);
            }
        }
        return found.stream().filter(path -> !Files.isDirectory(path)).toList();
    }

    private static List<Path> inside(List<Path> folders, String part) throws IOException {
        List<Path> inside = new ArrayList<>();
        for (Path folder : folders) {
            if (!isPattern(part)) {
                Path path = folder.resolve(part);
                if (Files.exists(path)) {
                    inside.add(path);
                }
            } else if (Files.isDirectory(folder)) {
                inside.addAll(matching(folder, part));
            }
        }
        return inside;
    }

    private static List<Path> matching(Path folder, String part) throws IOException {
        List<Path> matching = new ArrayList<>();
        try (DirectoryStream<Path> paths = Files.newDirectoryStream(folder, part)) {
            paths.forEach(matching::add);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getDescription(), e);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return matching.stream().sorted().toList();
    }
}
