package dev.bellwether.notification.schedule;

import static dev.bellwether.notification.schedule.Alerts.at;
import static dev.bellwether.notification.schedule.Alerts.firing;
import static dev.bellwether.notification.schedule.Alerts.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StandingAlertsTest {

    private final StandingAlerts alerts =
            new StandingAlerts(new Schedule(Duration.ofMinutes(1), Duration.ofMinutes(15)), 2);

    /** The topic may hold that it fires, and further on that it was resolved. */
    @Test
    void whatAPartitionSays_counts_onceItWasReadToItsEnd() {
        alerts.put(0, firing("A", 0), at(0));
        alerts.put(1, firing("B", 0), at(0));
        alerts.loaded(1);
        assertThat(alerts.present(at(0))).containsExactly(firing("B", 0));

        alerts.put(0, resolved("A", 0, 1), at(2));
        alerts.loaded(0);
        assertThat(alerts.present(at(2))).containsExactlyInAnyOrder(resolved("A", 0, 1), firing("B", 0));
    }

    @Test
    void aPartitionThatAnotherHas_isForgotten_andCountsAgainWhenItWasReadAgain() {
        load(firing("A", 0));
        alerts.left(0);
        assertThat(alerts.size()).isZero();

        alerts.put(0, firing("A", 0), at(10));
        assertThat(alerts.present(at(10))).isEmpty();
    }

    @Test
    void aFiringAlertThatIsNoMore_isGone() {
        load(firing("A", 0));

        alerts.remove("A");

        assertThat(alerts.present(at(1))).isEmpty();
    }

    /** A new alert that is pending has taken the place of the one that is over, and nobody has been told of its end yet. */
    @Test
    void anEnd_staysToBeTold_thoughTheAlertIsPendingAnew() {
        load(resolved("A", 0, 1));

        alerts.remove("A");

        assertThat(alerts.present(at(2))).containsExactly(resolved("A", 0, 1));
    }

    @Test
    void anEnd_isForgotten_whenNobodyIsToldAnyMore() {
        load(resolved("A", 0, 1));

        assertThat(alerts.present(at(901))).hasSize(1);
        assertThat(alerts.present(at(902))).isEmpty();
        assertThat(alerts.size()).isZero();
    }

    @Test
    void anEndThatIsHeardOfLate_isHeldForAsLong() {
        load(firing("A", 0));
        alerts.put(0, resolved("A", 0, 1), at(5000));
        alerts.put(0, resolved("A", 0, 1), at(5100)); // the same once more

        assertThat(alerts.present(at(5900))).hasSize(1);
        assertThat(alerts.present(at(5901))).isEmpty();
    }

    @Test
    void oneTooMany_isLeftOut_untilThereIsRoom() {
        assertThat(load(firing("A", 0))).isTrue();
        assertThat(load(resolved("B", 0, 1))).isTrue();
        assertThat(load(firing("C", 0))).isFalse();
        assertThat(alerts.put(0, firing("A", 5), at(6))).as("one that is known").isTrue();

        assertThat(alerts.put(0, firing("C", 0), at(902))).as("B is past").isTrue();
        assertThat(alerts.present(at(902))).containsExactlyInAnyOrder(firing("A", 5), firing("C", 0));
    }

    private boolean load(StandingAlert alert) {
        alerts.loaded(0);
        return alerts.put(0, alert, at(1));
    }
}
