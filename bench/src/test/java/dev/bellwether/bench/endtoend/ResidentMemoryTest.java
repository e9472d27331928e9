package dev.bellwether.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ResidentMemoryTest {

    @Test
    void memory_isReadFromTheStatus() {
        assertThat(ResidentMemory.parse("Name:\tjava\nVmHWM:\t  700000 kB\nVmRSS:\t  650000 kB\nThreads:\t80\n"))
                .isEqualTo(new ResidentMemory(650_000L * 1024, 700_000L * 1024));
    }

    @Test
    void statusWithoutMemory_isRefused() {
        assertThatThrownBy(() -> ResidentMemory.parse("Name:\tkthreadd\n")).hasMessageContaining("without VmRSS");
    }
}
