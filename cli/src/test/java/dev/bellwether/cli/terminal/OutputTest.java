package dev.bellwether.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputTest {

    @Test
    void tables_alignNumbersToTheRightAndWordsToTheLeft() {
        assertThat(Output.table(List.of(
                        List.of("SERVICE", "VERSION", "REQ/S", "P99", "DEPLOYMENT"),
                        List.of("checkout", "2.4.0", "1,200.5", "9.1 ms", "being judged"),
                        List.of("a", "2", "0.1", "-", ""))))
                .containsExactly(
                        "SERVICE   VERSION    REQ/S     P99  DEPLOYMENT",
                        "checkout  2.4.0    1,200.5  9.1 ms  being judged",
                        "a         2            0.1       -");
    }

    @Test
    void numbers_areTheSameInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(Output.percent(0.1948)).isEqualTo("19.48 %");
            assertThat(Output.count(1_234_567)).isEqualTo("1,234,567");
            assertThat(Output.rate(0.016)).isEqualTo("0.02");
            assertThat(Output.rate(19.26)).isEqualTo("19.3");
            assertThat(Output.oneDecimal(1234.56)).isEqualTo("1234.6");
            assertThat(Output.twoDecimals(0.125)).isEqualTo("0.13");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"true, '', xterm, true", "false, '', xterm, false", "true, 1, xterm, false", "true, '', dumb, false"})
    void colour_isForTerminalsThatWantIt(boolean interactive, String noColor, String term, boolean wanted) {
        assertThat(Terminal.colourWanted(interactive, noColor, term)).isEqualTo(wanted);
    }

    @Test
    void colours_areSwitchedOffAgain_andLeftOutWhereNoneIsWanted() {
        Terminal coloured =
                new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), true);
        Terminal plain = new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(new StringWriter()), false);

        assertThat(coloured.red("x")).isEqualTo("\033[31mx\033[0m");
        assertThat(List.of(plain.red("x"), plain.green("x"), plain.yellow("x"), plain.bold("x"), plain.dim("x")))
                .containsOnly("x");
    }

    @Test
    void resultsAndNotes_goTheirOwnWays_andAreFlushed() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false);

        terminal.line("result");
        terminal.note("progress");

        assertThat(out).hasToString("result" + System.lineSeparator());
        assertThat(err).hasToString("progress" + System.lineSeparator());
        assertThat(terminal.closed()).isFalse();
    }
}
