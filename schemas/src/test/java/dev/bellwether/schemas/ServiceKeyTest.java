package dev.bellwether.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ServiceKeyTest {

    /** Characters that make trouble are frequent here. */
    private static final String ALPHABET = "%%%///25F fFa-_.:\u00e4\u4e2d\ud83d\ude00\n\"";

    @ParameterizedTest
    @CsvSource({
        "prod, shop, checkout, prod/shop/checkout",
        "prod, a/b, c, prod/a%2Fb/c",
        "100%, a, b, 100%25/a/b",
        "%2F, %25, /, %252F/%2525/%2F",
        "Prod, ns, 'a b', Prod/ns/a b"
    })
    void printed(String environment, String namespace, String name, String text) {
        ServiceKey key = new ServiceKey(environment, namespace, name);

        assertThat(key).hasToString(text);
        assertThat(ServiceKey.parse(text)).isEqualTo(key);
    }

    @Test
    void absentAndEmptyParts_getTheirDefaults() {
        assertThat(ServiceKey.of(null, "", null)).hasToString("default/default/unknown_service");
        assertThat(ServiceKey.of("prod", null, "cart")).isEqualTo(new ServiceKey("prod", "default", "cart"));
    }

    @Test
    void aKeyNeverHasAnEmptyPart() {
        assertThatThrownBy(() -> new ServiceKey("", "a", "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("environment");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "a/b",
                "a/b/c/d",
                "/b/c",
                "a//c",
                "a/b/",
                "a/b/c%",
                "a/b/%2",
                "a/b/%2f",
                "a/b/%20",
                "a/b/%ZZ",
                "otlp_spans/3"
            })
    void whatNoKeyPrintsAs_isRefused(String text) {
        assertThatThrownBy(() -> ServiceKey.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"");
    }

    @Test
    void parsing_undoesPrinting_andNoTwoKeysPrintAlike() {
        long seed = 42;
        Random random = new Random(seed);
        Map<String, ServiceKey> printed = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            ServiceKey key = new ServiceKey(part(random), part(random), part(random));
            String text = key.toString();
            assertThat(ServiceKey.parse(text)).as("seed %d, key %d", seed, i).isEqualTo(key);
            ServiceKey same = printed.putIfAbsent(text, key);
            if (same != null) {
                assertThat(same).as("seed %d, printed %s", seed, text).isEqualTo(key);
            }
        }
    }

    @Test
    void printing_undoesParsing() {
        long seed = 43;
        Random random = new Random(seed);
        int parsed = 0;
        for (int i = 0; i < 50_000; i++) {
            String text = part(random) + part(random) + "/" + part(random);
            ServiceKey key;
            try {
                key = ServiceKey.parse(text);
            } catch (IllegalArgumentException e) {
                continue;
            }
            assertThat(key.toString()).as("seed %d, text %d", seed, i).isEqualTo(text);
            parsed++;
        }
        assertThat(parsed).isGreaterThan(100);
    }

    @Test
    void aFact_givesTheKeyOfItsService() {
        assertThat(ServiceKey.from(SampleFacts.redWindow())).hasToString("prod/shop/checkout");
        assertThatThrownBy(() -> ServiceKey.from(SampleFacts.alert()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Alert");
    }

    private static String part(Random random) {
        int[] codePoints = ALPHABET.codePoints().toArray();
        StringBuilder part = new StringBuilder();
        for (int length = 1 + random.nextInt(6); length > 0; length--) {
            part.appendCodePoint(codePoints[random.nextInt(codePoints.length)]);
        }
        return part.toString();
    }
}
