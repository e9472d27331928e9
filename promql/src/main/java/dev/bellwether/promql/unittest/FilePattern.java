package dev.bellwether.promql.unittest;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Files by their names, where each part of a path may be a pattern of Go's {@code filepath.Match}: {@code *}, {@code ?}, {@code [a-z]},
 * {@code [^a-z]}, and {@code \} before a character that stands for itself. None of them stands for a slash.
 */
public final class FilePattern {

    private final String text;
    private final List<String> parts;

    private FilePattern(String text, List<String> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if a part of it is malformed; says which and why
     */
    public static FilePattern parse(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split("/")) {
            NamePattern.compile(part);
            boolean leavesFolder = part.equals("..")
                    && !parts.isEmpty()
                    && !parts.get(parts.size() - 1).equals("..");
            if (leavesFolder) {
                parts.remove(parts.size() - 1);
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return new FilePattern(text, parts);
    }

    /**
     * The files that it stands for, in the order of their names; none if there are none.
     *
     * @param folder where a relative path begins
     * @throws IOException if a folder cannot be read
     */
    List<Path> resolve(Path folder) throws IOException {
        if (parts.isEmpty()) {
            return List.of();
        }
        List<Path> found = List.of(text.startsWith("/") ? Path.of("/") : folder);
        for (String part : parts) {
            List<Path> next = new ArrayList<>();
            for (Path parent : found) {
                next.addAll(children(parent, part));
            }
            found = next;
        }
        return found;
    }

    private static List<Path> children(Path parent, String part) throws IOException {
        if (!NamePattern.hasMeta(part)) {
            Path plain = parent.resolve(part).normalize();
            return Files.exists(plain) ? List.of(plain) : List.of();
        }
        Path readable = parent.toString().isEmpty() ? Path.of(".") : parent;
        if (!Files.isDirectory(readable)) {
            return List.of();
        }
        Pattern names = NamePattern.compile(part);
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(readable)) {
            for (Path child : children) {
                Path name = child.getFileName();
                if (names.matcher(name.toString()).matches()) {
                    found.add(parent.resolve(name));
                }
            }
        }
        found.sort(Comparator.naturalOrder());
        return found;
    }

    @Override
    public String toString() {
        return text;
    }
}
