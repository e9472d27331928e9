package dev.bellwether.edge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellwether.edge.file.FileProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {

    private static final Path FILE = Path.of("/etc/bellwether/tokens");
    private static final String TOKEN = "a-token-that-is-long-enough";

    private static List<KnownToken> parse(String text) {
        return TokenFile.parse("auth.token-file", FILE, text);
    }

    @Test
    void aLine_isANameItsPermissionsAndATokenOrItsDigest() {
        List<KnownToken> tokens = parse("""
                # name     permissions  token
                collector  ingest       a-token-that-is-long-enough

                ci         deploy,read  sha256:%s   # openssl rand -hex 32
                """.formatted(KnownToken.digest("another-token-of-somebody")
                .toUpperCase(java.util.Locale.ROOT)
                .replace("SHA256", "sha256")));

        assertThat(tokens)
                .extracting(KnownToken::caller)
                .containsExactly(
                        new Caller("collector", Set.of(Permission.INGEST)),
                        new Caller("ci", Set.of(Permission.DEPLOY, Permission.READ)));
        assertThat(tokens.get(0).is(KnownToken.digest(TOKEN))).isTrue();
        assertThat(tokens.get(1).is(KnownToken.digest("another-token-of-somebody")))
                .isTrue();
        assertThat(tokens.get(1).is(KnownToken.digest(TOKEN))).isFalse();
    }

    @Test
    void everyProblem_isToldWithItsPlace_andNothingOfTheTokens() {
        FileProblemException refusal = catchThrowableOfType(FileProblemException.class, () -> parse("""
                canary-one-that-is-a-whole-token
                ci   canary-two-that-is-a-whole-token  deploy
                ci   anybody                           canary-three-of-twenty-letters
                ci   read                              canary-4
                ci   read                              sha256:canary-five
                ci   read                              canary-six-has-an-%umlaut
                ci   read                              a-token-that-is-long-enough
                ci   read                              a-token-that-is-long-enough
                """));

        assertThat(refusal.problems())
                .hasSize(8)
                .allMatch(problem -> problem.startsWith("auth.token-file: /etc/bellwether/tokens:"))
                .noneMatch(problem -> problem.contains("canary"));
        assertThat(refusal.problems())
                .extracting(problem -> problem.split(":")[2])
                .containsExactly("1", "2", "2", "3", "4", "5", "6", "8");
        assertThat(refusal).hasMessageContaining("expected: some of ingest,read,deploy,operate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# name  permissions  token\n", "  # nobody any more"})
    void aFileWithoutATokenInIt_isRefused(String text) {
        FileProblemException refusal = catchThrowableOfType(FileProblemException.class, () -> parse(text));

        assertThat(refusal.problems())
                .singleElement()
                .asString()
                .startsWith("auth.token-file: /etc/bellwether/tokens: no token in it (expected: at least one line");
    }

    @Test
    void printed_aTokenShowsNothingOfItself() {
        KnownToken token = new KnownToken(KnownToken.digest(TOKEN), new Caller("ci", Set.of()));

        assertThat(token.toString()).contains("ci").doesNotContain(token.sha256());
    }
}
