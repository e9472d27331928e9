package dev.bellwether.demo;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.semconv.DeploymentAttributes;
import io.opentelemetry.semconv.ServiceAttributes;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;

/** The OpenTelemetry SDK of one instance, set up as a service of its own would do it. */
final class Telemetry {

    static final String NAMESPACE = "shop";
    static final String ENVIRONMENT = "demo";
    static final String SCOPE = "dev.bellwether.demo";

    /** The SDK's default is 5 s; a demo's watchers wait for every one of them. */
    private static final Duration SCHEDULE_DELAY = Duration.ofSeconds(1);

    /** More than ten seconds of the busiest instance's spans, so that a receiver that starts late loses none. */
    private static final int MAX_QUEUE_SPANS = 16_384;

    private static final int MAX_BATCH_SPANS = 1_024;
    private static final Duration EXPORT_TIMEOUT = Duration.ofSeconds(5);
    private static final RetryPolicy RETRY = RetryPolicy.builder()
            .setMaxAttempts(5)
            .setInitialBackoff(Duration.ofMillis(200))
            .setMaxBackoff(Duration.ofSeconds(2))
            .build();

    private final SpanExporter exporter;
    private final OpenTelemetrySdk sdk;
    private final Tracer tracer;

    private Telemetry(SpanExporter exporter, OpenTelemetrySdk sdk) {
        this.exporter = exporter;
        this.sdk = sdk;
        this.tracer = sdk.getTracer(SCOPE);
    }

    static Telemetry start(URI endpoint, Ledger ledger) {
        SpanExporter exporter = new CountingExporter(
                OtlpGrpcSpanExporter.builder()
                        .setEndpoint(endpoint.toString())
                        .setTimeout(EXPORT_TIMEOUT)
                        .setRetryPolicy(RETRY)
                        .build(),
                ledger);
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.getDefault().merge(resource(ledger)))
                // whatever a caller's traceparent says: the ledger counts every request, so must the receiver
                .setSampler(Sampler.alwaysOn())
                .addSpanProcessor(BatchSpanProcessor.builder(exporter)
                        .setScheduleDelay(SCHEDULE_DELAY)
                        .setMaxQueueSize(MAX_QUEUE_SPANS)
                        .setMaxExportBatchSize(MAX_BATCH_SPANS)
                        .build())
                .build();
        return new Telemetry(
                exporter,
                OpenTelemetrySdk.builder()
                        .setTracerProvider(provider)
                        .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                        .build());
    }

    private static Resource resource(Ledger ledger) {
        return Resource.create(Attributes.builder()
                .put(ServiceAttributes.SERVICE_NAME, ledger.service())
                .put(ServiceAttributes.SERVICE_NAMESPACE, NAMESPACE)
                .put(ServiceAttributes.SERVICE_VERSION, ledger.version())
                .put(ServiceAttributes.SERVICE_INSTANCE_ID, UUID.randomUUID().toString())
                .put(DeploymentAttributes.DEPLOYMENT_ENVIRONMENT_NAME, ENVIRONMENT)
                .build());
    }

    Tracer tracer() {
        return tracer;
    }

    TextMapPropagator propagator() {
        return sdk.getPropagators().getTextMapPropagator();
    }

    /** Begins to send what has ended so far. */
    CompletableResultCode flush() {
        return sdk.getSdkTracerProvider().forceFlush();
    }

    /** Ends for good. Spans still queued are given up: flush first. */
    CompletableResultCode shutdown() {
        // the exporter first: the batch processor would go on sending, and trying again, what is left in its queue
        exporter.shutdown();
        return sdk.getSdkTracerProvider().shutdown();
    }
}
