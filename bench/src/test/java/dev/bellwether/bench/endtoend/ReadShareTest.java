package dev.bellwether.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ReadShareTest {

    private static final TopicPartition ONE = new TopicPartition("spans", 0);
    private static final TopicPartition TWO = new TopicPartition("spans", 1);

    private static ReadShare read(long one, long two) {
        return ReadShare.of(Map.of(ONE, one, TWO, two), Map.of(ONE, 60L, TWO, 40L));
    }

    @Test
    void share_isOfAllPartitions_upToTheirEnds() {
        assertThat(read(30, 10).value()).isEqualTo(0.4);
        assertThat(read(70, 0).value()).isEqualTo(0.6);
        assertThat(ReadShare.of(Map.of(), Map.of(ONE, 5L)).value()).isZero();
    }

    @Test
    void aThird_isWarm_andTheRestIsMeasured() throws IOException {
        assertThat(read(33, 0).isWarm()).isFalse();
        assertThat(read(34, 0).isWarm()).isTrue();
        assertThat(read(40, 0).left(1_000)).isEqualTo(600);
    }

    @Test
    void whereMostIsReadAtTheFirstLook_thereIsNothingToMeasure() {
        assertThatThrownBy(() -> read(60, 23).left(5_000))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("too few spans: 83 % of 5000")
                .hasMessageContaining("--spans");
        assertThatThrownBy(() -> read(60, 40).left(5_000)).hasMessageContaining("100 %");
        assertThatThrownBy(() -> read(50, 0).left(2_000)).hasMessageContaining("50 %");
    }
}
