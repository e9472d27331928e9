package dev.bellwether.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.ingest.memory.MemoryRefusedException;
import dev.bellwether.telemetry.otlp.OtlpLimits;
import dev.bellwether.telemetry.otlp.Signal;
import dev.bellwether.testing.OtlpPayloads;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OtlpContentTest {

    private static final int MAX_RECORD = 2_000;

    private static final Census WITHIN_LIMITS = new Census(300, true);

    private final OtlpContent content = new OtlpContent(Signal.TRACES, OtlpLimits.DEFAULT);

    @Test
    void whatPartsHaveMoreThanTheRequest_isAskedForBeforeTheyAreMade() throws Exception {
        byte[] request = OtlpPayloads.shopTraces(1, 300, 1).toByteArray();
        AtomicLong taken = new AtomicLong();

        List<byte[]> parts = content.split(request, WITHIN_LIMITS, MAX_RECORD, bytes -> {
                    taken.addAndGet(bytes);
                    return true;
                })
                .records();

        long more = parts.stream().mapToLong(part -> part.length).sum() - request.length;
        assertThat(taken.get()).isEqualTo(more).isPositive();
        assertThatThrownBy(() -> content.split(request, WITHIN_LIMITS, MAX_RECORD, bytes -> false))
                .isInstanceOf(MemoryRefusedException.class);
    }

    @Test
    void aRequestThatIsOneRecord_asksForNothing() throws Exception {
        byte[] request = OtlpPayloads.shopTraces(1, 1, 0).toByteArray();

        assertThat(content.split(request, WITHIN_LIMITS, 100_000, bytes -> bytes == 0)
                        .records())
                .containsExactly(request);
    }
}
