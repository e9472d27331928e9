package dev.bellwether.testing;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.List;
import java.util.Random;

/**
 * OTLP requests for tests, made with the generated protobuf classes: by hand, or at random from a seed. The same calls and the same seed
 * give the same bytes.
 */
public final class OtlpPayloads {

    private static final List<String> SERVICES = List.of("frontend", "checkout", "payment", "inventory");
    private static final List<String> ROUTES = List.of("/", "/cart", "/orders/{id}", "/pay", "/stock/{sku}");
    private static final List<String> METHODS = List.of("GET", "POST");

    private OtlpPayloads() {}

    /** An empty trace request to add resources, scopes and spans to. */
    public static TracesBuilder traces() {
        return new TracesBuilder();
    }

    /** An empty metrics request to add resources, scopes and metrics to. */
    public static MetricsBuilder metrics() {
        return new MetricsBuilder();
    }

    /** An empty logs request to add resources, scopes and records to. */
    public static LogsBuilder logs() {
        return new LogsBuilder();
    }

    /** Any valid trace request: every field of the schema may be set, ids have their lengths, times are arbitrary. */
    public static ExportTraceServiceRequest randomTraces(long seed) {
        return new RandomMessages(new Random(seed))
                .fill(ExportTraceServiceRequest.newBuilder())
                .build();
    }

    /** Any valid metrics request; see {@link #randomTraces(long)}. */
    public static ExportMetricsServiceRequest randomMetrics(long seed) {
        return new RandomMessages(new Random(seed))
                .fill(ExportMetricsServiceRequest.newBuilder())
                .build();
    }

    /** Any valid logs request; see {@link #randomTraces(long)}. */
    public static ExportLogsServiceRequest randomLogs(long seed) {
        return new RandomMessages(new Random(seed))
                .fill(ExportLogsServiceRequest.newBuilder())
                .build();
    }

    /**
     * A batch as a service's SDK would send it: one resource, HTTP server spans with a few internal ones between, durations around 20 ms,
     * about 2 % errors.
     *
     * @param seed chooses service, routes, durations and errors
     * @param spans number of spans
     * @param startNanos start of the first span, nanoseconds since 1970; each next span starts 1 ms later
     */
    public static ExportTraceServiceRequest shopTraces(long seed, int spans, long startNanos) {
        Random random = new Random(seed);
        String service = SERVICES.get(random.nextInt(SERVICES.size()));
        return traces().resource(service, "1." + random.nextInt(3) + ".0")
                .scope("io.opentelemetry.http", "2.31.0")
                .spans(spans, (span, i) -> shopSpan(span, random, startNanos + i * 1_000_000L))
                .request();
    }

    private static void shopSpan(SpanBuilder span, Random random, long startNanos) {
        long durationNanos = (long) (20e6 * Math.exp(random.nextGaussian() / 2));
        span.startNanos(startNanos).durationNanos(durationNanos).randomIds(random);
        if (random.nextInt(4) == 0) {
            span.internal("work");
        } else {
            span.http(
                    METHODS.get(random.nextInt(METHODS.size())),
                    ROUTES.get(random.nextInt(ROUTES.size())),
                    random.nextInt(50) == 0 ? 500 : 200);
        }
    }
}
