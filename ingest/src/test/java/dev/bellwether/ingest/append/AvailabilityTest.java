package dev.bellwether.ingest.append;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AvailabilityTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final long SECOND = 1_000_000_000;

    private final Availability availability = new Availability();

    @Test
    void oneRecordWithoutAnAnswer_whileOthersGetOne_isNoOutage() {
        availability.answered(5 * SECOND);
        assertThat(availability.unanswered(4 * SECOND, 6 * SECOND, NOON, "expired"))
                .isFalse();
        assertThat(availability.outage()).isEmpty();
    }

    @Test
    void noAnswerSinceARecordWasHandedOver_isAnOutageSinceThen() {
        availability.answered(3 * SECOND);
        assertThat(availability.unanswered(4 * SECOND, 6 * SECOND, NOON, "expired"))
                .isTrue();
        assertThat(availability.outage()).contains(new Outage(NOON.minusSeconds(2), "expired"));
        assertThat(availability.outage())
                .hasValueSatisfying(outage -> assertThat(outage.inWords())
                        .isEqualTo("the Kafka broker does not answer since 2026-01-01T11:59:58Z (expired)"));
    }

    @Test
    void anOutage_beginsOnce_andLateAnswersDoNotEndIt() {
        assertThat(availability.unanswered(0, SECOND, NOON, "first")).isTrue();
        assertThat(availability.unanswered(0, SECOND, NOON, "second")).isFalse();
        availability.answered(2 * SECOND);
        assertThat(availability.outage())
                .hasValueSatisfying(outage -> assertThat(outage.cause()).isEqualTo("first"));
    }

    @Test
    void afterItsEnd_recordsFromBefore_beginNoOther() {
        var unused = availability.unanswered(0, SECOND, NOON, "first");
        availability.restored(5 * SECOND);
        assertThat(availability.outage()).isEmpty();
        assertThat(availability.unanswered(4 * SECOND, 6 * SECOND, NOON, "given up"))
                .isFalse();
        assertThat(availability.unanswered(6 * SECOND, 8 * SECOND, NOON, "again"))
                .isTrue();
    }
}
