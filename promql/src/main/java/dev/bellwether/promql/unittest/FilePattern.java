package dev.bellwether.promql.unittest;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** File names with {@code *}, {@code ?} and {@code [a-z]}, which never stand for a slash. */
final class FilePattern {

    private FilePattern() {}

    /** The files that a pattern stands for, by name; seen from the folder of a file. */
    static List<Path> resolve(Path origin, String pattern) throws IOException {
        Path folder = origin.toAbsolutePath().getParent();
        boolean absolute = pattern.startsWith("/");
        Path base = origin.getParent() == null ? Path.of("") : origin.getParent();
        List<Path> found = List.of(absolute || folder == null ? Path.of("/") : base);
        for (String part : pattern.split("/", -1)) {
            if (!part.isEmpty()) {
                List<Path> next = new ArrayList<>();
                for (Path parent : found) {
                    next.addAll(children(parent, part));
                }
                found = next;
            }
        }
        return found.stream().sorted().toList();
    }

    private static List<Path> children(Path parent, String part) throws IOException {
        Path plain = parent.resolve(part);
        if (!part.matches(".*[*?\\[].*")) {
            return Files.exists(plain) ? List.of(plain.normalize()) : List.of();
        }
        Path readable = parent.toString().isEmpty() ? Path.of(".") : parent;
        if (!Files.isDirectory(readable)) {
            return List.of();
        }
        Pattern names = Pattern.compile(regex(part));
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> children = Files.newDirectoryStream(readable)) {
            for (Path child : children) {
                if (names.matcher(child.getFileName().toString()).matches()) {
                    found.add(parent.resolve(child.getFileName()));
                }
            }
        }
        return found;
    }

    private static String regex(String part) {
        StringBuilder regex = new StringBuilder();
        boolean inside = false;
        for (char c : part.toCharArray()) {
            if (inside || c == '[') {
                inside = c != ']';
                regex.append(c);
            } else {
                regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return regex.toString();
    }
}
