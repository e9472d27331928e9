package dev.bellwether.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LiveHeapTest {

    @Test
    void liveHeap_isTheTotalOfTheHistogram() {
        assertThat(LiveHeap.parse("""
                 num     #instances         #bytes  class name (module)
                -------------------------------------------------------
                   1:         17654        1234568  [B (java.base@17.0.15)
                   2:         15000         360000  java.lang.String (java.base@17.0.15)
                Total         32654        1594568
                """)).isEqualTo(1_594_568);
    }

    @Test
    void thisProcess_hasSome() throws IOException {
        assertThat(LiveHeap.of(ProcessHandle.current().pid())).isPositive();
    }

    @Test
    void otherWords_areNotTakenForAHistogram() {
        assertThatThrownBy(() -> LiveHeap.parse("AttachNotSupportedException")).hasMessageContaining("without a total");
    }
}
