package dev.bellwether.telemetry.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.telemetry.otlp.ByteSlice;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeverityTest {

    private static Severity of(int number, String text) {
        return Severity.of(number, ByteSlice.of(text));
    }

    @Test
    void number_isInTheRangeOfTheDataModel() {
        Map<Severity, List<Integer>> ranges = Map.of(
                Severity.TRACE, List.of(1, 2, 3, 4),
                Severity.DEBUG, List.of(5, 6, 7, 8),
                Severity.INFO, List.of(9, 10, 11, 12),
                Severity.WARN, List.of(13, 14, 15, 16),
                Severity.ERROR, List.of(17, 18, 19, 20),
                Severity.FATAL, List.of(21, 22, 23, 24));
        ranges.forEach((severity, numbers) -> assertThat(numbers)
                .allSatisfy(number -> assertThat(of(number, "")).isEqualTo(severity)));
    }

    @Test
    void number_countsBeforeTheText() {
        assertThat(of(9, "ERROR")).isEqualTo(Severity.INFO);
    }

    /** Appendix B of the data model, one line for each row: syslog, Windows event log, ETW, Log4j, Zap, java.util.logging, .NET. */
    @ParameterizedTest
    @CsvSource({
        "TRACE, TRACE FINEST Trace",
        "DEBUG, Debug Verbose VERBOSE DEBUG FINER FINE CONFIG",
        "INFO, Informational Information INFO Info Notice",
        "WARN, Warning WARNING WARN Warn",
        "ERROR, Error ERROR SEVERE Critical Dpanic Alert Panic",
        "FATAL, Emergency FATAL Fatal"
    })
    void textWithoutNumber_isMappedAsTheAppendixSays(Severity expected, String texts) {
        for (String text : texts.split(" ", -1)) {
            assertThat(of(0, text)).as(text).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TRACE4, TRACE",
        "DEBUG2, DEBUG",
        "INFO3, INFO",
        "WARN4, WARN",
        "ERROR2, ERROR",
        "FATAL4, FATAL",
        "err, ERROR",
        "crit, ERROR",
        "emerg, FATAL"
    })
    void shortNames_areKnown(String text, Severity expected) {
        assertThat(of(0, text)).isEqualTo(expected);
    }

    @Test
    void caseAndSpacesOfTheText_doNotMatter() {
        assertThat(of(0, " eRRoR\t")).isEqualTo(Severity.ERROR);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "INFO5",
                "INFO1",
                "LOG_ALWAYS",
                "bad",
                "errors",
                "a text that is far too long to be a severity"
            })
    void otherText_isUnspecified(String text) {
        assertThat(of(0, text)).isEqualTo(Severity.UNSPECIFIED);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 25, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void numberOutsideOfTheDataModel_leavesItToTheText(int number) {
        assertThat(of(number, "warn")).isEqualTo(Severity.WARN);
        assertThat(of(number, "")).isEqualTo(Severity.UNSPECIFIED);
    }

    @Test
    void errors_areErrorAndAbove() {
        Set<Severity> errors = EnumSet.allOf(Severity.class);
        errors.removeIf(severity -> !severity.isError());
        assertThat(errors).containsExactly(Severity.ERROR, Severity.FATAL);
    }
}
