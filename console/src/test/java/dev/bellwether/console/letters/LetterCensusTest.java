package dev.bellwether.console.letters;

import static dev.bellwether.console.letters.Letters.ANY;
import static dev.bellwether.console.letters.Letters.NOON;
import static dev.bellwether.console.letters.Letters.letter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.bellwether.console.letters.Letter.Place;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LetterCensusTest {

    private static final Letter SPANS = letter(1, "otlp_spans", "malformed at byte 17");
    private static final Letter OTHER_SPANS = letter(2, "otlp_spans", "malformed at byte 4711");
    private static final Letter LOGS = letter(3, "otlp_logs", "no value");

    private static Found found(LetterQuery query, int maxLetters) {
        LetterCensus census = new LetterCensus(query, maxLetters);
        List.of(LOGS, SPANS, OTHER_SPANS).forEach(census::add);
        return census.found();
    }

    @Test
    void lettersOfAKind_areCountedTogether_whateverTheNumbersInTheirReasons() {
        assertThat(found(ANY, 10).groups())
                .containsExactly(
                        new Found.Group("otlp_spans", "bellwether.fold", "malformed at byte #", 2),
                        new Found.Group("otlp_logs", "bellwether.fold", "no value", 1));
    }

    @Test
    void beyondTheLimit_theNewestAreHeld_andAllAreCounted() {
        Found found = found(ANY, 2);

        assertThat(found.letters()).containsExactly(OTHER_SPANS, LOGS);
        assertThat(found.total()).isEqualTo(3);
    }

    private static Stream<Arguments> queries() {
        return Stream.of(
                arguments(ANY, List.of(SPANS, OTHER_SPANS, LOGS)),
                arguments(new LetterQuery("otlp_logs", "", "", Optional.empty(), Set.of()), List.of(LOGS)),
                arguments(
                        new LetterQuery("", "fold", "", Optional.empty(), Set.of()), List.of(SPANS, OTHER_SPANS, LOGS)),
                arguments(new LetterQuery("", "enrich", "", Optional.empty(), Set.of()), List.of()),
                arguments(new LetterQuery("", "", "byte 17", Optional.empty(), Set.of()), List.of(SPANS)),
                arguments(
                        new LetterQuery("", "", "", Optional.of(NOON.plusSeconds(2)), Set.of()),
                        List.of(OTHER_SPANS, LOGS)),
                arguments(
                        new LetterQuery("", "", "", Optional.empty(), Set.of(new Place(0, 2), new Place(1, 3))),
                        List.of(OTHER_SPANS)));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void query_saysWhichAreMeant(LetterQuery query, List<Letter> expected) {
        assertThat(found(query, 10).letters()).isEqualTo(expected);
    }

    @Test
    void mark_isFoundBeforeAndBehindItsLetter() {
        LetterCensus census = new LetterCensus(ANY, 10);
        census.addReplayed(SPANS.subject());
        census.add(SPANS);
        census.add(LOGS);
        census.addReplayed(LOGS.subject());
        census.add(OTHER_SPANS);
        Found found = census.found();

        assertThat(found.letters().stream().filter(found::isReplayed)).containsExactly(SPANS, LOGS);
    }

    @Test
    void moreMarksThanCanBeRemembered_areNotForgotten() {
        LetterCensus census = new LetterCensus(ANY, 1);
        census.addReplayed(SPANS.subject());

        assertThatThrownBy(() -> census.addReplayed(LOGS.subject()))
                .isInstanceOf(LettersException.class)
                .hasMessageContaining("say since when");
    }
}
