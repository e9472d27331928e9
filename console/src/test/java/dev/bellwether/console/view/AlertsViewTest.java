package dev.bellwether.console.view;

import static dev.bellwether.console.Fixtures.alert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlertsViewTest {

    private static final Set<AlertState> ALL = EnumSet.allOf(AlertState.class);

    private final AlertsView view = new AlertsView(3);

    private List<String> fingerprints(Set<AlertState> states) {
        return view.list(states).stream().map(Alert::getFingerprint).toList();
    }

    @Test
    void firingOnesComeFirst_andOfThoseTheNewest() {
        view.apply("a", alert("a", "A", AlertState.PENDING, 50));
        view.apply("b", alert("b", "B", AlertState.FIRING, 10));
        view.apply("c", alert("c", "C", AlertState.FIRING, 20));
        assertThat(fingerprints(ALL)).containsExactly("c", "b", "a");
        assertThat(fingerprints(EnumSet.of(AlertState.PENDING))).containsExactly("a");
    }

    @Test
    void newestState_replacesTheOneBefore() {
        view.apply("a", alert("a", "A", AlertState.FIRING, 0));
        view.apply("a", alert("a", "A", AlertState.RESOLVED, 60));
        assertThat(fingerprints(EnumSet.of(AlertState.FIRING))).isEmpty();
        assertThat(fingerprints(EnumSet.of(AlertState.RESOLVED))).containsExactly("a");
    }

    @Test
    void tombstone_removes() {
        view.apply("a", alert("a", "A", AlertState.RESOLVED, 0));
        view.apply("a", null);
        view.apply("never-seen", null);
        assertThat(fingerprints(ALL)).isEmpty();
    }

    @Test
    void beyondTheLimit_theOneSpokenOfLongestAgoGoes() {
        view.apply("a", alert("a", "A", AlertState.FIRING, 0));
        view.apply("b", alert("b", "B", AlertState.FIRING, 1));
        view.apply("c", alert("c", "C", AlertState.FIRING, 2));
        view.apply("a", alert("a", "A", AlertState.FIRING, 0));
        view.apply("d", alert("d", "D", AlertState.FIRING, 3));
        assertThat(fingerprints(ALL)).containsExactly("d", "c", "a");
        assertThat(view.evicted()).isEqualTo(1);
    }
}
