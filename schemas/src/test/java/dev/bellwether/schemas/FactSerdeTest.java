package dev.bellwether.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.facts.Alert;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.Watermark;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

final class FactSerdeTest {

    private final Topics topics = Topics.standard();
    private final MemoryRegistry registry = new MemoryRegistry();
    private final FactCodec codec = new FactCodec(registry);

    @Test
    void aFact_goesThereAndBack() {
        Serde<Alert> serde = FactSerde.of(Alert.class, codec, topics.alerts());

        byte[] bytes = serde.serializer().serialize("bellwether.alerts", SampleFacts.alert());

        assertThat(serde.deserializer().deserialize("bellwether.alerts", bytes)).isEqualTo(SampleFacts.alert());
    }

    @Test
    void aTombstone_isNullOnBothSides() {
        Serde<Alert> serde = FactSerde.of(Alert.class, codec, topics.alerts());

        assertThat(serde.serializer().serialize("bellwether.alerts", null)).isNull();
        assertThat(serde.deserializer().deserialize("bellwether.alerts", (byte[]) null))
                .isNull();
    }

    @Test
    void mixedTopics_giveWhatTheyHold() {
        Serde<SpecificRecord> serde = FactSerde.any(codec, topics.redDeltas());

        byte[] delta = serde.serializer().serialize("bellwether.red-deltas", SampleFacts.redDelta());
        byte[] watermark = serde.serializer().serialize("bellwether.red-deltas", SampleFacts.watermark());

        assertThat(serde.deserializer().deserialize("bellwether.red-deltas", delta))
                .isInstanceOf(RedDelta.class);
        assertThat(serde.deserializer().deserialize("bellwether.red-deltas", watermark))
                .isInstanceOf(Watermark.class);
    }

    @Test
    void anotherTypeThanExpected_isMalformed() {
        byte[] watermark = codec.encode(topics.redDeltas(), SampleFacts.watermark());
        Serde<RedDelta> serde = FactSerde.of(RedDelta.class, codec, topics.redDeltas());

        assertThatThrownBy(() -> serde.deserializer().deserialize("bellwether.red-deltas", watermark))
                .isInstanceOf(MalformedFactException.class);
    }

    @Test
    void aStoresChangelog_usesTheSubjectOfTheTopic() {
        FactSerde.of(Alert.class, codec, topics.alerts())
                .serializer()
                .serialize("app-store-changelog", SampleFacts.alert());

        assertThat(registry.registered).containsExactly("bellwether.alerts-value");
    }

    @Test
    void aTopicThatHoldsNoSuchFacts_isTheCallersMistake() {
        assertThatThrownBy(() -> FactSerde.of(Alert.class, codec, topics.verdicts()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bellwether.verdicts");
        assertThatThrownBy(() -> FactSerde.any(codec, topics.deadLetters()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bellwether.dead-letters");
    }
}
