package dev.bellwether.cli.node;

import dev.bellwether.edge.file.FileProblemException;
import dev.bellwether.edge.file.SmallFile;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A file of HTTP headers, one a line: {@code Authorization: Bearer 0123}. Empty lines and those that begin with a {@code #} are ignored.
 */
final class HeadersFile {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]+");

    private HeadersFile() {}

    /** @throws FileProblemException if it cannot be read, or a line is no header; values are not repeated, since they are secrets */
    static Map<String, String> read(String setting, Path file) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        List<String> problems = new ArrayList<>();
        List<String> lines =
                SmallFile.text(setting, file).lines().map(String::strip).toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            int colon = line.indexOf(':');
            String name = line.substring(0, Math.max(colon, 0)).strip();
            String value = line.substring(colon + 1).strip();
            if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
                problems.add("%s: %s:%d: no header (expected: Name: value)".formatted(setting, file, i + 1));
            } else if (!mayBeSet(name)) {
                problems.add("%s: %s:%d: the header %s is the connection's own".formatted(setting, file, i + 1, name));
            } else if (headers.putIfAbsent(name, value) != null) {
                problems.add(
                        "%s: %s:%d: the header %s stands in an earlier line".formatted(setting, file, i + 1, name));
            }
        }
        if (!problems.isEmpty()) {
            throw new FileProblemException(problems);
        }
        return headers;
    }

    /** Java's client sets some by itself, and lets nobody else. */
    private static boolean mayBeSet(String name) {
        try {
            HttpRequest.newBuilder().setHeader(name, "");
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
