package dev.bellwether.edge.access;

import dev.bellwether.edge.file.FileProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file of tokens, one a line: a name, its permissions with commas between them, and the SHA-256 of the token (or the token itself).
 *
 * <pre>{@code
 * # name     permissions    token
 * collector  ingest         sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
 * ci         deploy,read    sha256:60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752
 * }</pre>
 *
 * A name may stand in several lines, so that a token can be replaced without a gap. Empty lines and what follows a {@code #} are ignored; a file
 * without any token is refused.
 */
final class TokenFile {

    private static final String DIGEST = "sha256:";
    private static final int MIN_TOKEN_LENGTH = 20;
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    /** The characters that RFC 6750 allows in a bearer token. */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final Path file;
    private final String setting;
    private final List<KnownToken> tokens = new ArrayList<>();
    private final Set<String> digests = new HashSet<>();
    private final List<String> problems = new ArrayList<>();

    private TokenFile(String setting, Path file) {
        this.setting = setting;
        this.file = file;
    }

    /** @throws FileProblemException if anything is wrong with it, with the place of each problem and nothing of the tokens */
    static List<KnownToken> parse(String setting, Path file, String text) {
        TokenFile parsed = new TokenFile(setting, file);
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = words(lines.get(i));
            if (!line.isEmpty()) {
                parsed.line(i + 1, line.split("\\s+"));
            }
        }
        if (lines.stream().allMatch(line -> words(line).isEmpty())) {
            // as a file looks that is being written: to take it would lock everybody out
            parsed.problems.add(setting + ": " + file + ": no token in it (expected: at least one line with a name, "
                    + "permissions and a token)");
        }
        if (!parsed.problems.isEmpty()) {
            throw new FileProblemException(parsed.problems);
        }
        return List.copyOf(parsed.tokens);
    }

    private static String words(String line) {
        return line.replaceFirst("#.*", "").strip();
    }

    private void line(int number, String[] words) {
        if (words.length != 3) {
            problem(number, words.length + " words (expected: a name, permissions with commas between them, a token)");
            return;
        }
        Set<Permission> permissions = permissions(number, words[1]);
        String digest = digest(number, words[2]);
        if (!digest.isEmpty() && !digests.add(digest)) {
            problem(number, "the same token stands in an earlier line");
        }
        tokens.add(new KnownToken(digest, new Caller(words[0], permissions)));
    }

    private Set<Permission> permissions(int number, String text) {
        Set<Permission> permissions = EnumSet.noneOf(Permission.class);
        Arrays.stream(text.split(",", -1))
                .forEach(word -> Permission.of(word)
                        .ifPresentOrElse(
                                permissions::add,
                                () -> problem(
                                        number, "unknown permission (expected: some of " + allPermissions() + ")")));
        return permissions;
    }

    private static String allPermissions() {
        return Permission.grantable().stream().map(Permission::word).collect(Collectors.joining(","));
    }

    private String digest(int number, String text) {
        if (text.startsWith(DIGEST)) {
            String digits = text.substring(DIGEST.length()).toLowerCase(Locale.ROOT);
            if (SHA_256.matcher(digits).matches()) {
                return digits;
            }
            problem(number, "no SHA-256 after " + DIGEST + " (expected: 64 hexadecimal digits)");
            return "";
        }
        if (text.length() < MIN_TOKEN_LENGTH || !TOKEN.matcher(text).matches()) {
            problem(
                    number,
                    "no token (expected: " + DIGEST + " and 64 hexadecimal digits, or at least " + MIN_TOKEN_LENGTH
                            + " letters, digits and ._~+/- such as openssl rand -hex 32 prints)");
            return "";
        }
        return KnownToken.digest(text);
    }

    /** Words of the line are not repeated: one of them may be a token that is in the wrong place. */
    private void problem(int line, String what) {
        problems.add(setting + ": " + file + ":" + line + ": " + what);
    }
}
