package dev.bellwether.notification.alertmanager;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether an Alertmanager takes alerts.
 *
 * @param alertmanager its URL, without credentials
 * @param trouble why it takes none at the moment; null where it does, or nothing was to be told yet
 * @param since when the trouble began, by the wall clock; null where there is none
 */
public record SenderStanding(
        String alertmanager,
        @Nullable String trouble,
        @Nullable Instant since) {

    /** In words, for people. */
    public String words() {
        return trouble == null ? "takes alerts" : "takes none since " + since + ": " + trouble;
    }
}
