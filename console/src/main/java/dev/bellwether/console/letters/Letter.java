package dev.bellwether.console.letters;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;

/**
 * A record that an application could not read, without its bytes.
 *
 * @param place where it lies on the dead-letters topic
 * @param subject what was not read, and by whom
 * @param reason why, in words
 * @param at when it was put there
 * @param bytes length of the value that is kept
 * @param replays how often the record had been written back before
 * @param cut whether only the beginning of the value was kept
 */
public record Letter(Place place, Subject subject, String reason, Instant at, int bytes, int replays, boolean cut) {

    static final Comparator<Letter> OLDEST_FIRST = Comparator.comparing(Letter::at)
            .thenComparing(letter -> letter.place().partition())
            .thenComparing(letter -> letter.place().offset());

    public Letter {
        requireNonNull(place, "place");
        requireNonNull(subject, "subject");
        requireNonNull(reason, "reason");
        requireNonNull(at, "at");
    }

    /** A place on the dead-letters topic. */
    public record Place(int partition, long offset) {

        @Override
        public String toString() {
            return partition + "/" + offset;
        }
    }

    /**
     * What was not read, and by whom: of a record that several applications could not read there are several letters.
     *
     * @param topic where the record stood
     * @param application that could not read it
     */
    public record Subject(String topic, int partition, long offset, String application) {

        public Subject {
            requireNonNull(topic, "topic");
            requireNonNull(application, "application");
        }
    }
}
