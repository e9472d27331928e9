package dev.bellwether.processors.red;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.facts.Exemplar;
import dev.bellwether.facts.RedWindow;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topics;
import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import dev.bellwether.testing.LocalSchemas;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WindowStateSerdeTest {

    private static final Exemplar SLOWEST = new Exemplar("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7", 17L);
    private static final Exemplar ODD = new Exemplar("ü", "", -1L);

    private final FactCodec codec = new FactCodec(new LocalSchemas());
    private final WindowStateSerde serde = new WindowStateSerde(codec);

    @Test
    void everyWindow_comesBackAsItWas() {
        for (@Nullable Exemplar slowest : new Exemplar[] {null, SLOWEST, ODD}) {
            for (@Nullable Exemplar error : new Exemplar[] {null, SLOWEST, ODD}) {
                for (ByteBuffer durations : new ByteBuffer[] {ByteBuffer.allocate(0), durations()}) {
                    WindowState window =
                            new WindowState(5_000, new Red(3, 2, 30.5, 20.25, slowest, error, durations), 7, 22_000);
                    assertThat(read(written(window))).isEqualTo(window);
                }
            }
        }
    }

    @Test
    void windowsOfTheFirstVersion_areReadAsTheyWere() {
        RedWindow fact = RedWindow.newBuilder()
                .setService("cart")
                .setWindowStart(Instant.EPOCH)
                .setWindowEnd(Instant.ofEpochMilli(5_000))
                .setRevision(2)
                .setClosedAt(Instant.ofEpochMilli(22_000))
                .setCalls(3)
                .setErrors(2)
                .setAdjustedCalls(30.5)
                .setAdjustedErrors(20.25)
                .setSlowest(SLOWEST)
                .setDurations(durations())
                .build();
        assertThat(read(codec.encode(Topics.standard().redWindows(), fact)))
                .isEqualTo(new WindowState(5_000, new Red(3, 2, 30.5, 20.25, SLOWEST, null, durations()), 2, 22_000));
    }

    @Test
    void windowsOfALaterVersion_areNotGuessedAt() {
        byte[] bytes = written(WindowState.open(5_000));
        bytes[0] = 2;
        assertThatThrownBy(() -> read(bytes)).hasMessageContaining("format 2").hasMessageContaining("expected: 1");
    }

    private byte[] written(WindowState window) {
        return serde.serializer().serialize("store", window);
    }

    private WindowState read(byte[] bytes) {
        return serde.deserializer().deserialize("store", bytes);
    }

    private static ByteBuffer durations() {
        return ByteBuffer.wrap(ExponentialHistogram.of(5, 6, 7_000).toBytes());
    }
}
