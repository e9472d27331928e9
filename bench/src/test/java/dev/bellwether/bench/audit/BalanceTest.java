package dev.bellwether.bench.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.telemetry.histogram.ExponentialHistogram;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BalanceTest {

    private static final SeriesWindow CART = window("GET /cart");
    private static final SeriesWindow HOME = window("GET /");

    private static SeriesWindow window(String operation) {
        return new SeriesWindow("default/default/shop", "1", operation, Instant.parse("2026-01-01T00:00:00Z"));
    }

    private static Totals calls(long... durations) {
        return new Totals(durations.length, 0, ExponentialHistogram.of(durations));
    }

    @Test
    void whatWasSentAndCountedOnce_isEven() {
        Balance balance = Balance.of(
                Map.of(CART, calls(1, 2), HOME, calls(3)), Map.of(), Map.of(CART, calls(1, 2), HOME, calls(3)));

        assertThat(balance).isEqualTo(new Balance(2, 0, 3, 3, 0, 0, 0));
        assertThat(balance.even()).isTrue();
    }

    @Test
    void lostAndDoubled_doNotMakeUpForEachOther() {
        Balance balance = Balance.of(
                Map.of(CART, calls(1, 2), HOME, calls(3)), Map.of(), Map.of(CART, calls(1), HOME, calls(3, 3)));

        assertThat(balance).isEqualTo(new Balance(2, 0, 3, 3, 1, 1, 0));
        assertThat(balance.even()).isFalse();
    }

    @Test
    void missingWindow_isLost_andOneThatNobodySentIsDoubled() {
        assertThat(Balance.of(Map.of(CART, calls(1, 2)), Map.of(), Map.of(HOME, calls(5))))
                .isEqualTo(new Balance(2, 0, 2, 1, 2, 1, 0));
    }

    @Test
    void callsWithoutAnAnswer_mayBeCountedOnce() {
        Map<SeriesWindow, Totals> acknowledged = Map.of(CART, calls(1));
        Map<SeriesWindow, Totals> unknown = Map.of(CART, calls(2));

        assertThat(Balance.of(acknowledged, unknown, Map.of(CART, calls(1))).even())
                .isTrue();
        assertThat(Balance.of(acknowledged, unknown, Map.of(CART, calls(1, 2))).even())
                .isTrue();
        assertThat(Balance.of(acknowledged, unknown, Map.of(CART, calls(1, 2, 2)))
                        .doubled())
                .isEqualTo(1);
        assertThat(Balance.of(acknowledged, unknown, Map.of()).lost()).isEqualTo(1);
    }

    @Test
    void otherErrorsOrDurations_areWrong() {
        assertThat(Balance.of(Map.of(CART, calls(1, 2)), Map.of(), Map.of(CART, calls(1, 2_000)))
                        .wrong())
                .isEqualTo(1);
        assertThat(Balance.of(
                                Map.of(CART, calls(1)),
                                Map.of(),
                                Map.of(CART, new Totals(1, 1, ExponentialHistogram.of(1))))
                        .wrong())
                .isEqualTo(1);
    }

    @Test
    void operationsPastTheLimits_areComparedTogether() {
        Map<SeriesWindow, Totals> sent = Map.of(CART, calls(1, 2), HOME, calls(3));

        assertThat(Balance.of(sent, Map.of(), Map.of(CART, calls(1), window("~other"), calls(2, 3))))
                .isEqualTo(new Balance(1, 1, 3, 3, 0, 0, 0));
        assertThat(Balance.of(sent, Map.of(), Map.of(CART, calls(1), window("~other"), calls(2)))
                        .lost())
                .isEqualTo(1);
    }

    /** One service past its limits must not hide what another one lost. */
    @Test
    void operationsWithinTheLimits_areComparedOneByOne_besideOthersPastThem() {
        SeriesWindow later = new SeriesWindow(
                CART.service(), CART.version(), CART.operation(), CART.start().plusSeconds(5));
        SeriesWindow laterHome = new SeriesWindow(HOME.service(), HOME.version(), HOME.operation(), later.start());

        Balance balance = Balance.of(
                Map.of(CART, calls(1), HOME, calls(2), later, calls(1, 2), laterHome, calls(3)),
                Map.of(),
                Map.of(window("~other"), calls(1, 2), later, calls(1), laterHome, calls(3, 3)));

        assertThat(balance).isEqualTo(new Balance(3, 1, 5, 5, 1, 1, 0));
    }
}
