package dev.bellwether.bench.audit;

import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.RedWindow;
import dev.bellwether.schemas.ServiceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;

/**
 * What is counted together: one operation of one version of a service in one window of event time.
 *
 * @param service its key, {@code environment/namespace/name}
 */
public record SeriesWindow(String service, String version, String operation, Instant start)
        implements Comparable<SeriesWindow> {

    /** The default of {@code windows.length}. */
    public static final Duration LENGTH = Duration.ofSeconds(5);

    private static final Comparator<SeriesWindow> ORDER = Comparator.comparing(SeriesWindow::start)
            .thenComparing(SeriesWindow::service)
            .thenComparing(SeriesWindow::version)
            .thenComparing(SeriesWindow::operation);

    /** The window in which a span ends. */
    public static SeriesWindow at(String service, String version, String operation, Instant end) {
        long length = LENGTH.toMillis();
        return new SeriesWindow(
                service, version, operation, Instant.ofEpochMilli(Math.floorDiv(end.toEpochMilli(), length) * length));
    }

    public static SeriesWindow of(RedWindow window) {
        return new SeriesWindow(
                ServiceKey.from(window).toString(),
                window.getVersion(),
                window.getOperation(),
                window.getWindowStart());
    }

    public static SeriesWindow of(RedDelta delta, String operation) {
        return new SeriesWindow(
                ServiceKey.from(delta).toString(), delta.getVersion(), operation, delta.getWindowStart());
    }

    @Override
    public int compareTo(SeriesWindow other) {
        return ORDER.compare(this, other);
    }
}
