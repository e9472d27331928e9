package dev.bellwether.console.letters;

import static dev.bellwether.console.letters.Letters.letter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bellwether.schemas.Topics;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReplayRulesTest {

    private static final int MAX_REPLAYS = 3;

    private final ReplayRules rules = new ReplayRules(Topics.standard(), MAX_REPLAYS);

    /** The letter, whether it was written back, and what is said without force and with it; empty where it may be. */
    private static Stream<Arguments> letters() {
        Letter good = letter(1, "otlp_spans", "malformed");
        Letter cut = Letters.cut(good);
        return Stream.of(
                arguments(good, false, "", ""),
                arguments(letter(1, "otlp_logs", "malformed"), false, "", ""),
                arguments(letter(1, "otlp_metrics", "malformed"), false, "", ""),
                arguments(good, true, "written back already", ""),
                arguments(Letters.withReplays(good, 2), false, "", ""),
                arguments(Letters.withReplays(good, 3), false, "3 times", ""),
                arguments(letter(1, "bellwether.red-deltas", "x"), false, "count it twice", ""),
                arguments(letter(1, "payments", "x"), false, "no topic of Bellwether", "no topic of Bellwether"),
                arguments(cut, false, "only the beginning", "only the beginning"));
    }

    @ParameterizedTest
    @MethodSource("letters")
    void letter_isRefused_orForced_orNot(Letter letter, boolean replayed, String without, String forced) {
        assertSaid(without, letter, replayed, false);
        assertSaid(forced, letter, replayed, true);
    }

    private void assertSaid(String expected, Letter letter, boolean replayed, boolean force) {
        String said = rules.refusal(letter, replayed, force).orElse("");
        assertThat(said).contains(expected);
        assertThat(said.isEmpty()).isEqualTo(expected.isEmpty());
    }
}
