package dev.bellwether.ingest.append;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Records cannot become durable at present.
 *
 * @param since when the first record was handed over that was not answered
 * @param cause what went wrong with it, for a person
 */
public record Outage(Instant since, String cause) {

    public Outage {
        requireNonNull(since, "since");
        requireNonNull(cause, "cause");
    }

    /** In one sentence without a full stop. */
    public String inWords() {
        return "the Kafka broker does not answer since " + since.truncatedTo(ChronoUnit.SECONDS) + " (" + cause + ")";
    }
}
