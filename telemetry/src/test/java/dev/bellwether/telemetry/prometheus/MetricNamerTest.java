package dev.bellwether.telemetry.prometheus;

import static dev.bellwether.telemetry.prometheus.TranslationStrategy.NO_TRANSLATION;
import static dev.bellwether.telemetry.prometheus.TranslationStrategy.NO_UTF8_ESCAPING_WITH_SUFFIXES;
import static dev.bellwether.telemetry.prometheus.TranslationStrategy.NO_UTF8_ESCAPING_WITH_UPDATED_SUFFIXES;
import static dev.bellwether.telemetry.prometheus.TranslationStrategy.UNDERSCORE_ESCAPING_WITHOUT_SUFFIXES;
import static dev.bellwether.telemetry.prometheus.TranslationStrategy.UNDERSCORE_ESCAPING_WITH_SUFFIXES;
import static dev.bellwether.telemetry.prometheus.TranslationStrategy.UNDERSCORE_ESCAPING_WITH_UPDATED_SUFFIXES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each line is a rule of the specification, or what Prometheus does where it has none. */
class MetricNamerTest {

    private static final Pattern CLASSIC_NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");

    @ParameterizedTest
    @CsvSource(nullValues = "none", emptyValue = "", textBlock = """
            # characters
            http.server.duration,      '',  GAUGE,     http_server_duration
            a@@##$$b,                  '',  GAUGE,     a_b
            a__b,                      '',  GAUGE,     a_b
            _a_,                       '',  GAUGE,     a
            ns:a,                      '',  GAUGE,     ns:a
            größe,                     '',  GAUGE,     gr_e
            123abc,                    '',  GAUGE,     _123abc
            '@#$%',                    '',  GAUGE,     ''
            '',                        '',  GAUGE,     ''
            # units become words
            time,                      d,   GAUGE,     time_days
            time,                      h,   GAUGE,     time_hours
            time,                      min, GAUGE,     time_minutes
            time,                      s,   HISTOGRAM, time_seconds
            time,                      ms,  SUMMARY,   time_milliseconds
            time,                      us,  GAUGE,     time_microseconds
            time,                      ns,  GAUGE,     time_nanoseconds
            size,                      By,  GAUGE,     size_bytes
            size,                      KiBy, GAUGE,    size_kibibytes
            size,                      MiBy, GAUGE,    size_mebibytes
            size,                      GiBy, GAUGE,    size_gibibytes
            size,                      TiBy, GAUGE,    size_tibibytes
            size,                      KBy, GAUGE,     size_kilobytes
            size,                      kBy, GAUGE,     size_kBy
            size,                      MBy, GAUGE,     size_megabytes
            size,                      GBy, GAUGE,     size_gigabytes
            size,                      TBy, GAUGE,     size_terabytes
            a,                         m,   GAUGE,     a_meters
            a,                         V,   GAUGE,     a_volts
            a,                         A,   GAUGE,     a_amperes
            a,                         J,   GAUGE,     a_joules
            a,                         W,   GAUGE,     a_watts
            a,                         g,   GAUGE,     a_grams
            a,                         Cel, GAUGE,     a_celsius
            a,                         Hz,  GAUGE,     a_hertz
            a,                         '%', GAUGE,     a_percent
            # a unit that is a word of the name already is not added
            response_time_seconds,     s,   GAUGE,     response_time_seconds
            seconds.of.silence,        s,   GAUGE,     seconds_of_silence
            # what it is divided by
            requests,                  1/s, GAUGE,     requests_per_second
            throughput,                By/s, GAUGE,    throughput_bytes_per_second
            speed,                     m/h, GAUGE,     speed_meters_per_hour
            a,                         By/m, GAUGE,    a_bytes_per_minute
            a,                         By/d, GAUGE,    a_bytes_per_day
            a,                         By/w, GAUGE,    a_bytes_per_week
            a,                         By/mo, GAUGE,   a_bytes_per_month
            a,                         By/y, GAUGE,    a_bytes_per_year
            a,                         By/x, GAUGE,    a_bytes_per_x
            a,                         '@/@', GAUGE,   a
            # in braces are words for people
            a,                         '{packet}', GAUGE, a
            a,                         'By/{packet}', GAUGE, a_bytes
            a,                         '{packet}/s', GAUGE, a_per_second
            # what is not known is kept
            custom,                    unit__x, GAUGE, custom_unit_x
            custom,                    u@with#special/chars, GAUGE, custom_u_with_special_per_chars
            # counters
            requests,                  '',  COUNTER,   requests_total
            requests_total,            '',  COUNTER,   requests_total
            total.requests,            '',  COUNTER,   requests_total
            requests_total,            s,   COUNTER,   requests_seconds_total
            items,                     1,   COUNTER,   items_total
            # ratios
            utilization,               1,   GAUGE,     utilization_ratio
            ratio.of.things,           1,   GAUGE,     of_things_ratio
            latency,                   1,   HISTOGRAM, latency
            """)
    void name_isEscapedWithSuffixes(String name, String unit, FamilyType type, String expected) {
        assertThat(name(UNDERSCORE_ESCAPING_WITH_SUFFIXES, name, unit, type)).isEqualTo(expected);
    }

    @Test
    void updatedUnits_areCorrected() {
        assertThat(name(UNDERSCORE_ESCAPING_WITH_UPDATED_SUFFIXES, "a", "TiBy", FamilyType.GAUGE))
                .isEqualTo("a_tebibytes");
        assertThat(name(UNDERSCORE_ESCAPING_WITH_UPDATED_SUFFIXES, "a", "kBy", FamilyType.GAUGE))
                .isEqualTo("a_kilobytes");
        assertThat(name(UNDERSCORE_ESCAPING_WITH_UPDATED_SUFFIXES, "a", "s", FamilyType.GAUGE))
                .isEqualTo("a_seconds");
        assertThat(name(NO_UTF8_ESCAPING_WITH_UPDATED_SUFFIXES, "a.b", "TiBy", FamilyType.GAUGE))
                .isEqualTo("a.b_tebibytes");
    }

    @ParameterizedTest
    @CsvSource({"a.b,s,COUNTER,a_b", "a__b,1,GAUGE,a__b", "1a,s,GAUGE,_1a", "@#,s,GAUGE,''", "a@@b,s,GAUGE,a_b"})
    void withoutSuffixes_onlyCharactersChange(String name, String unit, FamilyType type, String expected) {
        assertThat(name(UNDERSCORE_ESCAPING_WITHOUT_SUFFIXES, name, unit, type)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "größe,By,GAUGE,größe_bytes",
        "requêsts,1/s,COUNTER,requêsts_per_second_total",
        "requests_total,'',COUNTER,requests_total",
        "cpu.seconds.total,s,COUNTER,cpu.seconds_total",
        "cpu_usage_ratio,1,GAUGE,cpu_usage_ratio",
        "usage,1,GAUGE,usage_ratio",
        "@#$%,'',COUNTER,@#$%_total",
        "http.server.duration,ms,HISTOGRAM,http.server.duration_milliseconds"
    })
    void notEscaped_suffixesAreLookedForAtTheEnd(String name, String unit, FamilyType type, String expected) {
        assertThat(name(NO_UTF8_ESCAPING_WITH_SUFFIXES, name, unit, type)).isEqualTo(expected);
    }

    @Test
    void noTranslation_isNone() {
        assertThat(name(NO_TRANSLATION, "http.größe", "s", FamilyType.COUNTER)).isEqualTo("http.größe");
    }

    @Test
    void escapedName_isAClassicOneOrNone() {
        Random random = new Random(7);
        for (int round = 0; round < 5000; round++) {
            String name = Texts.random(random);
            String unit = Texts.random(random);
            for (TranslationStrategy strategy : TranslationStrategy.values()) {
                for (FamilyType type : FamilyType.values()) {
                    String made = name(strategy, name, unit, type);
                    assertThat(strategy.escapes()
                                    && !made.isEmpty()
                                    && !CLASSIC_NAME.matcher(made).matches())
                            .as("%s %s '%s' '%s': %s", strategy, type, name, unit, made)
                            .isFalse();
                }
            }
        }
    }

    private static String name(TranslationStrategy strategy, String name, String unit, FamilyType type) {
        return new MetricNamer(strategy).name(name, unit, type);
    }
}
