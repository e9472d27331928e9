package dev.bellwether.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KindsTest {

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "0s, PT0S",
        "500ms, PT0.5S",
        "30s, PT30S",
        "5m, PT5M",
        "1h30m, PT1H30M",
        "2d, PT48H",
        "1h1m1s1ms, PT1H1M1.001S",
        "90s, PT1M30S"
    })
    void durations(String text, Duration duration) {
        assertThat(Kinds.DURATION_KIND.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "12B, 12",
        "900kB, 900000",
        "4KiB, 4096",
        "64MiB, 67108864",
        "64 MiB, 67108864",
        "1MB, 1000000",
        "1GB, 1000000000",
        "1GiB, 1073741824"
    })
    void sizes(String text, long bytes) {
        assertThat(Kinds.BYTES_KIND.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @CsvSource({"64MiB, 67108864", "5%, 53687090", "99%, 1063004382", "1%, 33554432"})
    void sharesOfAGibibyteOfMemory(String text, long bytes) {
        assertThat(Kinds.memory(text, 1L << 30)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0%", "100%", "5 %", "-1%", "1.5MiB"})
    void otherSharesOfMemory_areRefused(String text) {
        assertThatThrownBy(() -> Kinds.MEMORY.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "65535, 65535"})
    void ports(String text, int port) {
        assertThat(Kinds.PORT.parse(text)).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.0", "1, 1.0", "0.05, 0.05", "1e-3, 0.001"})
    void ratios(String text, double ratio) {
        assertThat(Kinds.RATIO.parse(text)).isEqualTo(ratio);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'' | ''", "kafka:9092 | kafka:9092", "a:1, b:2 | a:1, b:2", "[::1]:9092 | [::1]:9092"})
    void servers(String text, String servers) {
        assertThat(Kinds.SERVERS.parse(text)).isEqualTo(servers);
    }

    @ParameterizedTest
    @MethodSource
    void names_areTakenApartAndKeepTheirOrder(String text, List<String> names) {
        assertThat(Kinds.NAMES.parse(text)).containsExactlyElementsOf(names);
    }

    static Stream<Arguments> names_areTakenApartAndKeepTheirOrder() {
        return Stream.of(
                Arguments.of("", List.of()),
                Arguments.of("bellwether", List.of("bellwether")),
                Arguments.of(" b , a,,a ", List.of("b", "a")));
    }

    @ParameterizedTest
    @MethodSource
    void anythingElse_isRefusedWithWhatIsExpected(Setting.Kind<?> kind, String text) {
        assertThatThrownBy(() -> kind.parse(text))
                .as("%s as %s", text, kind.expected())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected: " + kind.expected());
    }

    static Stream<Arguments> anythingElse_isRefusedWithWhatIsExpected() {
        Map<Setting.Kind<?>, List<String>> wrong = Map.of(
                Kinds.DURATION_KIND,
                List.of("", "5", "s", "5 s", "-5s", "1.5s", "5min", "5S", "36501d", "9999999999999999d", "1y"),
                Kinds.BYTES_KIND,
                List.of("", "-1", "1.5MiB", "64mib", "1TiB", "99999999999GiB", "kB"),
                Kinds.BYTES_IN_MEMORY,
                List.of("0", "1GiB", "3GiB"),
                Kinds.PORT,
                List.of("", "-1", "65536", "http", "80.0", "4317 "),
                Kinds.COUNT,
                List.of("", "0", "-3", "1.0", "many", "4294967296"),
                Kinds.RATIO,
                List.of("", "-0.1", "1.01", "5 %", "NaN", "0,5"),
                Kinds.FACTOR,
                List.of("", "1", "0.5", "Infinity", "NaN", "two"),
                Kinds.someOf(List.of("ingest", "console")),
                List.of("", "ingest,cook", "ingest;console"),
                Kinds.SERVERS,
                List.of("kafka", "kafka:", "a:1,", "http://kafka:9092", "a:1 b:2"),
                Kinds.URLS,
                List.of("registry:8081", "kafka://registry", "http://", ":::bad", "http://a,"));
        return wrong.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(text -> Arguments.of(entry.getKey(), text)));
    }

    @ParameterizedTest
    @CsvSource({"'ingest,console'", "'Console, INGEST'"})
    void closedSets_ignoreCaseAndOrder(String text) {
        assertThat(Kinds.someOf(List.of("ingest", "console")).parse(text)).containsOnly("ingest", "console");
    }
}
