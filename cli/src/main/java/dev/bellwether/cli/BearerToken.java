package dev.bellwether.cli;

import dev.bellwether.edge.file.FileProblemException;
import dev.bellwether.edge.file.SmallFile;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The token that a command sends: from a file or the environment, and not from the command line, which every user of the machine can see. */
final class BearerToken {

    private static final Pattern SENDABLE = Pattern.compile("[A-Za-z0-9._~+/=-]+");

    private BearerToken() {}

    /**
     * Reads it.
     *
     * @param file whose first line it is; null: {@code BELLWETHER_TOKEN} has it
     * @return empty where there is none
     * @throws IllegalArgumentException if what is there is no token
     * @throws FileProblemException if the file cannot be read
     */
    static Optional<String> read(@Nullable Path file, Map<String, String> environment) {
        String text =
                file == null ? environment.getOrDefault("BELLWETHER_TOKEN", "") : SmallFile.text("--token-file", file);
        Optional<String> token = text.lines().map(String::strip).findFirst();
        if (token.isPresent() && !SENDABLE.matcher(token.get()).matches()) {
            throw new IllegalArgumentException((file == null ? "BELLWETHER_TOKEN" : "--token-file: " + file)
                    + ": no token (expected: letters, digits and ._~+/- on the first line)");
        }
        return token;
    }
}
