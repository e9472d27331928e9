package dev.bellwether.bench.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.bench.audit.Balance;
import dev.bellwether.bench.audit.SeriesWindow;
import dev.bellwether.bench.audit.Totals;
import dev.bellwether.bench.audit.Windows;
import dev.bellwether.bench.load.Answer;
import dev.bellwether.bench.load.LoadProfile;
import dev.bellwether.bench.load.LoadRequests;
import dev.bellwether.bench.load.SpanLedger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SettlementTest {

    private static final long NOW = 1_800_000_002_000_000_000L;
    private static final LoadProfile PROFILE =
            LoadProfile.DEFAULT.withServices(2).withOperations(1).withBatch(10);

    private final LoadRequests requests = new LoadRequests(PROFILE, NOW);
    private final SpanLedger ledger = new SpanLedger(requests);
    private long nanos;

    /** Windows that come one by one, with a second between them. */
    private final class Coming implements Windows {

        private final Deque<Map<SeriesWindow, Totals>> toCome;
        private final Map<SeriesWindow, Totals> read = new TreeMap<>();

        Coming(List<Map<SeriesWindow, Totals>> toCome) {
            this.toCome = new ArrayDeque<>(toCome);
        }

        @Override
        public void poll() {
            nanos += Duration.ofSeconds(1).toNanos();
            Map<SeriesWindow, Totals> next = toCome.poll();
            read.putAll(next == null ? Map.of() : next);
        }

        @Override
        public long calls() {
            return read.values().stream().mapToLong(Totals::calls).sum();
        }

        @Override
        public Map<SeriesWindow, Totals> all() {
            return Collections.unmodifiableMap(read);
        }
    }

    private Balance settle(List<Map<SeriesWindow, Totals>> toCome) {
        return new Settlement(ledger, () -> nanos).await(new Coming(toCome));
    }

    /** Ten uncertain calls of the one service, and ten acknowledged ones of the other, whose window comes ten seconds later. */
    @Test
    void uncertainCalls_areNotTakenForThoseThatAreStillToCome() {
        ledger.answered(0, NOW, Answer.uncertain("UNAVAILABLE"));
        ledger.answered(1, NOW, Answer.ACKNOWLEDGED);
        List<Map<SeriesWindow, Totals>> toCome = new ArrayList<>(List.of(ledger.uncertain()));
        toCome.addAll(Collections.nCopies(10, Map.of()));
        toCome.add(ledger.acknowledged());

        Balance balance = settle(toCome);

        assertThat(balance.lost()).isZero();
        assertThat(balance.even()).isTrue();
        assertThat(balance.counted()).isEqualTo(20);
    }

    @Test
    void whatDoesNotCome_isLost_afterAWhile() {
        ledger.answered(0, NOW, Answer.ACKNOWLEDGED);

        Balance balance = settle(List.of());

        assertThat(balance.lost()).isEqualTo(10);
        assertThat(nanos).isGreaterThanOrEqualTo(Settlement.PATIENCE.toNanos());
    }

    @Test
    void whatComesTwice_isSeenThoughItComesLater() {
        ledger.answered(0, NOW, Answer.ACKNOWLEDGED);
        Map<SeriesWindow, Totals> twice = new TreeMap<>();
        ledger.acknowledged().forEach((window, totals) -> twice.put(window, totals.plus(totals)));

        Balance balance = settle(List.of(ledger.acknowledged(), twice));

        assertThat(balance.doubled()).isEqualTo(10);
    }
}
