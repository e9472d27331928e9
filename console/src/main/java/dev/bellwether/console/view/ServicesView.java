package dev.bellwether.console.view;

import static java.util.Objects.requireNonNull;

import dev.bellwether.facts.RedWindow;
import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.telemetry.histogram.MalformedHistogramException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Services and their versions, from closed windows. The newest revision of a window replaces the earlier ones. Windows are
 * held for {@link #RETENTION}, and no more of them than {@code maxWindows}: the oldest go first, which is said where it
 * matters. Of a version that has gone quiet, the last time it was seen stays. Safe for use by many threads.
 *
 * <p>A range ends with a service's newest window, since windows of different services do not close at the same moment. A
 * service without a window for {@link #QUIET} is measured to where the others are, or the clock is, so that its rate falls.
 */
public final class ServicesView {

    /** How long windows are held, and so the longest range. */
    public static final Duration RETENTION = Duration.ofMinutes(5);

    /** How long a version is remembered after its last request. */
    static final Duration MEMORY = Duration.ofHours(24);

    /** Without a window for this long, a service has gone quiet. */
    static final Duration QUIET = Duration.ofSeconds(15);

    /** A window may be this old when it closes: its length, the grace, and the way through the log. */
    static final Duration CLOSING_LAG = Duration.ofSeconds(30);

    private final int maxWindows;
    private final int maxVersions;
    private final Map<ServiceVersion, VersionTrack> tracks = new HashMap<>();
    private int held;
    private Instant newestEnd = Instant.MIN;
    /** Windows that end here or earlier may be missing. */
    private Instant missingUpTo = Instant.MIN;

    private long evicted;

    /**
     * @param maxWindows windows of one operation each that are held at most
     * @param maxVersions versions of services that are held at most
     */
    public ServicesView(int maxWindows, int maxVersions) {
        if (maxWindows < 1 || maxVersions < 1) {
            throw new IllegalArgumentException(
                    "limits: " + maxWindows + ", " + maxVersions + " (expected: at least 1)");
        }
        this.maxWindows = maxWindows;
        this.maxVersions = maxVersions;
    }

    /**
     * Takes a revision of a window.
     *
     * @throws MalformedHistogramException if its durations cannot be read; the window is then not taken
     */
    public synchronized void apply(RedWindow window) throws MalformedHistogramException {
        requireNonNull(window, "window");
        OperationWindow slice = OperationWindow.of(window);
        ServiceVersion subject = new ServiceVersion(ServiceKey.from(window), window.getVersion());
        if (slice.end().isAfter(newestEnd)) {
            newestEnd = slice.end();
            expire();
        }
        VersionTrack track = tracks.computeIfAbsent(subject, absent -> new VersionTrack(slice.end()));
        if (slice.end().isAfter(newestEnd.minus(RETENTION)) && slice.end().isAfter(missingUpTo)) {
            held += track.put(window.getWindowStart(), window.getOperation(), slice);
        }
        track.seen(slice);
        while (held > maxWindows) {
            evictOldestWindow();
        }
        if (tracks.size() > maxVersions) {
            evictQuietestVersion();
        }
    }

    private void expire() {
        Instant horizon = newestEnd.minus(RETENTION);
        Instant forgotten = newestEnd.minus(MEMORY);
        tracks.values().removeIf(track -> {
            held -= track.expire(horizon);
            return track.lastSeen().isBefore(forgotten);
        });
    }

    private void evictOldestWindow() {
        Instant oldest = tracks.values().stream()
                .map(VersionTrack::oldestEnd)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        for (VersionTrack track : tracks.values()) {
            int gone = track.expire(oldest);
            held -= gone;
            evicted += gone;
        }
        missingUpTo = oldest;
    }

    private void evictQuietestVersion() {
        Map.Entry<ServiceVersion, VersionTrack> quietest = tracks.entrySet().stream()
                .min(Comparator.comparing(entry -> entry.getValue().lastSeen()))
                .orElseThrow();
        int gone = quietest.getValue().expire(Instant.MAX);
        held -= gone;
        evicted += gone;
        tracks.remove(quietest.getKey());
    }

    /**
     * Rates over the last {@code range} of closed windows.
     *
     * @param now what the clock says
     * @throws IllegalArgumentException if the range is not positive, or longer than {@link #RETENTION}
     */
    public ServiceRates rates(ServiceFilter filter, Duration range, Instant now) {
        if (range.isNegative() || range.isZero() || range.compareTo(RETENTION) > 0) {
            throw new IllegalArgumentException(
                    "range: " + range + " (expected: more than 0, at most " + RETENTION + ")");
        }
        List<Selection> selections = new ArrayList<>();
        Instant asOf;
        boolean complete;
        synchronized (this) {
            Instant byClock = Instant.ofEpochSecond(now.minus(CLOSING_LAG).getEpochSecond());
            asOf = newestEnd.isAfter(byClock) ? newestEnd : byClock;
            tracks.forEach((subject, track) -> {
                if (filter.admits(subject)) {
                    selections.add(track.select(subject, endOf(track, asOf), range));
                }
            });
            complete = !missingUpTo.isAfter(asOf.minus(QUIET).minus(range));
        }
        // outside of the lock, since merging histograms takes its time and the log goes on
        List<VersionRates> versions = selections.stream()
                .map(selection -> selection.rates(range))
                .sorted(Comparator.comparing((VersionRates rates) ->
                                rates.subject().service().toString())
                        .thenComparing(rates -> rates.subject().version()))
                .toList();
        return new ServiceRates(asOf, complete, versions);
    }

    private static Instant endOf(VersionTrack track, Instant asOf) {
        return track.lastSeen().isBefore(asOf.minus(QUIET)) ? asOf : track.lastSeen();
    }

    /** Services that were seen. */
    public synchronized Set<ServiceKey> services(ServiceFilter filter) {
        Set<ServiceKey> services = new TreeSet<>(Comparator.comparing(ServiceKey::toString));
        tracks.keySet().stream()
                .map(ServiceVersion::service)
                .filter(filter::admits)
                .forEach(services::add);
        return services;
    }

    /** End of the newest window of all; {@link Instant#MIN} before the first. */
    public synchronized Instant newestEnd() {
        return newestEnd;
    }

    /** Windows held. */
    public synchronized int size() {
        return held;
    }

    /** Windows that went before their time because there were too many. */
    public synchronized long evicted() {
        return evicted;
    }
}
