package dev.bellwether.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThreadTimesTest {

    private static final String PRINTED = """
            2026-01-01 00:00:00
            Full thread dump OpenJDK 64-Bit Server VM (17.0.1 mixed mode, sharing):

            "fold-StreamThread-1" #41 prio=5 os_prio=0 cpu=1500.25ms elapsed=60.01s tid=0x1 nid=0x2 runnable  [0x3]
               java.lang.Thread.State: RUNNABLE

            "kafka-producer-network-thread | fold-StreamThread-1-producer" #44 daemon prio=5 os_prio=0 cpu=250.00ms elapsed=60.01s tid=0x1 nid=0x2 runnable  [0x3]

            "kafka-producer-network-thread | bellwether-ingest" #45 daemon prio=5 os_prio=0 cpu=90.00ms elapsed=60.01s tid=0x1 nid=0x2 runnable  [0x3]

            "GC Thread#0" os_prio=0 cpu=12.50ms elapsed=60.01s tid=0x1 nid=0x2 runnable
            """;

    @Test
    void threads_areToldApartByTheirNames() {
        ThreadTimes times = ThreadTimes.parse(PRINTED);

        assertThat(times.byName()).hasSize(4).containsEntry("GC Thread#0", Duration.ofNanos(12_500_000));
        assertThat(times.sum(name -> name.contains("fold-"))).isEqualTo(Duration.ofNanos(1_750_250_000));
    }

    @Test
    void aRunningJvm_isLookedInto() throws IOException {
        assertThat(ThreadTimes.of(ProcessHandle.current().pid()).byName().get("main"))
                .isPositive();
    }

    @Test
    void aProcessThatIsNone_isToldWithJcmdsWords() {
        assertThatThrownBy(() -> ThreadTimes.of(999_999_999))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("jcmd cannot look into process 999999999");
    }
}
