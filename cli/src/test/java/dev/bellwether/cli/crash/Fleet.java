package dev.bellwether.cli.crash;

import dev.bellwether.bench.audit.SeriesWindow;
import dev.bellwether.bench.audit.Totals;
import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.testing.OtlpPayloads;
import dev.bellwether.testing.TracesBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The services that run now, as their telemetry shows them. Safe for use by several threads. */
final class Fleet {

    /** A span ended at most this long before its request was made. */
    static final Duration LATEST = Duration.ofMillis(500);

    private static final List<String> ROUTES = List.of("/", "/items/{id}", "/orders");
    private static final int MOST_SPANS = 12;
    private static final Duration LONGEST = Duration.ofMillis(400);

    private final List<Release> releases = new CopyOnWriteArrayList<>();

    /** One more version takes traffic, beside those that do. */
    void deploy(Release release) {
        releases.add(release);
    }

    /** A version takes no more. */
    void retire(String service, String version) {
        releases.removeIf(release ->
                release.service().equals(service) && release.version().equals(version));
    }

    /** Some spans of every release, which ended just before {@code now}. */
    TraceRequest request(Random random, Instant now) {
        TracesBuilder request = OtlpPayloads.traces();
        Map<SeriesWindow, Totals> adds = new TreeMap<>();
        for (Release release : releases) {
            request.resource(release.service(), release.version());
            int spans = 1 + random.nextInt(MOST_SPANS);
            for (int i = 0; i < spans; i++) {
                add(release, request, random, now, adds);
            }
        }
        return new TraceRequest(request.request().toByteString(), adds);
    }

    private static void add(
            Release release, TracesBuilder request, Random random, Instant now, Map<SeriesWindow, Totals> adds) {
        String route = ROUTES.get(random.nextInt(ROUTES.size()));
        boolean failed = random.nextDouble() < release.errorRatio();
        long durationNanos = (long) (random.nextDouble() * LONGEST.toNanos());
        Instant end = now.minusMillis(random.nextInt((int) LATEST.toMillis()));
        long endNanos = Duration.between(Instant.EPOCH, end).toNanos();
        request.span(span -> span.http("GET", route, failed ? 500 : 200)
                .randomIds(random)
                .startNanos(endNanos - durationNanos)
                .durationNanos(durationNanos));
        String service = ServiceKey.of(null, null, release.service()).toString();
        adds.merge(
                SeriesWindow.at(service, release.version(), "GET " + route, end),
                Totals.ofSpan(durationNanos, failed),
                Totals::plus);
    }
}
