package dev.bellwether.console.view;

import static dev.bellwether.console.Fixtures.noonPlus;
import static dev.bellwether.console.Fixtures.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.bellwether.facts.RedWindow;
import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import dev.bellwether.telemetry.histogram.MalformedHistogramException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ServicesViewTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ServicesView view = new ServicesView(1_000, 10);

    private static void apply(ServicesView view, RedWindow.Builder window) {
        try {
            view.apply(window.build());
        } catch (MalformedHistogramException e) {
            throw new AssertionError(e);
        }
    }

    private VersionRates only(Duration range, Instant now) {
        List<VersionRates> versions = view.rates(ServiceFilter.ALL, range, now).versions();
        assertThat(versions).hasSize(1);
        return versions.get(0);
    }

    @Test
    void operationsOfAVersion_areSummed_andTheirHistogramsMerged() {
        apply(view, window("cart", "2", "GET /", 0, 1, 10, 10, 10).setErrors(1));
        apply(view, window("cart", "2", "GET /cart", 0, 1, 1_000).setErrors(1));
        VersionRates rates = only(Duration.ofSeconds(5), noonPlus(10));
        assertThat(rates.requests()).isEqualTo(4);
        assertThat(rates.errorRatio()).isEqualTo(0.5);
        assertThat(rates.requestsPerSecond()).isEqualTo(0.8);
        assertThat(rates.p50Millis()).isEqualTo(10, within(10 * ExponentialHistogram.RELATIVE_ERROR));
        assertThat(rates.p99Millis()).isEqualTo(10, within(10 * ExponentialHistogram.RELATIVE_ERROR));
        assertThat(rates.lastSeen()).isEqualTo(noonPlus(5));
    }

    @Test
    void newestRevision_replacesEarlierOnes_alsoWhereItComesFirst() {
        apply(view, window("cart", "2", "GET /", 0, 2, 10, 10));
        apply(view, window("cart", "2", "GET /", 0, 1, 10));
        assertThat(only(MINUTE, noonPlus(10)).requests()).isEqualTo(2);
        apply(view, window("cart", "2", "GET /", 0, 3, 10, 10, 10));
        assertThat(only(MINUTE, noonPlus(10)).requests()).isEqualTo(3);
        assertThat(view.size()).isEqualTo(1);
    }

    @Test
    void range_endsWithTheNewestWindow() {
        LongStream.range(0, 20).forEach(i -> apply(view, window("cart", "2", "GET /", i * 5, 1, 10)));
        assertThat(only(MINUTE, noonPlus(100)).requests()).isEqualTo(12);
        assertThat(only(Duration.ofSeconds(15), noonPlus(100)).requests()).isEqualTo(3);
        assertThat(view.rates(ServiceFilter.ALL, MINUTE, noonPlus(100)).asOf()).isEqualTo(noonPlus(100));
    }

    @Test
    void serviceWhoseWindowsCloseALittleLater_isMeasuredOverAWholeRange() {
        LongStream.range(0, 20).forEach(i -> apply(view, window("fast", "1", "GET /", i * 5, 1, 10)));
        LongStream.range(0, 18).forEach(i -> apply(view, window("slow", "1", "GET /", i * 5, 1, 10)));
        assertThat(view.rates(ServiceFilter.ALL, MINUTE, noonPlus(100)).versions())
                .extracting(VersionRates::requests)
                .containsExactly(12L, 12L);
    }

    @Test
    void serviceThatHasGoneQuiet_fallsToZero_andIsStillShown() {
        apply(view, window("quiet", "1", "GET /", 0, 1, 10));
        LongStream.range(0, 20).forEach(i -> apply(view, window("busy", "1", "GET /", i * 5, 1, 10)));
        VersionRates quiet = view.rates(new ServiceFilter("quiet", null, null, null), MINUTE, noonPlus(100))
                .versions()
                .get(0);
        assertThat(quiet.requests()).isZero();
        assertThat(quiet.errorRatio()).isNaN();
        assertThat(quiet.p99Millis()).isNaN();
        assertThat(quiet.lastSeen()).isEqualTo(noonPlus(5));
    }

    @Test
    void whenEverythingHasGoneQuiet_theClockSaysWhereTheRangeEnds() {
        apply(view, window("cart", "2", "GET /", 0, 1, 10));
        assertThat(only(MINUTE, noonPlus(34)).requests()).isEqualTo(1);
        assertThat(only(MINUTE, noonPlus(100)).requests()).isZero();
        assertThat(view.rates(ServiceFilter.ALL, MINUTE, noonPlus(100)).asOf()).isEqualTo(noonPlus(70));
    }

    @Test
    void windowWithoutRequests_isNotASighting() {
        apply(view, window("cart", "2", "GET /", 0, 1, 10));
        apply(view, window("cart", "2", "GET /", 5, 1));
        assertThat(only(MINUTE, noonPlus(10)).lastSeen()).isEqualTo(noonPlus(5));
    }

    @Test
    void windowsBeyondTheRetention_go() {
        LongStream.range(0, 200).forEach(i -> apply(view, window("cart", "2", "GET /", i * 5, 1, 10)));
        assertThat(view.size()).isEqualTo(60);
        apply(view, window("cart", "2", "GET /", 0, 2, 10));
        assertThat(view.size()).as("a restatement of what is gone").isEqualTo(60);
        assertThat(view.evicted()).isZero();
    }

    @Test
    void tooManyWindows_loseTheOldest_andTheAnswerSaysSo() {
        ServicesView small = new ServicesView(6, 10);
        LongStream.range(0, 10).forEach(i -> apply(small, window("cart", "2", "GET /", i * 5, 1, 10)));
        assertThat(small.size()).isEqualTo(6);
        assertThat(small.evicted()).isEqualTo(4);
        assertThat(small.rates(ServiceFilter.ALL, MINUTE, noonPlus(50)).complete())
                .isFalse();
        assertThat(small.rates(ServiceFilter.ALL, Duration.ofSeconds(15), noonPlus(50))
                        .complete())
                .isTrue();
    }

    @Test
    void tooManyVersions_loseTheOneSeenLongestAgo() {
        LongStream.range(0, 12).forEach(i -> apply(view, window("cart", "1." + i, "GET /", i * 5, 1, 10)));
        assertThat(view.rates(ServiceFilter.ALL, MINUTE, noonPlus(60)).versions())
                .hasSize(10)
                .extracting(rates -> rates.subject().version())
                .doesNotContain("1.0", "1.1");
        assertThat(view.size()).isEqualTo(10);
    }

    @Test
    void histogramThatCannotBeRead_isRefused_andNothingIsTaken() {
        RedWindow broken = window("cart", "2", "GET /", 0, 1, 10)
                .setDurations(ByteBuffer.wrap(new byte[] {99, 99, 99}))
                .build();
        assertThatThrownBy(() -> view.apply(broken)).isInstanceOf(MalformedHistogramException.class);
        assertThat(view.services(ServiceFilter.ALL)).isEmpty();
    }

    @Test
    void anyOrderOfRevisions_givesTheSumsOfTheNewest() {
        for (long seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            List<RedWindow.Builder> revisions = new ArrayList<>();
            Map<String, Long> newest = new HashMap<>();
            for (int i = 0; i < 40; i++) {
                int slot = random.nextInt(6);
                int operation = random.nextInt(3);
                int revision = i + 1;
                long[] durations =
                        LongStream.range(0, random.nextInt(5)).map(d -> 10).toArray();
                revisions.add(window("cart", "2", "op" + operation, slot * 5L, revision, durations));
                newest.put(slot + "/" + operation, (long) durations.length);
            }
            // something that is always there, so that the range ends at the same place
            revisions.add(window("cart", "2", "last", 30, 1, 10));
            Collections.shuffle(revisions, random);
            ServicesView shuffled = new ServicesView(1_000, 10);
            revisions.forEach(revision -> apply(shuffled, revision));
            long expected = newest.values().stream().mapToLong(Long::longValue).sum() + 1;
            assertThat(shuffled.rates(ServiceFilter.ALL, MINUTE, noonPlus(35)).versions())
                    .as("seed %d", seed)
                    .singleElement()
                    .returns(expected, VersionRates::requests);
            assertThat(shuffled.size()).as("seed %d", seed).isEqualTo(newest.size() + 1);
        }
    }

    @Test
    void services_areThoseSeen() {
        apply(view, window("cart", "1", "GET /", 0, 1, 10));
        apply(view, window("cart", "2", "GET /", 0, 1, 10));
        apply(view, window("cart", "2", "GET /", 0, 1, 10).setEnvironment("staging"));
        assertThat(view.services(new ServiceFilter("cart", null, null, null)))
                .extracting(ServiceKey::toString)
                .containsExactly("prod/shop/cart", "staging/shop/cart");
    }
}
