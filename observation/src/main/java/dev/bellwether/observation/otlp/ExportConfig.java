package dev.bellwether.observation.otlp;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How a process tells of itself.
 *
 * @param endpoint the receiver; with HTTP its path is what comes before {@code /v1/traces}
 * @param tracesRatio share of the traces that are recorded, 0 to 1, where the caller has not decided already; 0: none, whoever asks
 * @param interval between two exports of metrics
 * @param headers of each request, asked anew each time: what the receiver wants to see, such as {@code Authorization}
 * @param trust null for the authorities that Java trusts
 */
public record ExportConfig(
        URI endpoint,
        Protocol protocol,
        double tracesRatio,
        Duration interval,
        Supplier<Map<String, String>> headers,
        @Nullable Trust trust) {

    public ExportConfig {
        requireNonNull(endpoint, "endpoint");
        requireNonNull(protocol, "protocol");
        requireNonNull(headers, "headers");
        if (!(tracesRatio >= 0 && tracesRatio <= 1)) {
            throw new IllegalArgumentException("tracesRatio: " + tracesRatio + " (expected: 0 to 1)");
        }
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("interval: " + interval + " (expected: more than zero)");
        }
    }

    /** Everything to this receiver, which wants to know nothing of the sender. */
    public static ExportConfig to(URI endpoint, Protocol protocol) {
        return new ExportConfig(endpoint, protocol, 1, Duration.ofSeconds(15), Map::of, null);
    }

    public ExportConfig withTracesRatio(double tracesRatio) {
        return new ExportConfig(endpoint, protocol, tracesRatio, interval, headers, trust);
    }

    public ExportConfig withInterval(Duration interval) {
        return new ExportConfig(endpoint, protocol, tracesRatio, interval, headers, trust);
    }

    public ExportConfig withHeaders(Supplier<Map<String, String>> headers) {
        return new ExportConfig(endpoint, protocol, tracesRatio, interval, headers, trust);
    }

    public ExportConfig withTrust(@Nullable Trust trust) {
        return new ExportConfig(endpoint, protocol, tracesRatio, interval, headers, trust);
    }
}
