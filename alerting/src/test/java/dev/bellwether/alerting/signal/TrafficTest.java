package dev.bellwether.alerting.signal;

import static dev.bellwether.alerting.signal.Buckets.CART;
import static dev.bellwether.alerting.signal.Buckets.PAY;
import static dev.bellwether.alerting.signal.Buckets.limits;
import static dev.bellwether.alerting.signal.Buckets.requests;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.lifecycle.Labels;
import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TrafficTest {

    private final MemoryTrafficStore store = new MemoryTrafficStore();

    private record Arrival(String service, String version, long second, Bucket bucket) {}

    /** What a series has in the range, as anybody can see it. */
    private record Seen(long calls, long errors, double p99Nanos, List<String> failed, List<String> slow) {}

    /**
     * Requests of random seconds come in any order, early and late, and the process restarts now and then; at each slot the sums
     * must be those of all that has come, added up anew.
     */
    @Test
    void anyOrderAndAnyRestart_givesTheSumsOfTheRange() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            long range = 1L + random.nextInt(12);
            MemoryTrafficStore kept = new MemoryTrafficStore();
            Traffic traffic = new Traffic(limits(range), kept);
            List<Arrival> counted = new ArrayList<>();
            traffic.start(1_000);
            for (long slot = 1_001; slot < 1_060; slot++) {
                for (int arrivals = random.nextInt(6); arrivals > 0; arrivals--) {
                    Arrival arrival = arrival(random, slot, range);
                    boolean added = traffic.add(arrival.service, arrival.version, arrival.second, arrival.bucket);
                    boolean late = arrival.second < slot - 1 - range;
                    assertThat(added).isEqualTo(!late);
                    if (!late) {
                        counted.add(arrival);
                    }
                }
                traffic.advance();
                if (random.nextInt(5) == 0) {
                    traffic = new Traffic(limits(range), kept);
                }
                assertThat(traffic.slot()).isEqualTo(slot);
                assertThat(seen(traffic)).as("seed %d, slot %d", seed, slot).isEqualTo(expected(counted, slot, range));
            }
        }
    }

    @Test
    void range_isHalfOpen() {
        Traffic traffic = started(5, 100);
        traffic.add(CART, "", 100, requests(10, 1));

        advanceTo(traffic, 101);
        assertThat(calls(traffic, CART)).isEqualTo(10);
        advanceTo(traffic, 105);
        assertThat(calls(traffic, CART)).isEqualTo(10);
        advanceTo(traffic, 106);
        assertThat(calls(traffic, CART)).isZero();
        assertThat(store.buckets()).isZero();
    }

    @Test
    void advancing_saysHowManyBucketsItMoved() {
        Traffic traffic = started(1, 100);
        traffic.add(CART, "1", 100, requests(10, 1));
        traffic.add(CART, "2", 100, requests(10, 1));
        traffic.add(CART, "2", 101, requests(10, 1));

        assertThat(traffic.advance()).isEqualTo(2);
        assertThat(traffic.advance()).isEqualTo(3);
        assertThat(traffic.advance()).isEqualTo(1);
        assertThat(traffic.advance()).isZero();
    }

    @Test
    void requestsAheadOfTheSlot_waitForTheirTime() {
        Traffic traffic = started(5, 100);
        traffic.add(CART, "", 103, requests(10, 1));

        advanceTo(traffic, 103);
        assertThat(calls(traffic, CART)).isZero();
        advanceTo(traffic, 104);
        assertThat(calls(traffic, CART)).isEqualTo(10);
    }

    @Test
    void start_isAtTheFirstRequestThereIs() {
        Traffic traffic = new Traffic(limits(5), store);
        traffic.add(CART, "", 90, requests(10, 1));

        traffic.start(100);

        assertThat(traffic.slot()).isEqualTo(90);
    }

    @Test
    void unnamedVersion_countsForTheServiceOnly() {
        Traffic traffic = started(5, 100);
        traffic.add(CART, "", 100, requests(10, 1));
        traffic.add(CART, "2.4.0", 100, requests(5, 0));
        advanceTo(traffic, 101);

        Map<String, Long> calls = new TreeMap<>();
        traffic.forEachService(
                service -> service.forEachSeries((labels, sum) -> calls.put(Words.subject(labels), sum.calls())));
        assertThat(calls).isEqualTo(Map.of("cart", 15L, "cart 2.4.0", 5L));
    }

    @Test
    void serviceThatIsSilentForLongerThanItCouldMatter_isForgotten() {
        Traffic traffic = started(5, 100);
        traffic.add(CART, "", 100, requests(1, 0));
        assertThat(traffic.size()).isEqualTo(1);

        advanceTo(traffic, 300); // not steady
        assertThat(traffic.size()).isZero();
        assertThat(store.histories()).isZero();
    }

    @Test
    void requestsThatAreLateForTheirRange_areCountedAsLateAndStillAsSignsOfLife() {
        Traffic traffic = started(5, 6_000);
        for (long minute = 100; minute < 160; minute++) {
            traffic.add(CART, "", minute * 60, requests(1, 0));
        }
        advanceTo(traffic, 159 * 60 + 60);
        assertThat(traffic.add(CART, "", 159 * 60 + 50, requests(1, 0))).isFalse();

        traffic.forEachService(service -> assertThat(service.history())
                .extracting(TrafficHistory::lastSecond)
                .isEqualTo(159L * 60 + 50));
    }

    @Test
    void steadyServiceThatStops_isSilentFiveMinutesAfterItsLastRequest() {
        Traffic traffic = steady(120);
        long last = 120 * 60;

        advanceTo(traffic, last + 300);
        assertThat(silent(traffic)).isFalse();
        advanceTo(traffic, last + 301);
        assertThat(silent(traffic)).isTrue();
        advanceTo(traffic, last + 24 * 3600);
        assertThat(silent(traffic)).isTrue();
        advanceTo(traffic, last + 1 + 24 * 3600);
        assertThat(silent(traffic)).isFalse();
    }

    @Test
    void serviceThatMissedAMinute_isNeverSilent() {
        Traffic traffic = started(15, 0);
        for (long minute = 0; minute <= 120; minute++) {
            if (minute != 100) {
                traffic.add(CART, "", minute * 60, requests(1, 0));
            }
        }
        advanceTo(traffic, 120 * 60 + 1_000);
        assertThat(silent(traffic)).isFalse();
    }

    @Test
    void serviceThatSpeaksAgain_isNotSilent() {
        Traffic traffic = steady(120);
        advanceTo(traffic, 120 * 60 + 400);
        assertThat(silent(traffic)).isTrue();

        traffic.add(CART, "", 120 * 60 + 400, requests(1, 0));
        advanceTo(traffic, 120 * 60 + 401);

        assertThat(silent(traffic)).isFalse();
    }

    @Test
    void timeInWhichNobodyListened_isNotSilence() {
        Traffic traffic = steady(120);
        long last = 120 * 60;
        advanceTo(traffic, last + 101);
        traffic.timeWent(last + 101, last + 10_101);

        advanceTo(traffic, last + 10_301 - 1);
        assertThat(silent(traffic)).isFalse();
        advanceTo(traffic, last + 10_301);
        assertThat(silent(traffic)).isTrue();
    }

    @Test
    void silenceThatBeganBeforeNobodyListened_goesOn() {
        Traffic traffic = steady(120);
        advanceTo(traffic, 120 * 60 + 400);
        traffic.timeWent(120 * 60 + 400, 120 * 60 + 4_000);

        advanceTo(traffic, 120 * 60 + 2_000);
        assertThat(silent(traffic)).isTrue();
    }

    @Test
    void quietTime_isPassedOverWithoutASlot() {
        Traffic traffic = started(5, 100);
        traffic.add(CART, "", 100, requests(1, 0));
        traffic.add(CART, "", 50_000, requests(1, 0));

        advanceTo(traffic, 103);
        traffic.skipQuiet(1_000_000);
        assertThat(traffic.slot()).as("the range is not empty").isEqualTo(103);

        advanceTo(traffic, 106);
        traffic.skipQuiet(20_000);
        assertThat(traffic.slot()).as("as far as is due").isEqualTo(20_000);
        traffic.skipQuiet(1_000_000);
        assertThat(traffic.slot()).as("up to the next request").isEqualTo(50_000);
        advanceTo(traffic, 50_001);
        assertThat(calls(traffic, CART)).isEqualTo(1);
    }

    @Test
    void quietTime_endsBeforeTheSlotThatFindsSilence() {
        Traffic traffic = steady(120);
        advanceTo(traffic, 120 * 60 + 30);

        traffic.skipQuiet(1_000_000);
        assertThat(silent(traffic)).isFalse();
        traffic.advance();

        assertThat(traffic.slot()).isEqualTo(120 * 60 + 301);
        assertThat(silent(traffic)).isTrue();
    }

    @Test
    void slotsWithoutRequests_readNothing() {
        Traffic traffic = steady(120);
        advanceTo(traffic, 120 * 60 + 30);
        int before = store.reads();

        advanceTo(traffic, 120 * 60 + 3_000);

        assertThat(store.reads()).isEqualTo(before);
    }

    @Test
    void rangeThatIsShorterAfterARestart_leavesNothingBehind() {
        Traffic traffic = started(300, 100);
        traffic.add(CART, "1", 100, requests(1, 0));
        traffic.add(CART, "1", 190, requests(2, 0));
        advanceTo(traffic, 200);

        Traffic shorter = new Traffic(limits(15), store);

        assertThat(calls(shorter, CART)).isEqualTo(2);
        assertThat(store.buckets()).isEqualTo(1);
    }

    private Traffic started(long range, long at) {
        Traffic traffic = new Traffic(limits(range), store);
        traffic.start(at);
        return traffic;
    }

    /** A service with one request at the begin of each minute, the last of them at that one. */
    private Traffic steady(long lastMinute) {
        Traffic traffic = started(15, 0);
        for (long minute = 0; minute <= lastMinute; minute++) {
            traffic.add(CART, "", minute * 60, requests(1, 0));
        }
        advanceTo(traffic, lastMinute * 60 + 1);
        return traffic;
    }

    private static void advanceTo(Traffic traffic, long slot) {
        while (traffic.slot() < slot) {
            traffic.advance();
        }
    }

    private static boolean silent(Traffic traffic) {
        List<Boolean> silent = new ArrayList<>();
        traffic.forEachService(service -> silent.add(traffic.silent(service)));
        return silent.contains(true);
    }

    private static long calls(Traffic traffic, String service) {
        return seen(traffic).getOrDefault(service + " ", new Seen(0, 0, 0, List.of(), List.of())).calls;
    }

    private static Arrival arrival(Random random, long slot, long range) {
        long second = slot + 2 - random.nextInt((int) range + 5);
        return new Arrival(
                random.nextBoolean() ? CART : PAY,
                List.of("", "1", "2").get(random.nextInt(3)),
                second,
                Buckets.random(random));
    }

    private static Map<String, Seen> seen(Traffic traffic) {
        Map<String, Seen> seen = new TreeMap<>();
        traffic.forEachService(service -> service.forEachSeries((labels, sum) -> {
            if (sum.calls() > 0) {
                seen.put(
                        name(labels),
                        new Seen(sum.calls(), sum.errors(), sum.p99Nanos(), sum.failedTraces(), sum.slowTraces()));
            }
        }));
        return seen;
    }

    private static String name(Labels labels) {
        return labels.get("environment") + "/" + labels.get("namespace") + "/" + labels.get("service") + " "
                + labels.get("version");
    }

    private static Map<String, Seen> expected(List<Arrival> counted, long slot, long range) {
        Map<String, TreeMap<Long, Map<String, Bucket>>> series = new TreeMap<>();
        for (Arrival arrival : counted) {
            if (arrival.second < slot - range || arrival.second >= slot) {
                continue;
            }
            List<String> names = arrival.version.isEmpty()
                    ? List.of(arrival.service + " ")
                    : List.of(arrival.service + " ", arrival.service + " " + arrival.version);
            for (String name : names) {
                series.computeIfAbsent(name, of -> new TreeMap<>((a, b) -> Long.compare(b, a)))
                        .computeIfAbsent(arrival.second, of -> new TreeMap<>())
                        .merge(arrival.version, arrival.bucket, Bucket::plus);
            }
        }
        Map<String, Seen> seen = new TreeMap<>();
        series.forEach((name, seconds) -> seen.put(name, seen(seconds)));
        return seen;
    }

    private static Seen seen(Map<Long, Map<String, Bucket>> newestFirst) {
        long calls = 0;
        long errors = 0;
        ExponentialHistogram durations = ExponentialHistogram.EMPTY;
        List<String> failed = new ArrayList<>();
        List<String> slow = new ArrayList<>();
        for (Map<String, Bucket> versions : newestFirst.values()) {
            for (Bucket bucket : versions.values()) {
                calls += bucket.calls();
                errors += bucket.errors();
                durations = durations.plus(bucket.durations());
            }
            versions.values().stream()
                    .flatMap(bucket -> bucket.failed().stream())
                    .map(Trace::traceId)
                    .sorted()
                    .forEach(failed::add);
            versions.values().stream()
                    .flatMap(bucket -> bucket.slow().stream())
                    .filter(trace -> trace.durationNanos() > 2_000_000_000L)
                    .map(Trace::traceId)
                    .sorted()
                    .forEach(slow::add);
        }
        return new Seen(
                calls,
                errors,
                durations.quantile(0.99),
                failed.subList(0, Math.min(10, failed.size())),
                slow.subList(0, Math.min(10, slow.size())));
    }
}
