package dev.bellwether.cli.crash;

import dev.bellwether.bench.audit.SeriesWindow;
import dev.bellwether.bench.audit.Totals;
import dev.bellwether.schemas.ServiceKey;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A service with the OpenTelemetry SDK in it, whose exporter sends again by itself, as it does everywhere. */
final class SdkService implements AutoCloseable {

    private static final String VERSION = "1.0.0";
    private static final Duration LATENCY = Duration.ofMillis(20);

    /** The standard of 10 s would end before a slow machine has reset the connection. */
    private static final Duration EXPORT_TIMEOUT = Duration.ofSeconds(60);

    /** Nothing is exported but by {@link #flush}. */
    private static final Duration NEVER = Duration.ofHours(1);

    private final String name;
    private final SdkTracerProvider provider;
    private final Tracer tracer;

    private SdkService(String name, SpanExporter exporter) {
        this.name = name;
        this.provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault().toBuilder()
                        .put("service.name", name)
                        .put("service.version", VERSION)
                        .build())
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(NEVER)
                        .setExporterTimeout(EXPORT_TIMEOUT)
                        .build())
                .build();
        this.tracer = provider.get("test");
    }

    static SdkService overGrpc(String address) {
        return new SdkService(
                "over-grpc",
                OtlpGrpcSpanExporter.builder()
                        .setEndpoint("http://" + address)
                        .setTimeout(EXPORT_TIMEOUT)
                        .build());
    }

    static SdkService overHttp(String address) {
        return new SdkService(
                "over-http",
                OtlpHttpSpanExporter.builder()
                        .setEndpoint("http://" + address + "/v1/traces")
                        .setTimeout(EXPORT_TIMEOUT)
                        .build());
    }

    /** One request that the service answered; what it adds where it is counted once. */
    Map<SeriesWindow, Totals> answer(Instant end) {
        tracer.spanBuilder("GET /orders")
                .setSpanKind(SpanKind.SERVER)
                .setAttribute(AttributeKey.stringKey("http.request.method"), "GET")
                .setAttribute(AttributeKey.stringKey("http.route"), "/orders")
                .setStartTimestamp(end.minus(LATENCY))
                .startSpan()
                .end(end);
        String service = ServiceKey.of(null, null, name).toString();
        return Map.of(SeriesWindow.at(service, VERSION, "GET /orders", end), Totals.ofSpan(LATENCY.toNanos(), false));
    }

    /** Exports what has come together; succeeds when that was acknowledged. */
    CompletableResultCode flush() {
        return provider.forceFlush();
    }

    @Override
    public void close() {
        provider.close();
    }
}
