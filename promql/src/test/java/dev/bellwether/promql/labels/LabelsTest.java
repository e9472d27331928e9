package dev.bellwether.promql.labels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelsTest {

    private static final Labels LABELS = Labels.of("job", "a", "__name__", "up", "le", "1");

    @Test
    void order_andEmptyValues_makeNoDifference() {
        assertThat(Labels.of("le", "1", "gone", "", "__name__", "up", "job", "a"))
                .isEqualTo(LABELS)
                .hasSameHashCodeAs(LABELS);
        assertThat(LABELS.toString()).isEqualTo("{__name__=\"up\", job=\"a\", le=\"1\"}");
        assertThat(Labels.of(Map.of("a", ""))).isSameAs(Labels.EMPTY);
    }

    @Test
    void copies_areMadeByName() {
        assertThat(LABELS.with("le", "")).isEqualTo(Labels.of("__name__", "up", "job", "a"));
        assertThat(LABELS.with("a", "b").get("a")).isEqualTo("b");
        assertThat(LABELS.with("le", "1")).isSameAs(LABELS);
        assertThat(LABELS.keep(Set.of("job", "x"))).isEqualTo(Labels.of("job", "a"));
        assertThat(LABELS.drop(Set.of("job", "x"))).isEqualTo(Labels.of("__name__", "up", "le", "1"));
        assertThat(LABELS.with(Labels.METRIC_UNIT, "s").dropMetadata()).isEqualTo(Labels.of("job", "a", "le", "1"));
    }

    @Test
    void sets_areOrderedByTheFirstDifference() {
        assertThat(Labels.of("a", "1")).isLessThan(Labels.of("a", "2")).isLessThan(Labels.of("a", "1", "b", "1"));
        assertThat(Labels.of("b", "1")).isGreaterThan(Labels.of("a", "2", "c", "3"));
    }

    @Test
    void namesThatOccurTwice_areRefused() {
        assertThatThrownBy(() -> Labels.of("a", "1", "a", "2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("namesAndValues: a occurs twice");
    }

    /** Published test vectors of xxHash64 with seed 0, and our own form of a label set. */
    @Test
    void stableHash_isXxHash64() {
        assertThat(hash("")).isEqualTo(0xEF46DB3751D8E999L);
        assertThat(hash("a")).isEqualTo(0xD24EC4F1A98C6E5BL);
        assertThat(hash("abc")).isEqualTo(0x44BC2CF5AD770999L);
        assertThat(hash("Nobody inspects the spammish repetition")).isEqualTo(0xFBCEA83C8A378BF1L);
        assertThat(Labels.EMPTY.stableHash()).isEqualTo(0xEF46DB3751D8E999L);
        assertThat(Labels.of("a", "b").stableHash())
                .isEqualTo(LabelHash.xxHash64(
                        ByteBuffer.wrap(new byte[] {'a', -1, 'b', -1}).order(ByteOrder.LITTLE_ENDIAN)));
    }

    private static long hash(String text) {
        return LabelHash.xxHash64(
                ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)).order(ByteOrder.LITTLE_ENDIAN));
    }

    @Test
    void matchers_matchTheWholeValue_andMissingLabelsAsEmpty() {
        assertThat(LabelMatcher.of(LabelMatcher.Type.REGEX, "job", "a|b").matches(LABELS))
                .isTrue();
        assertThat(LabelMatcher.of(LabelMatcher.Type.REGEX, "__name__", "u").matches(LABELS))
                .isFalse();
        assertThat(LabelMatcher.of(LabelMatcher.Type.REGEX, "x", ".*").matches("a\nb"))
                .isTrue();
        assertThat(LabelMatcher.of(LabelMatcher.Type.NOT_REGEX, "nope", ".+").matches(LABELS))
                .isTrue();
        assertThat(LabelMatcher.equal("nope", "").matches(LABELS)).isTrue();
        assertThat(LabelMatcher.of(LabelMatcher.Type.NOT_EQUAL, "job", "a").matches(LABELS))
                .isFalse();
        assertThatThrownBy(() -> LabelMatcher.of(LabelMatcher.Type.REGEX, "job", "("))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("error parsing regexp: missing closing )");
    }
}
