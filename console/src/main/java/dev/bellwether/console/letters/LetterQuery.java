package dev.bellwether.console.letters;

import static java.util.Objects.requireNonNull;

import dev.bellwether.console.letters.Letter.Place;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Which letters are meant: those for which all of this holds.
 *
 * @param topic where the record stood; empty for any
 * @param application who could not read it, or a part of that name; empty for any
 * @param reason a part of the reason; empty for any
 * @param since not older than this
 * @param places one of these; none for any
 */
public record LetterQuery(String topic, String application, String reason, Optional<Instant> since, Set<Place> places) {

    public LetterQuery {
        requireNonNull(topic, "topic");
        requireNonNull(application, "application");
        requireNonNull(reason, "reason");
        requireNonNull(since, "since");
        places = Set.copyOf(places);
    }

    boolean admits(Letter letter) {
        return (topic.isEmpty() || topic.equals(letter.subject().topic()))
                && letter.subject().application().contains(application)
                && letter.reason().contains(reason)
                && since.filter(letter.at()::isBefore).isEmpty()
                && (places.isEmpty() || places.contains(letter.place()));
    }
}
