package dev.bellwether.console.letters;

import dev.bellwether.console.letters.Letter.Place;
import dev.bellwether.console.letters.Letter.Subject;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Letters for tests. */
final class Letters {

    static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    static final LetterQuery ANY = new LetterQuery("", "", "", Optional.empty(), Set.of());

    private Letters() {}

    /** The letter at this offset about the record at that one, as many seconds after noon. */
    static Letter letter(long offset, String topic, String reason) {
        return new Letter(
                new Place(0, offset),
                new Subject(topic, 1, 100 + offset, "bellwether.fold"),
                reason,
                NOON.plusSeconds(offset),
                10,
                0,
                false);
    }

    static Letter withReplays(Letter letter, int replays) {
        return new Letter(
                letter.place(), letter.subject(), letter.reason(), letter.at(), letter.bytes(), replays, letter.cut());
    }

    static Letter cut(Letter letter) {
        return new Letter(
                letter.place(), letter.subject(), letter.reason(), letter.at(), letter.bytes(), letter.replays(), true);
    }
}
