package dev.bellwether.observation.otlp;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporterBuilder;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporterBuilder;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The SDK's exporters, set up alike for both protocols. */
final class Exporters {

    private static final String GZIP = "gzip";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** All attempts of one export, with what they wait in between, take a few seconds: the next one follows soon. */
    private static final RetryPolicy RETRY = RetryPolicy.builder()
            .setMaxAttempts(3)
            .setInitialBackoff(Duration.ofMillis(200))
            .setMaxBackoff(Duration.ofSeconds(1))
            .build();

    /** Held on to, since a level is forgotten with its logger. {@link ExportOutcomes} says what the exporters would, in our log. */
    private static final Logger SDK_LOG = Logger.getLogger("io.opentelemetry.exporter");

    private Exporters() {}

    static {
        SDK_LOG.setLevel(Level.OFF);
    }

    static SpanExporter ofSpans(ExportConfig config, UUID instance) {
        Supplier<Map<String, String>> headers = headers(config.headers(), instance);
        Trust trust = config.trust();
        if (config.protocol() == Protocol.HTTP_PROTOBUF) {
            OtlpHttpSpanExporterBuilder http = OtlpHttpSpanExporter.builder()
                    .setEndpoint(path(config, "traces"))
                    .setCompression(GZIP)
                    .setTimeout(TIMEOUT)
                    .setRetryPolicy(RETRY)
                    .setHeaders(headers);
            return (trust == null ? http : http.setSslContext(trust.context(), trust.manager())).build();
        }
        OtlpGrpcSpanExporterBuilder grpc = OtlpGrpcSpanExporter.builder()
                .setEndpoint(config.endpoint().toString())
                .setCompression(GZIP)
                .setTimeout(TIMEOUT)
                .setRetryPolicy(RETRY)
                .setHeaders(headers);
        return (trust == null ? grpc : grpc.setSslContext(trust.context(), trust.manager())).build();
    }

    static MetricExporter ofMetrics(ExportConfig config, UUID instance) {
        Supplier<Map<String, String>> headers = headers(config.headers(), instance);
        Trust trust = config.trust();
        if (config.protocol() == Protocol.HTTP_PROTOBUF) {
            OtlpHttpMetricExporterBuilder http = OtlpHttpMetricExporter.builder()
                    .setEndpoint(path(config, "metrics"))
                    .setCompression(GZIP)
                    .setTimeout(TIMEOUT)
                    .setRetryPolicy(RETRY)
                    .setHeaders(headers);
            return (trust == null ? http : http.setSslContext(trust.context(), trust.manager())).build();
        }
        OtlpGrpcMetricExporterBuilder grpc = OtlpGrpcMetricExporter.builder()
                .setEndpoint(config.endpoint().toString())
                .setCompression(GZIP)
                .setTimeout(TIMEOUT)
                .setRetryPolicy(RETRY)
                .setHeaders(headers);
        return (trust == null ? grpc : grpc.setSslContext(trust.context(), trust.manager())).build();
    }

    private static String path(ExportConfig config, String signal) {
        String base = config.endpoint().toString();
        return (base.endsWith("/") ? base : base + "/") + "v1/" + signal;
    }

    /**
     * The headers that are asked for, and the word that nobody need trace this request. A receiver that is Bellwether itself would else
     * make a span of every request that brings spans, for ever.
     */
    private static Supplier<Map<String, String>> headers(Supplier<Map<String, String>> asked, UUID instance) {
        String traceId = instance.toString().replace("-", "");
        String unsampled = "00-" + traceId + "-" + traceId.substring(16) + "-00";
        return () -> {
            Map<String, String> headers = new HashMap<>(asked.get());
            W3CTraceContextPropagator.getInstance().fields().forEach(headers::remove);
            headers.put("traceparent", unsampled);
            return headers;
        };
    }
}
