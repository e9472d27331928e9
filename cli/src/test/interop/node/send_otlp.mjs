// Sends spans, metrics and logs with the OpenTelemetry SDK for JavaScript, over each protocol, with and without gzip.
//
// usage: node send_otlp.mjs GRPC_ENDPOINT HTTP_ENDPOINT
//
// Prints what a receiver must have counted, a JSON object a line: entry spans and those with status ERROR by operation, data
// points, log records. Ends with 1 where an exporter was refused.

import { context, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import { SeverityNumber } from "@opentelemetry/api-logs";
import { OTLPLogExporter as GrpcLogs } from "@opentelemetry/exporter-logs-otlp-grpc";
import { OTLPLogExporter as JsonLogs } from "@opentelemetry/exporter-logs-otlp-http";
import { OTLPLogExporter as ProtoLogs } from "@opentelemetry/exporter-logs-otlp-proto";
import { OTLPMetricExporter as GrpcMetrics } from "@opentelemetry/exporter-metrics-otlp-grpc";
import { OTLPMetricExporter as JsonMetrics } from "@opentelemetry/exporter-metrics-otlp-http";
import { OTLPMetricExporter as ProtoMetrics } from "@opentelemetry/exporter-metrics-otlp-proto";
import { OTLPTraceExporter as GrpcSpans } from "@opentelemetry/exporter-trace-otlp-grpc";
import { OTLPTraceExporter as JsonSpans } from "@opentelemetry/exporter-trace-otlp-http";
import { OTLPTraceExporter as ProtoSpans } from "@opentelemetry/exporter-trace-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchLogRecordProcessor, LoggerProvider } from "@opentelemetry/sdk-logs";
import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";

const VERSION = "1.4.2";
const [grpc, http] = process.argv.slice(2);
const refused = [];

/** The exporter, whose refusals the SDK would only report to its own log. */
function watched(exporter) {
  const send = exporter.export.bind(exporter);
  exporter.export = (batch, done) =>
    send(batch, (result) => {
      if (result.code !== 0) refused.push(`${exporter.constructor.name}: ${result.error}`);
      done(result);
    });
  return exporter;
}

async function sendSpans(resource, exporter, operations) {
  const provider = new BasicTracerProvider({ resource, spanProcessors: [new BatchSpanProcessor(watched(exporter))] });
  const tracer = provider.getTracer("interop");
  for (const [operation, { calls, errors }] of Object.entries(operations)) {
    const [method, route] = operation.split(" ");
    const attributes = { "http.request.method": method, "http.route": route };
    for (let call = 0; call < calls; call++) {
      const span = tracer.startSpan(operation, { kind: SpanKind.SERVER, attributes });
      // what a service calls is no entry span
      tracer.startSpan("SELECT", { kind: SpanKind.CLIENT }, trace.setSpan(context.active(), span)).end();
      if (call < errors) span.setStatus({ code: SpanStatusCode.ERROR, message: "as told" });
      span.end();
    }
  }
  await provider.shutdown();
}

async function sendMetrics(resource, exporter) {
  const reader = new PeriodicExportingMetricReader({ exporter: watched(exporter), exportIntervalMillis: 3_600_000 });
  const provider = new MeterProvider({ resource, readers: [reader] });
  const meter = provider.getMeter("interop");
  const requests = meter.createCounter("requests", { unit: "{request}" });
  requests.add(3, { route: "/cart/{id}" });
  requests.add(4, { route: "/orders" });
  meter.createHistogram("duration", { unit: "s" }).record(0.25);
  await provider.shutdown();
  return 3;
}

async function sendLogs(resource, exporter) {
  const provider = new LoggerProvider({ resource, processors: [new BatchLogRecordProcessor({ exporter: watched(exporter) })] });
  const logger = provider.getLogger("interop");
  for (const severityNumber of [SeverityNumber.INFO, SeverityNumber.WARN]) {
    logger.emit({ severityNumber, body: "as told" });
  }
  await provider.shutdown();
  return 2;
}

const overGrpc = (compression) =>
  [GrpcSpans, GrpcMetrics, GrpcLogs].map((Exporter) => new Exporter({ url: grpc, compression }));
const overHttp = (compression, ...exporters) =>
  ["traces", "metrics", "logs"].map((signal, i) => new exporters[i]({ url: `${http}/v1/${signal}`, compression }));
const ways = {
  "grpc": overGrpc("none"),
  "grpc-gzip": overGrpc("gzip"),
  "http": overHttp("none", ProtoSpans, ProtoMetrics, ProtoLogs),
  "http-gzip": overHttp("gzip", ProtoSpans, ProtoMetrics, ProtoLogs),
  "json": overHttp("none", JsonSpans, JsonMetrics, JsonLogs),
  "json-gzip": overHttp("gzip", JsonSpans, JsonMetrics, JsonLogs),
};

for (const [number, [way, [spans, metrics, logs]]] of Object.entries(ways).entries()) {
  const service = `node-${way}`;
  const resource = resourceFromAttributes({ "service.name": service, "service.version": VERSION });
  const operations = {
    "GET /cart/{id}": { calls: 600 + number, errors: 7 },
    "POST /orders": { calls: 30 + number, errors: 30 },
  };
  await sendSpans(resource, spans, operations);
  const dataPoints = await sendMetrics(resource, metrics);
  const logRecords = await sendLogs(resource, logs);
  console.log(JSON.stringify({ service, version: VERSION, operations, dataPoints, logRecords }));
}
if (refused.length > 0) {
  console.error(refused.join("\n"));
  process.exitCode = 1;
}
