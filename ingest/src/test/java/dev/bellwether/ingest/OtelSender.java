package dev.bellwether.ingest;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.exporter.otlp.http.logs.OtlpHttpLogRecordExporter;
import io.opentelemetry.exporter.otlp.http.metrics.OtlpHttpMetricExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.logs.OtlpGrpcLogRecordExporter;
import io.opentelemetry.exporter.otlp.metrics.OtlpGrpcMetricExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.BatchLogRecordProcessor;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.concurrent.TimeUnit;

/** The OpenTelemetry SDK with its OTLP exporters, as a service uses it. */
final class OtelSender implements AutoCloseable {

    private static final long TIMEOUT_SECONDS = 20;

    private final SdkTracerProvider traces;
    private final SdkMeterProvider metrics;
    private final SdkLoggerProvider logs;

    private OtelSender(String service, SpanExporter spans, MetricExporter points, LogRecordExporter records) {
        Resource resource = Resource.builder()
                .put(AttributeKey.stringKey("service.name"), service)
                .build();
        traces = SdkTracerProvider.builder()
                .setResource(resource)
                .addSpanProcessor(BatchSpanProcessor.builder(spans).build())
                .build();
        metrics = SdkMeterProvider.builder()
                .setResource(resource)
                .registerMetricReader(PeriodicMetricReader.create(points))
                .build();
        logs = SdkLoggerProvider.builder()
                .setResource(resource)
                .addLogRecordProcessor(BatchLogRecordProcessor.builder(records).build())
                .build();
    }

    static OtelSender of(IngestServer server, String protocol, String compression, String service) {
        if (protocol.equals("grpc")) {
            String endpoint = "http://127.0.0.1:" + server.grpcPort();
            return new OtelSender(
                    service,
                    OtlpGrpcSpanExporter.builder()
                            .setEndpoint(endpoint)
                            .setCompression(compression)
                            .build(),
                    OtlpGrpcMetricExporter.builder()
                            .setEndpoint(endpoint)
                            .setCompression(compression)
                            .build(),
                    OtlpGrpcLogRecordExporter.builder()
                            .setEndpoint(endpoint)
                            .setCompression(compression)
                            .build());
        }
        String endpoint = "http://127.0.0.1:" + server.httpPort() + "/v1/";
        return new OtelSender(
                service,
                OtlpHttpSpanExporter.builder()
                        .setEndpoint(endpoint + "traces")
                        .setCompression(compression)
                        .build(),
                OtlpHttpMetricExporter.builder()
                        .setEndpoint(endpoint + "metrics")
                        .setCompression(compression)
                        .build(),
                OtlpHttpLogRecordExporter.builder()
                        .setEndpoint(endpoint + "logs")
                        .setCompression(compression)
                        .build());
    }

    /** Whether the SDK could flush so many spans, each with a name of its own. */
    boolean sendSpans(int count) {
        var tracer = traces.get("test");
        for (int i = 0; i < count; i++) {
            tracer.spanBuilder("span " + i).startSpan().end();
        }
        return traces.forceFlush().join(TIMEOUT_SECONDS, TimeUnit.SECONDS).isSuccess();
    }

    boolean sendMetric(String name, long value) {
        metrics.get("test").counterBuilder(name).build().add(value);
        return metrics.forceFlush().join(TIMEOUT_SECONDS, TimeUnit.SECONDS).isSuccess();
    }

    boolean sendLog(String body) {
        logs.get("test").logRecordBuilder().setBody(body).emit();
        return logs.forceFlush().join(TIMEOUT_SECONDS, TimeUnit.SECONDS).isSuccess();
    }

    @Override
    public void close() {
        traces.close();
        metrics.close();
        logs.close();
    }
}
