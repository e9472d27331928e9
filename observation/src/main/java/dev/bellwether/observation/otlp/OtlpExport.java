package dev.bellwether.observation.otlp;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends spans, and the meters of a registry, to a receiver. A receiver that is away costs nothing but what is lost: a few thousand spans
 * wait for it, more are dropped and counted, and the next export of metrics has the newest values.
 */
public final class OtlpExport implements AutoCloseable {

    /** About a megabyte. */
    private static final int MAX_SPANS = 2_048;

    private static final Duration LAST_EXPORT = Duration.ofSeconds(2);

    private static final String SCOPE = "dev.bellwether";

    private final OpenTelemetrySdk sdk;
    private final SpanExporter spans;
    private final MetricExporter metrics;
    private final Duration lastExport;

    private OtlpExport(OpenTelemetrySdk sdk, SpanExporter spans, MetricExporter metrics, Duration lastExport) {
        this.sdk = sdk;
        this.spans = spans;
        this.metrics = metrics;
        this.lastExport = lastExport;
    }

    /**
     * Begins to export; returns at once, whether or not there is a receiver.
     *
     * @param meters what is exported, and where the outcome of exports is counted
     */
    public static OtlpExport start(ExportConfig config, Identity identity, MeterRegistry meters) {
        return start(config, identity, meters, LAST_EXPORT);
    }

    /** @param lastExport what is left at the end is sent within this time, or lost */
    static OtlpExport start(ExportConfig config, Identity identity, MeterRegistry meters, Duration lastExport) {
        Resource resource = identity.resource();
        SpanExporter spans = Exporters.ofSpans(config, identity.instance());
        MetricExporter metrics = new CountedMetricExporter(
                Exporters.ofMetrics(config, identity.instance()), new ExportOutcomes("metrics", meters));
        Instant start =
                Instant.ofEpochMilli(ManagementFactory.getRuntimeMXBean().getStartTime());
        OpenTelemetrySdk sdk = OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder()
                        .setResource(resource)
                        .setSampler(sampler(config.tracesRatio()))
                        .addSpanProcessor(new SpanQueue(spans, MAX_SPANS, meters))
                        .build())
                .setMeterProvider(SdkMeterProvider.builder()
                        .setResource(resource)
                        // what is sent is what is shown; the SDK's view of itself is not
                        .registerView(
                                InstrumentSelector.builder()
                                        .setName("otel.sdk.*")
                                        .build(),
                                View.builder()
                                        .setAggregation(Aggregation.drop())
                                        .build())
                        .registerMetricProducer(new MeterReader(meters, start, InstantSource.system()))
                        .registerMetricReader(PeriodicMetricReader.builder(metrics)
                                .setInterval(config.interval())
                                .build())
                        .build())
                .build();
        return new OtlpExport(sdk, spans, metrics, lastExport);
    }

    private static Sampler sampler(double ratio) {
        return ratio == 0 ? Sampler.alwaysOff() : Sampler.parentBased(Sampler.traceIdRatioBased(ratio));
    }

    public Tracer tracer() {
        return sdk.getTracer(SCOPE);
    }

    /** Sends what is left, within two seconds. */
    @Override
    public void close() {
        CompletableResultCode left = CompletableResultCode.ofAll(List.of(
                sdk.getSdkTracerProvider().forceFlush(),
                sdk.getSdkMeterProvider().forceFlush()));
        left.join(lastExport.toNanos(), TimeUnit.NANOSECONDS);
        // The exporters first: the SDK would go on trying to send what is left.
        spans.shutdown();
        metrics.shutdown();
        sdk.shutdown();
    }
}
