package dev.bellwether.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.cli.crash.ReplayAudit.Told;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayAuditTest {

    private static final Topic ALERTS = Topics.standard().alertEvents();
    private static final Told PENDING = new Told("a", 1_000, "PENDING");
    private static final Told FIRING = new Told("a", 4_000, "FIRING");
    private static final Told OTHER = new Told("b", 2_000, "PENDING");

    @Test
    void theSameFacts_areFoundRight_howeverPartitionsAreInterleaved() {
        assertThat(differences(List.of(PENDING, FIRING, OTHER), List.of(OTHER, PENDING, FIRING)))
                .isEmpty();
    }

    @Test
    void aFactThatSaysSomethingElse_isFound() {
        assertThat(differences(List.of(PENDING, FIRING), List.of(PENDING, new Told("a", 4_000, "RESOLVED"))))
                .singleElement()
                .asString()
                .contains(ALERTS.name(), "fact 2 of 2 about a", "RESOLVED", "FIRING");
    }

    @Test
    void aTimerThatRanOutLate_isFound() {
        assertThat(differences(List.of(FIRING), List.of(new Told("a", 4_001, "FIRING"))))
                .singleElement()
                .asString()
                .contains("4001", "4000");
    }

    @Test
    void aFactThatIsMissing_orTooMany_orInAnotherOrder_isFound() {
        assertThat(differences(List.of(PENDING, FIRING), List.of(PENDING)))
                .singleElement()
                .asString()
                .contains("fact 2 of 1 about a is missing");
        assertThat(differences(List.of(PENDING), List.of(PENDING, PENDING)))
                .singleElement()
                .asString()
                .contains("expected: 1 facts, and here nothing");
        assertThat(differences(List.of(PENDING, FIRING), List.of(FIRING, PENDING)))
                .hasSize(1);
    }

    @Test
    void eachKey_isToldApart() {
        assertThat(differences(List.of(PENDING, OTHER), List.of())).hasSize(2);
    }

    private static List<String> differences(List<Told> expected, List<Told> found) {
        return ReplayAudit.differences(ALERTS, expected, found);
    }
}
