package dev.bellwether.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FateTest {

    private static final int REQUESTS = 50_000;

    @Test
    void sameSeed_decidesTheSame() {
        assertThat(decisions(7, "checkout", "2.4.0", 0.2, 1_000))
                .isEqualTo(decisions(7, "checkout", "2.4.0", 0.2, 1_000));
    }

    @Test
    void seedServiceAndVersion_eachMakeADifference() {
        List<Fate.Decision> decisions = decisions(7, "checkout", "2.4.0", 0.2, 1_000);
        assertThat(decisions).isNotEqualTo(decisions(8, "checkout", "2.4.0", 0.2, 1_000));
        assertThat(decisions).isNotEqualTo(decisions(7, "catalog", "2.4.0", 0.2, 1_000));
        assertThat(decisions).isNotEqualTo(decisions(7, "checkout", "2.3.0", 0.2, 1_000));
    }

    @Test
    void versions_failIndependentlyOfEachOther() {
        List<Fate.Decision> stable = decisions(7, "checkout", "2.3.0", 0.2, REQUESTS);
        List<Fate.Decision> canary = decisions(7, "checkout", "2.4.0", 0.2, REQUESTS);
        long both = Stream.iterate(0, i -> i < REQUESTS, i -> i + 1)
                .filter(i -> stable.get(i).fails() && canary.get(i).fails())
                .count();
        assertThat(both).isBetween(Binomial.low(REQUESTS, 0.04), Binomial.high(REQUESTS, 0.04));
    }

    @Test
    void errorRatio_isTheOneAskedFor() {
        for (double ratio : new double[] {0, 0.02, 0.2, 1}) {
            long errors = decisions(3, "payment", "1.9.0", ratio, REQUESTS).stream()
                    .filter(Fate.Decision::fails)
                    .count();
            assertThat(errors)
                    .as("errors at %s", ratio)
                    .isBetween(Binomial.low(REQUESTS, ratio), Binomial.high(REQUESTS, ratio));
        }
    }

    @Test
    void slowness_hasMedianOneAndDoesNotDependOnTheErrorRatio() {
        double[] good = slowness(0.02);
        assertThat(good[REQUESTS / 2]).isEqualTo(1.0, within(0.02));
        assertThat(good[REQUESTS * 99 / 100]).isEqualTo(Math.exp(0.4 * 2.326), within(0.1));
        assertThat(slowness(0.2)).isEqualTo(good);
    }

    private static double[] slowness(double errorRatio) {
        return decisions(5, "catalog", "1.4.0", errorRatio, REQUESTS).stream()
                .mapToDouble(Fate.Decision::slowness)
                .sorted()
                .toArray();
    }

    private static List<Fate.Decision> decisions(
            long seed, String service, String version, double errorRatio, int count) {
        Fate fate = Fate.of(seed, service, version, errorRatio);
        return Stream.generate(fate::next).limit(count).toList();
    }
}
