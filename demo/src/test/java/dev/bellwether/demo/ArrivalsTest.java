package dev.bellwether.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.demo.Arrivals.Visit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ArrivalsTest {

    private static final double RATE = 400;

    @Test
    void sameSeed_bringsTheSameVisits() {
        assertThat(visits(1, 60)).isEqualTo(visits(1, 60)).isNotEqualTo(visits(2, 60));
    }

    @Test
    void rate_isTheOneAskedForAfterTheRise() {
        long steady = visits(1, 62).stream()
                .filter(visit -> visit.atNanos() >= Arrivals.RISE_SECONDS * 1e9)
                .count();
        double expected = RATE * 60;
        assertThat((double) steady)
                .isBetween(expected - 4.5 * Math.sqrt(expected), expected + 4.5 * Math.sqrt(expected));
    }

    @Test
    void rate_risesInAStraightLineAtFirst() {
        List<Visit> visits = visits(1, Arrivals.RISE_SECONDS);
        double expected = RATE * Arrivals.RISE_SECONDS / 2;
        long inTheFirstHalf = visits.stream()
                .filter(visit -> visit.atNanos() < Arrivals.RISE_SECONDS * 1e9 / 2)
                .count();
        assertThat((double) visits.size())
                .isBetween(expected - 4.5 * Math.sqrt(expected), expected + 4.5 * Math.sqrt(expected));
        assertThat(inTheFirstHalf).isBetween(Binomial.low(visits.size(), 0.25), Binomial.high(visits.size(), 0.25));
    }

    @Test
    void gaps_areThoseOfAPoissonProcess() {
        List<Visit> visits = visits(1, 62);
        int steady = visits.size() - (int) RATE;
        long longerThanTheMean = Stream.iterate((int) RATE, i -> i < visits.size(), i -> i + 1)
                .filter(i -> visits.get(i).atNanos() - visits.get(i - 1).atNanos() > 1e9 / RATE)
                .count();
        assertThat(longerThanTheMean)
                .isBetween(Binomial.low(steady, Math.exp(-1)), Binomial.high(steady, Math.exp(-1)));
        assertThat(visits).extracting(Visit::atNanos).isSorted();
    }

    @Test
    void threeVisitorsInTenBuy() {
        List<Visit> visits = visits(1, 60);
        long buyers =
                visits.stream().filter(visit -> visit.method().equals("POST")).count();
        assertThat(buyers).isBetween(Binomial.low(visits.size(), 0.3), Binomial.high(visits.size(), 0.3));
    }

    private static List<Visit> visits(long seed, double seconds) {
        Arrivals arrivals = new Arrivals(seed, RATE);
        return Stream.generate(arrivals::next)
                .takeWhile(visit -> visit.atNanos() < seconds * 1e9)
                .toList();
    }
}
