package dev.bellwether.telemetry.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageMaskTest {

    private static final long SEED = 20_261_121;

    private final MessageMask mask = new MessageMask(1_000);

    private String masked(String message) {
        return String.join(" ", mask.words(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "took 12ms                        | took <number>ms",
                "took 1.5s, limit 20%             | took <number>s, limit <number>%",
                "took 1m2.5s                      | took <number>m<number>s",
                "balance -5 and +7 x=-1.5e-3      | balance <number> and <number> x=<number>",
                "pod node-12 of worker7           | pod node-<number> of worker7",
                "at 2026-11-21T18:30:05.123Z      | at <number>-<number>-<number>T<number>:<number>:<number>Z",
                "GET /cart/42/items?page=3        | GET /cart/<number>/items?page=<number>",
                "v 1.20.3 of HTTP/1.1             | v <number> of HTTP/<number>",
                "1e5 1E+10 5em                    | <number> <number> <number>em"
            })
    void numbers_areMasked(String message, String expected) {
        assertThat(masked(message)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "order 550e8400-e29b-41d4-a716-446655440000 | order <id>",
                "id=550E8400-E29B-41D4-A716-446655440000,   | id=<id>,",
                "trace 5b8efff798038103d269b633813fc60c     | trace <id>",
                "commit (3fc0602a)                          | commit (<id>)",
                "at 0x7fA3                                  | at <id>",
                "ulid 01ARZ3NDEKTSV4RRFFQ69G5FAV            | ulid <id>",
                "550e8400-e29b-41d4-a716-4466554400001      | <id>-e29b-<number>d<number>-a716-<number>"
            })
    void ids_areMasked(String message, String expected) {
        assertThat(masked(message)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from 10.0.0.1                   | from <address>",
                "from 10.244.13.77:8080: refused | from <address>: refused",
                "peer=/127.0.0.1:5432,           | peer=/<address>,",
                "version 1.2.3.4.5 and 300.1.1.1 | version <number> and <number>",
                "from ::1                        | from <address>",
                "from fe80::1:                   | from <address>:",
                "to [2001:db8::8a2e:370:7334]:443| to [<address>]:<number>",
                "2001:0db8:85a3:0000:0000:8a2e:0370:7334 | <address>",
                "mac 00:1B:44:11:3a:b7           | mac <address>",
                "at 12:34:56                     | at <number>:<number>:<number>",
                "ratio 12:34                     | ratio <number>:<number>",
                "de::facade::abc x1::2           | de::facade::abc x1::<number>"
            })
    void addresses_areMasked(String message, String expected) {
        assertThat(masked(message)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sha256",
                "utf8",
                "AbstractHttp2ConnectionPool",
                "deadbeef",
                "größe",
                "std::vector",
                "<id>",
                "x::y",
                "h2"
            })
    void words_stay(String word) {
        assertThat(masked(word)).isEqualTo(word);
    }

    @Test
    void values_doNotSplitTemplates() {
        Random random = new Random(SEED);
        assertOneTemplate("paid %s for order", i -> Double.toString(random.nextInt(1_000_000) / 100.0));
        assertOneTemplate("retry %s of 5", i -> Integer.toString(random.nextInt() >> random.nextInt(32)));
        assertOneTemplate("user=%s,", i -> new UUID(random.nextLong(), random.nextLong()).toString());
        assertOneTemplate("from %s", i -> address(random));
        assertOneTemplate("connected to /%s: ok", i -> address(random) + ":" + (1 + random.nextInt(65_535)));
        assertOneTemplate("span %s ended", i -> "a" + HexFormat.of().toHexDigits(random.nextLong()) + "1");
    }

    private void assertOneTemplate(String format, Function<Integer, String> value) {
        String first = masked(format.formatted(value.apply(0)));
        for (int round = 1; round < 500; round++) {
            String message = format.formatted(value.apply(round));
            assertThat(masked(message)).as("seed %d: %s", SEED, message).isEqualTo(first);
        }
    }

    private static String address(Random random) {
        return random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256);
    }

    @Test
    void message_isItsFirstVisibleLine() {
        assertThat(mask.words("\n \t\n  it failed\r\n\tat Main.java:12\n")).containsExactly("it", "failed");
        assertThat(mask.words(" \n\t ")).isEmpty();
        assertThat(mask.words("")).isEmpty();
    }

    @Test
    void longMessage_isCutBetweenWords() {
        MessageMask brief = new MessageMask(10);
        assertThat(brief.words("one two three four")).containsExactly("one", "two");
        assertThat(brief.words("one to ten and on")).containsExactly("one", "to", "ten");
        assertThat(brief.words("abcdefghijklmnop")).containsExactly("abcdefghij");
        assertThat(brief.words("abcdefghi\uD83D\uDE00")).containsExactly("abcdefghi");
    }

    @Test
    void controlCharacters_separateWords() {
        assertThat(mask.words("a\u0000b\u007Fc")).containsExactly("a", "b", "c");
    }

    @Test
    void anyText_isMaskedWithoutTrouble() {
        Random random = new Random(SEED);
        String alphabet = "09afxzAFZ:.-+ <>e%\n\u00fc\uD83D\uDE00";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder message = new StringBuilder();
            for (int length = random.nextInt(60); length > 0; length--) {
                message.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            List<String> words = mask.words(message.toString());
            assertThat(words).as("seed %d: %s", SEED, message).allMatch(word -> !word.isBlank());
            assertThat(String.join(" ", words)
                            .codePoints()
                            .filter(c -> c >= '\u00fc')
                            .count())
                    .as("what is no mask stays: %s", message)
                    .isEqualTo(firstLine(message.toString())
                            .codePoints()
                            .filter(c -> c >= '\u00fc')
                            .count());
        }
    }

    private static String firstLine(String message) {
        return message.strip().lines().findFirst().orElse("");
    }

    @Test
    void lengthBelowOne_isRefused() {
        assertThatThrownBy(() -> new MessageMask(0)).hasMessage("maxLength: 0 (expected: at least 1)");
    }
}
