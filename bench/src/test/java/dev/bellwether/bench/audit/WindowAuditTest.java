package dev.bellwether.bench.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.facts.OperationDelta;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.RedWindow;
import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** An audit that finds nothing is worth as much as what it would have found. */
class WindowAuditTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final ExponentialHistogram TWO_SPANS = ExponentialHistogram.of(1_000, 5_000);

    private final SortedMap<SeriesWindow, Totals> ledger = new TreeMap<>();

    WindowAuditTest() {
        ledger.put(new SeriesWindow("default/default/cart", "1", "GET /", START), new Totals(2, 1, TWO_SPANS));
    }

    @Test
    void whatTheLedgerSays_isFound() {
        assertThat(WindowAudit.ofWindows(ledger, List.of(window(1, 1, 0), window(2, 2, 1))))
                .isEmpty();
        assertThat(WindowAudit.ofDeltas(ledger, List.of(delta(7, 2, 1)))).isEmpty();
    }

    @Test
    void aWindowThatIsMissing_orThatNobodySent_isFound() {
        assertThat(WindowAudit.ofWindows(ledger, List.of()))
                .singleElement()
                .asString()
                .contains("is missing");
        assertThat(WindowAudit.ofWindows(new TreeMap<>(), List.of(window(1, 2, 1))))
                .singleElement()
                .asString()
                .contains("nobody sent");
    }

    @Test
    void callsLostOrDoubledInTheNewestRevision_areFound() {
        assertThat(WindowAudit.ofWindows(ledger, List.of(window(1, 1, 1))))
                .singleElement()
                .asString()
                .contains("1 of 2 calls lost");
        assertThat(WindowAudit.ofWindows(ledger, List.of(window(1, 4, 2))))
                .singleElement()
                .asString()
                .contains("2 of 2 calls counted twice");
    }

    @Test
    void errorsAndDurationsThatDiffer_areFound() {
        RedWindow otherDurations = window(1, 2, 1);
        otherDurations.setDurations(bytes(ExponentialHistogram.of(1_000, 9_000)));

        assertThat(WindowAudit.ofWindows(ledger, List.of(window(1, 2, 2))))
                .singleElement()
                .asString()
                .contains("counted wrongly");
        assertThat(WindowAudit.ofWindows(ledger, List.of(otherDurations)))
                .singleElement()
                .asString()
                .contains("counted wrongly");
    }

    @Test
    void aRevisionTwice_orLeftOut_isFound() {
        assertThat(WindowAudit.ofWindows(ledger, List.of(window(1, 2, 1), window(1, 2, 1))))
                .singleElement()
                .asString()
                .contains("revision 1 (expected: 2)");
        assertThat(WindowAudit.ofWindows(ledger, List.of(window(1, 2, 1), window(3, 2, 1))))
                .singleElement()
                .asString()
                .contains("revision 3 (expected: 2)");
    }

    @Test
    void aDeltaOfTheSameRecordTwice_isFound() {
        assertThat(WindowAudit.ofDeltas(ledger, List.of(delta(7, 1, 1), delta(7, 1, 0))))
                .anyMatch(finding -> finding.startsWith("folded twice: otlp_spans/3@7 cart 1"));
        assertThat(WindowAudit.ofDeltas(ledger, List.of(delta(7, 2, 1), delta(8, 2, 1))))
                .singleElement()
                .asString()
                .contains("2 of 2 calls counted twice");
    }

    private static RedWindow window(int revision, long calls, long errors) {
        return RedWindow.newBuilder()
                .setService("cart")
                .setVersion("1")
                .setOperation("GET /")
                .setWindowStart(START)
                .setRevision(revision)
                .setCalls(calls)
                .setErrors(errors)
                .setDurations(bytes(TWO_SPANS))
                .build();
    }

    private static RedDelta delta(long offset, long calls, long errors) {
        return RedDelta.newBuilder()
                .setService("cart")
                .setVersion("1")
                .setWindowStart(START)
                .setSourceTopic("otlp_spans")
                .setSourcePartition(3)
                .setSourceOffset(offset)
                .setOperations(List.of(OperationDelta.newBuilder()
                        .setOperation("GET /")
                        .setCalls(calls)
                        .setErrors(errors)
                        .setDurations(bytes(TWO_SPANS))
                        .build()))
                .build();
    }

    private static ByteBuffer bytes(ExponentialHistogram histogram) {
        return ByteBuffer.wrap(histogram.toBytes());
    }
}
