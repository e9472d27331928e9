package dev.bellwether.alerting.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.lists;
import static org.quicktheories.generators.SourceDSL.longs;
import static org.quicktheories.generators.SourceDSL.strings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FingerprintTest {

    /** The values that Prometheus' own tests expect of its label signatures. */
    @Test
    void knownLabelSets_haveTheFingerprintsOfPrometheus() {
        assertThat(Labels.NONE.fingerprint())
                .isEqualTo(new Fingerprint(Long.parseUnsignedLong("14695981039346656037")));
        assertThat(Labels.of(Map.of("name", "garland, briggs", "fear", "love is not enough"))
                        .fingerprint())
                .isEqualTo(new Fingerprint(Long.parseUnsignedLong("5799056148416392346")));
    }

    @Test
    void anyOrderOfLabels_hasTheSameFingerprint() {
        qt().withFixedSeed(1)
                .forAll(
                        lists().of(strings().allPossible().ofLengthBetween(1, 6))
                                .ofSizeBetween(0, 8),
                        longs().all())
                .checkAssert((names, seed) -> {
                    List<String> shuffled = new ArrayList<>(names);
                    Collections.shuffle(shuffled, new java.util.Random(seed));
                    assertThat(labels(shuffled).fingerprint())
                            .isEqualTo(labels(names).fingerprint());
                });
    }

    @Test
    void namesAndValues_doNotRunIntoEachOther() {
        qt().withFixedSeed(1)
                .forAll(
                        strings().basicMultilingualPlaneAlphabet().ofLengthBetween(2, 8),
                        strings().basicMultilingualPlaneAlphabet().ofLengthBetween(1, 8))
                .assuming((name, value) -> !Character.isSurrogate(name.charAt(name.length() - 1)))
                .checkAssert((name, value) -> {
                    int cut = name.length() - 1;
                    Labels moved = Labels.of(Map.of(name.substring(0, cut), name.substring(cut) + value));
                    assertThat(Labels.of(Map.of(name, value)).fingerprint()).isNotEqualTo(moved.fingerprint());
                });
    }

    @Test
    void twoLabels_areNotOneWithSeparatorsInIt() {
        Labels two = Labels.of(Map.of("a", "b", "c", "d"));
        assertThat(Labels.of(Map.of("a", "b\u00ffc\u00ffd")).fingerprint()).isNotEqualTo(two.fingerprint());
        assertThat(Labels.of(Map.of("a", "bcd")).fingerprint()).isNotEqualTo(two.fingerprint());
    }

    @Test
    void names_areOrderedByTheirBytes() {
        // as UTF-16 the second is less, as UTF-8 the first is: the order Go and so Prometheus uses
        Labels labels = Labels.of(Map.of("\uffee", "1", "\ud83d\ude00", "2"));
        assertThat(labels.values().keySet()).containsExactly("\uffee", "\ud83d\ude00");
    }

    @Test
    void emptyLabel_isNoLabel() {
        assertThat(Labels.of(Map.of("a", "b", "version", "")).fingerprint())
                .isEqualTo(Labels.of(Map.of("a", "b")).fingerprint());
    }

    @Test
    void text_has16DigitsAndParses() {
        qt().withFixedSeed(1).forAll(longs().all()).checkAssert(value -> {
            String text = new Fingerprint(value).toString();
            assertThat(text).hasSize(16);
            assertThat(Fingerprint.parse(text)).isEqualTo(new Fingerprint(value));
        });
        assertThat(new Fingerprint(10)).hasToString("000000000000000a");
    }

    @Test
    void order_isThatOfTheDigits() {
        qt().withFixedSeed(1)
                .forAll(longs().all(), longs().all())
                .checkAssert((a, b) -> assertThat(Integer.signum(new Fingerprint(a).compareTo(new Fingerprint(b))))
                        .isEqualTo(Integer.signum(
                                new Fingerprint(a).toString().compareTo(new Fingerprint(b).toString()))));
    }

    @Test
    void otherText_isRefused() {
        for (String text : List.of("", "00", "000000000000000A", "-000000000000001", "00000000000000000")) {
            assertThatThrownBy(() -> Fingerprint.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("16 lower-case hexadecimal digits");
        }
    }

    private static Labels labels(List<String> names) {
        Map<String, String> values = new LinkedHashMap<>();
        names.forEach(name -> values.put(name, "value of " + name));
        return Labels.of(values);
    }
}
