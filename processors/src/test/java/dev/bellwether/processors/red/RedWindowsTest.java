package dev.bellwether.processors.red;

import static dev.bellwether.processors.time.LogClock.NOT_STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.bellwether.facts.Completeness;
import dev.bellwether.facts.Exemplar;
import dev.bellwether.facts.OperationDelta;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.RedWindow;
import dev.bellwether.observation.meter.Counts;
import dev.bellwether.processors.admission.AdmissionConfig;
import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RedWindowsTest {

    private static final long NOON = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();
    private static final String CART = "default/default/cart";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MapStore store = new MapStore();
    private final List<RedWindow> revisions = new ArrayList<>();
    private final RedWindows windows = new RedWindows(
            RedConfig.DEFAULT,
            store,
            (key, window) -> revisions.add(RedWindow.newBuilder(window).build()),
            new RedMeters(Counts.atOnce(meters)));

    private long now = NOT_STARTED;

    @Test
    void window_closesWhenTimeIsPastItsEndAndTheGrace() {
        add(NOON, 3);
        advance(NOON + 14_999);
        assertThat(revisions).isEmpty();
        advance(NOON + 15_000);
        assertThat(revisions).singleElement().satisfies(window -> {
            assertThat(window.getRevision()).isEqualTo(1);
            assertThat(window.getCalls()).isEqualTo(3);
            assertThat(window.getClosedAt()).isEqualTo(Instant.ofEpochMilli(NOON + 15_000));
            assertThat(window.getCompleteness()).isEqualTo(Completeness.COMPLETE);
        });
        advance(NOON + 60_000);
        assertThat(revisions).hasSize(1);
    }

    @Test
    void deltasBeforeTheClose_areMerged() {
        add(NOON, 3);
        add(NOON, 4);
        advance(NOON + 20_000);
        assertThat(revisions)
                .extracting(RedWindow::getRevision, RedWindow::getCalls)
                .containsExactly(tuple(1, 7L));
    }

    @Test
    void deltaAfterClosing_restatesTheWindow() {
        add(NOON, 3);
        advance(NOON + 15_000);
        advance(NOON + 17_000);
        add(NOON, 2);
        assertThat(revisions)
                .extracting(RedWindow::getRevision, RedWindow::getCalls)
                .containsExactly(tuple(1, 3L), tuple(2, 5L));
    }

    @Test
    void restatements_comeAtMostOnceASecond() {
        add(NOON, 1);
        advance(NOON + 15_000);
        for (int i = 0; i < 10; i++) {
            add(NOON, 1);
        }
        assertThat(revisions).as("closed at this very time").hasSize(1);
        advance(NOON + 15_500);
        assertThat(revisions).hasSize(1);
        advance(NOON + 16_000);
        assertThat(revisions)
                .extracting(RedWindow::getRevision, RedWindow::getCalls)
                .containsExactly(tuple(1, 1L), tuple(2, 11L));
        advance(NOON + 30_000);
        assertThat(revisions).hasSize(2);
    }

    @Test
    void firstDeltaAfterTheClose_isAFirstRevision() {
        advance(NOON + 60_000);
        add(NOON, 2);
        assertThat(revisions)
                .extracting(RedWindow::getRevision, RedWindow::getCalls)
                .containsExactly(tuple(1, 2L));
    }

    @Test
    void laterThanTheRestating_isLateAndCounted() {
        advance(NOON + 15_000 + 600_000 - 1);
        add(NOON, 2);
        assertThat(revisions).hasSize(1);
        advance(NOON + 15_000 + 600_000);
        add(NOON, 5);
        assertThat(revisions).hasSize(1);
        assertThat(calls("late")).isEqualTo(5);
        assertThat(calls("applied")).isEqualTo(2);
    }

    @Test
    void closedWindows_areForgottenWhenNothingRestatesThem() {
        add(NOON, 1);
        add(NOON + 5_000, 1);
        advance(NOON + 15_000 + 600_000);
        assertThat(store.windows.keySet()).extracting(WindowKey::windowStart).containsExactly(NOON + 5_000);
        advance(NOON + 20_000 + 600_000);
        assertThat(store.windows).isEmpty();
        assertThat(store.changed).isEmpty();
    }

    @Test
    void lastSecondBeforeForgetting_isStillTold() {
        add(NOON, 1);
        advance(NOON + 15_000);
        advance(NOON + 615_000 - 400);
        add(NOON, 1); // told at once
        add(NOON, 1); // too soon after that to be told
        advance(NOON + 615_000);
        assertThat(revisions).extracting(RedWindow::getCalls).containsExactly(1L, 2L, 3L);
        assertThat(store.windows).isEmpty();
    }

    @Test
    void windowLeftOpen_isClosedAfterARestartWithAShorterGrace() {
        add(NOON, 1);
        advance(NOON + 12_000);
        RedConfig shorter = new RedConfig(
                Duration.ofSeconds(5),
                Duration.ofSeconds(2),
                Duration.ofMinutes(10),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                AdmissionConfig.DEFAULT);
        RedWindows restarted = new RedWindows(
                shorter, store, (key, window) -> revisions.add(window), new RedMeters(Counts.atOnce(meters)));
        restarted.advance(NOON + 12_500, Completeness.COMPLETE);
        assertThat(revisions).extracting(RedWindow::getRevision).containsExactly(1);
    }

    @Test
    void incompleteTime_isSaidInTheWindow() {
        add(NOON, 1);
        windows.advance(NOON + 15_000, Completeness.INCOMPLETE);
        assertThat(revisions).extracting(RedWindow::getCompleteness).containsExactly(Completeness.INCOMPLETE);
    }

    @Test
    void quantiles_areThoseOfTheMergedDurations() {
        add(NOON, 50, 10_000_000);
        add(NOON, 45, 20_000_000);
        add(NOON, 5, 30_000_000);
        advance(NOON + 15_000);
        RedWindow window = revisions.get(0);
        assertThat(window.getP50Millis()).isCloseTo(10, within(0.11));
        assertThat(window.getP90Millis()).isCloseTo(20, within(0.22));
        assertThat(window.getP99Millis()).isCloseTo(30, within(0.33));
    }

    /** Whatever the order of deltas and of time, the last revision of a window holds exactly what was not late. */
    @Test
    void lastRevisions_addUpToWhatWasSent() {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            MapStore fresh = new MapStore();
            Map<WindowKey, RedWindow> last = new HashMap<>();
            SimpleMeterRegistry counts = new SimpleMeterRegistry();
            RedWindows run = new RedWindows(
                    RedConfig.DEFAULT,
                    fresh,
                    (key, window) -> {
                        RedWindow before =
                                last.put(key, RedWindow.newBuilder(window).build());
                        int revision = before == null ? 0 : before.getRevision();
                        assertThat(window.getRevision()).isEqualTo(revision + 1);
                    },
                    new RedMeters(Counts.atOnce(counts)));
            Map<Long, Long> sent = new HashMap<>();
            long time = NOT_STARTED;
            for (int step = 0; step < 200; step++) {
                if (random.nextInt(3) == 0) {
                    long next =
                            (time == NOT_STARTED ? NOON : time) + random.nextInt(random.nextBoolean() ? 600 : 20_000);
                    run.advance(next, Completeness.COMPLETE);
                    time = next;
                } else {
                    long around = time == NOT_STARTED ? NOON : time;
                    long start = Math.floorDiv(around - random.nextInt(900_000), 5_000) * 5_000;
                    boolean late = time != NOT_STARTED && start + 15_000 + 600_000 <= time;
                    run.add(CART, delta(start, 1, 1_000), time, Completeness.COMPLETE);
                    if (!late) {
                        sent.merge(start, 1L, Long::sum);
                    }
                }
            }
            run.advance(Math.max(time, NOON) + 100_000, Completeness.COMPLETE);
            Map<Long, Long> told = new HashMap<>();
            last.forEach((key, window) -> told.merge(key.windowStart(), window.getCalls(), Long::sum));
            assertThat(told).as("seed %d", seed).isEqualTo(sent);
        }
    }

    private void add(long windowStart, long calls) {
        add(windowStart, calls, 1_000);
    }

    private void add(long windowStart, long calls, long durationNanos) {
        windows.add(CART, delta(windowStart, calls, durationNanos), now, Completeness.COMPLETE);
    }

    private void advance(long to) {
        windows.advance(to, Completeness.COMPLETE);
        now = to;
    }

    private double calls(String result) {
        return meters.get("bellwether.windows.calls")
                .tag("result", result)
                .counter()
                .count();
    }

    private static RedDelta delta(long windowStart, long calls, long durationNanos) {
        long[] durations = new long[(int) calls];
        Arrays.fill(durations, durationNanos);
        return RedDelta.newBuilder()
                .setService("cart")
                .setVersion("1.0")
                .setWindowStart(Instant.ofEpochMilli(windowStart))
                .setWindowEnd(Instant.ofEpochMilli(windowStart + 5_000))
                .setOperations(List.of(OperationDelta.newBuilder()
                        .setOperation("GET /")
                        .setCalls(calls)
                        .setAdjustedCalls(calls)
                        .setDurations(ByteBuffer.wrap(
                                ExponentialHistogram.of(durations).toBytes()))
                        .setSlowest(Exemplar.newBuilder().setTraceId("ab").build())
                        .build()))
                .build();
    }

    /** The store in plain collections. */
    private static final class MapStore implements WindowStore {

        private static final Comparator<WindowKey> ORDER =
                (one, other) -> Arrays.compareUnsigned(one.toBytes(), other.toBytes());

        final TreeMap<WindowKey, WindowState> windows = new TreeMap<>(ORDER);
        final TreeSet<WindowKey> changed = new TreeSet<>(ORDER);

        @Override
        public @Nullable WindowState get(WindowKey key) {
            return windows.get(key);
        }

        @Override
        public void put(WindowKey key, WindowState window) {
            windows.put(key, window);
        }

        @Override
        public void delete(WindowKey key) {
            windows.remove(key);
        }

        @Override
        public List<Map.Entry<WindowKey, WindowState>> range(long fromStart, long toStart) {
            return new ArrayList<>(windows.subMap(WindowKey.first(fromStart), WindowKey.first(toStart))
                    .entrySet());
        }

        @Override
        public void markChanged(WindowKey key) {
            changed.add(key);
        }

        @Override
        public void unmarkChanged(WindowKey key) {
            changed.remove(key);
        }

        @Override
        public List<WindowKey> changed() {
            return new ArrayList<>(changed);
        }
    }
}
