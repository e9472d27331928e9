package dev.bellwether.notification.schedule;

import static dev.bellwether.notification.schedule.Alerts.at;
import static dev.bellwether.notification.schedule.Alerts.firing;
import static dev.bellwether.notification.schedule.Alerts.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Resend delay 60 s, so an alert is believed for 240 s; resolved ones are told for 900 s. */
class OutboxTest {

    private static final Schedule SCHEDULE = new Schedule(Duration.ofMinutes(1), Duration.ofMinutes(15));

    private final Outbox outbox = new Outbox(SCHEDULE, 64);

    /** What is told at the times at which something is due, with one alert that stands as it does until the next step. */
    record Step(long from, StandingAlert alert) {}

    static Stream<Arguments> stories() {
        return Stream.of(
                Arguments.of(
                        "a firing alert is told at once, and each time the delay has passed",
                        List.of(new Step(0, firing("A", 0))),
                        200,
                        List.of(0, 60, 120, 180)),
                Arguments.of(
                        "a resolution is told at once, and again for fifteen minutes",
                        List.of(new Step(0, firing("A", 0)), new Step(70, resolved("A", 0, 69))),
                        2000,
                        concat(List.of(0, 60), every(70, 60, 969))),
                Arguments.of(
                        "an alert that fires again is told at once, although its end was told a moment ago",
                        List.of(
                                new Step(0, firing("A", 0)),
                                new Step(70, resolved("A", 0, 69)),
                                new Step(75, firing("A", 75))),
                        100,
                        List.of(0, 60, 70, 75)),
                Arguments.of(
                        "one that is over before anybody was told is told as resolved",
                        List.of(new Step(100, resolved("A", 0, 50))),
                        150,
                        List.of(100)),
                Arguments.of(
                        "one that has long been over is not told",
                        List.of(new Step(1000, resolved("A", 0, 50))),
                        2000,
                        List.of()),
                Arguments.of(
                        "an end that is heard of late is told to who believes that the alert fires, once",
                        List.of(new Step(5000, firing("A", 0)), new Step(5010, resolved("A", 0, 50))),
                        5200,
                        List.of(5000, 5010)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stories")
    void told(String story, List<Step> steps, long until, List<Integer> expected) {
        List<Integer> told = new ArrayList<>();
        for (int second = 0; second <= until; second++) {
            List<StandingAlert> standing = standing(steps, second);
            Outbox.Due due = outbox.due(standing, at(second));
            if (!due.batch().isEmpty()) {
                assertThat(due.batch()).isEqualTo(standing);
                told.add(second);
                outbox.told(due.batch(), at(second));
            }
        }
        assertThat(told).as(story).isEqualTo(expected);
    }

    private static List<StandingAlert> standing(List<Step> steps, int second) {
        return steps.stream()
                .filter(step -> step.from() <= second)
                .reduce((first, later) -> later)
                .map(step -> List.of(step.alert()))
                .orElse(List.of());
    }

    private static List<Integer> every(int from, int step, int to) {
        return IntStream.iterate(from, at -> at <= to, at -> at + step).boxed().toList();
    }

    private static List<Integer> concat(List<Integer> one, List<Integer> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    @Test
    void whatWasNotTold_staysDue_asItStandsWhenItIs() {
        assertThat(due(at(0), firing("A", 0)).batch()).hasSize(1);
        assertThat(due(at(500), firing("A", 0)).batch()).hasSize(1);

        assertThat(due(at(600), resolved("A", 0, 599)).batch()).containsExactly(resolved("A", 0, 599));
    }

    /** Its Alertmanager no longer believes that it fires, since nobody could tell it so for longer than that. */
    @Test
    void whatWasOverForTooLong_isCountedOnce() {
        told(at(0), firing("A", 0));

        assertThat(due(at(2000), resolved("A", 0, 1000)).expired()).isEqualTo(1);
        assertThat(due(at(2001), resolved("A", 0, 1000)).expired()).isZero();
    }

    @Test
    void whatWasToldAsResolved_doesNotExpire() {
        told(at(1), resolved("A", 0, 1));

        assertThat(due(at(2000), resolved("A", 0, 1)).expired()).isZero();
    }

    @Test
    void batches_areNoLargerThanTheyMayBe_andNewsComesFirst() {
        List<StandingAlert> old =
                IntStream.range(0, 100).mapToObj(i -> firing("old" + i, 0)).toList();
        outbox.told(old, at(0));
        List<StandingAlert> all = new ArrayList<>(old);
        all.add(firing("new", 60));

        Outbox.Due first = outbox.due(all, at(60));

        assertThat(first.batch()).hasSize(64).startsWith(firing("new", 60));
        assertThat(first.waiting()).isEqualTo(101);
        outbox.told(first.batch(), at(60));
        assertThat(outbox.due(all, at(60)).batch()).hasSize(37).doesNotContain(firing("new", 60));
    }

    @Test
    void next_isWhenTheEarliestIsToldAgain() {
        outbox.told(List.of(firing("A", 0)), at(10));
        outbox.told(List.of(firing("B", 0)), at(5));

        assertThat(outbox.due(List.of(firing("A", 0), firing("B", 0)), at(20)).next())
                .contains(at(65));
        assertThat(outbox.due(List.of(), at(20)).next()).isEmpty();
    }

    /** As after the partition went to another process and came back. */
    @Test
    void whatStandsNoLonger_isForgotten() {
        told(at(0), firing("A", 0));
        outbox.due(List.of(), at(1));

        assertThat(due(at(2), firing("A", 0)).batch()).hasSize(1);
    }

    private Outbox.Due due(Instant now, StandingAlert alert) {
        return outbox.due(List.of(alert), now);
    }

    private void told(Instant at, StandingAlert alert) {
        outbox.told(List.of(alert), at);
    }
}
