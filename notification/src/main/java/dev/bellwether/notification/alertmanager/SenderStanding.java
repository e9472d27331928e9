package dev.bellwether.notification.alertmanager;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether an Alertmanager takes alerts. Times are those of the wall clock.
 *
 * @param alertmanager its URL, without credentials
 * @param lastTaken when it last took some; null where it never did
 * @param trouble why it takes none at the moment; null where nothing is known to be wrong
 * @param since when the trouble began; null where there is none
 */
public record SenderStanding(
        String alertmanager,
        @Nullable Instant lastTaken,
        @Nullable String trouble,
        @Nullable Instant since) {

    static SenderStanding untold(String alertmanager) {
        return new SenderStanding(alertmanager, null, null, null);
    }

    SenderStanding took(Instant at) {
        return new SenderStanding(alertmanager, at, null, null);
    }

    /** The trouble that is still the same began when it began. */
    SenderStanding troubled(String why, Instant at) {
        return new SenderStanding(alertmanager, lastTaken, why, since == null ? at : since);
    }

    /** In words, for people. */
    public String words() {
        if (trouble != null) {
            return "takes none since " + since + ": " + trouble;
        }
        return lastTaken == null ? "nothing to tell yet" : "takes alerts, the last at " + lastTaken;
    }
}
