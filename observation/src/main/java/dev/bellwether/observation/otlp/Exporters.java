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
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

/** The SDK's exporters, set up alike for both protocols. */
final class Exporters {

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
        if (config.protocol() == Protocol.HTTP_PROTOBUF) {
            OtlpHttpSpanExporterBuilder http = OtlpHttpSpanExporter.builder();
            new Knobs(
                            http::setEndpoint,
                            http::setCompression,
                            http::setTimeout,
                            http::setRetryPolicy,
                            http::setHeaders,
                            http::setSslContext)
                    .turn(path(config, "traces"), config, instance);
            return http.build();
        }
        OtlpGrpcSpanExporterBuilder grpc = OtlpGrpcSpanExporter.builder();
        new Knobs(
                        grpc::setEndpoint,
                        grpc::setCompression,
                        grpc::setTimeout,
                        grpc::setRetryPolicy,
                        grpc::setHeaders,
                        grpc::setSslContext)
                .turn(config.endpoint().toString(), config, instance);
        return grpc.build();
    }

    static MetricExporter ofMetrics(ExportConfig config, UUID instance) {
        if (config.protocol() == Protocol.HTTP_PROTOBUF) {
            OtlpHttpMetricExporterBuilder http = OtlpHttpMetricExporter.builder();
            new Knobs(
                            http::setEndpoint,
                            http::setCompression,
                            http::setTimeout,
                            http::setRetryPolicy,
                            http::setHeaders,
                            http::setSslContext)
                    .turn(path(config, "metrics"), config, instance);
            return http.build();
        }
        OtlpGrpcMetricExporterBuilder grpc = OtlpGrpcMetricExporter.builder();
        new Knobs(
                        grpc::setEndpoint,
                        grpc::setCompression,
                        grpc::setTimeout,
                        grpc::setRetryPolicy,
                        grpc::setHeaders,
                        grpc::setSslContext)
                .turn(config.endpoint().toString(), config, instance);
        return grpc.build();
    }

    /** What the SDK's four builders have in common; they have no type for it. */
    private record Knobs(
            Consumer<String> endpoint,
            Consumer<String> compression,
            Consumer<Duration> timeout,
            Consumer<RetryPolicy> retry,
            Consumer<Supplier<Map<String, String>>> headers,
            BiConsumer<SSLContext, X509TrustManager> trust) {

        void turn(String to, ExportConfig config, UUID instance) {
            endpoint.accept(to);
            compression.accept("gzip");
            timeout.accept(TIMEOUT);
            retry.accept(RETRY);
            headers.accept(untraced(config.headers(), instance));
            Trust trusted = config.trust();
            if (trusted != null) {
                trust.accept(trusted.context(), trusted.manager());
            }
        }
    }

    private static String path(ExportConfig config, String signal) {
        String base = config.endpoint().toString();
        return (base.endsWith("/") ? base : base + "/") + "v1/" + signal;
    }

    /**
     * The headers that are asked for, and the word that nobody need trace this request. A receiver that is Bellwether itself would else
     * make a span of every request that brings spans, for ever.
     */
    private static Supplier<Map<String, String>> untraced(Supplier<Map<String, String>> asked, UUID instance) {
        String traceId = instance.toString().replace("-", "");
        String unsampled = "00-" + traceId + "-" + traceId.substring(16) + "-00";
        return () -> {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(asked.get());
            W3CTraceContextPropagator.getInstance().fields().forEach(headers::remove);
            headers.put("traceparent", unsampled);
            return headers;
        };
    }
}
