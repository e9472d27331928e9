"""Sends spans, metrics and logs with the OpenTelemetry SDK for Python, over each protocol, with and without gzip.

usage: send_otlp.py GRPC_ENDPOINT HTTP_ENDPOINT

Prints what a receiver must have counted, a JSON object a line: entry spans and those with status ERROR by operation, data points,
log records. Ends with 1 where an exporter was refused.
"""

import json
import sys

from grpc import Compression as GrpcCompression
from opentelemetry._logs import SeverityNumber
from opentelemetry.exporter.otlp.proto.grpc._log_exporter import OTLPLogExporter as GrpcLogs
from opentelemetry.exporter.otlp.proto.grpc.metric_exporter import OTLPMetricExporter as GrpcMetrics
from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter as GrpcSpans
from opentelemetry.exporter.otlp.proto.http import Compression as HttpCompression
from opentelemetry.exporter.otlp.proto.http._log_exporter import OTLPLogExporter as HttpLogs
from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter as HttpMetrics
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter as HttpSpans
from opentelemetry.sdk._logs import LoggerProvider
from opentelemetry.sdk._logs.export import BatchLogRecordProcessor, LogRecordExportResult
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import MetricExportResult, PeriodicExportingMetricReader
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExportResult
from opentelemetry.trace import SpanKind, StatusCode

VERSION = "1.4.2"

refused = []


def watched(exporter, success):
    """The exporter, whose refusals the SDK would only log."""
    export = exporter.export

    def recording(batch, *args, **kwargs):
        result = export(batch, *args, **kwargs)
        if result != success:
            refused.append(f"{type(exporter).__module__}: {result}")
        return result

    exporter.export = recording
    return exporter


def send_spans(resource, exporter, operations):
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(watched(exporter, SpanExportResult.SUCCESS)))
    tracer = provider.get_tracer("interop")
    for (method, route), (calls, errors) in operations.items():
        for call in range(calls):
            attributes = {"http.request.method": method, "http.route": route}
            with tracer.start_as_current_span(f"{method} {route}", kind=SpanKind.SERVER, attributes=attributes) as span:
                with tracer.start_as_current_span("SELECT", kind=SpanKind.CLIENT):
                    pass  # what a service calls is no entry span
                if call < errors:
                    span.set_status(StatusCode.ERROR, "as told")
    provider.shutdown()


def send_metrics(resource, exporter):
    reader = PeriodicExportingMetricReader(watched(exporter, MetricExportResult.SUCCESS), export_interval_millis=3_600_000)
    provider = MeterProvider(resource=resource, metric_readers=[reader], shutdown_on_exit=False)
    meter = provider.get_meter("interop")
    requests = meter.create_counter("requests", unit="{request}")
    requests.add(3, {"route": "/cart/{id}"})
    requests.add(4, {"route": "/orders"})
    meter.create_histogram("duration", unit="s").record(0.25)
    provider.shutdown()
    return 3


def send_logs(resource, exporter):
    provider = LoggerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_log_record_processor(BatchLogRecordProcessor(watched(exporter, LogRecordExportResult.SUCCESS)))
    logger = provider.get_logger("interop")
    for severity in (SeverityNumber.INFO, SeverityNumber.WARN):
        logger.emit(severity_number=severity, body="as told")
    provider.shutdown()
    return 2


def main(grpc, http):
    def over_grpc(compression):
        return [exporter(endpoint=grpc, insecure=True, compression=compression)
                for exporter in (GrpcSpans, GrpcMetrics, GrpcLogs)]

    def over_http(compression):
        return [exporter(endpoint=f"{http}/v1/{signal}", compression=compression)
                for exporter, signal in ((HttpSpans, "traces"), (HttpMetrics, "metrics"), (HttpLogs, "logs"))]

    ways = {
        "grpc": over_grpc(GrpcCompression.NoCompression),
        "grpc-gzip": over_grpc(GrpcCompression.Gzip),
        "http": over_http(HttpCompression.NoCompression),
        "http-gzip": over_http(HttpCompression.Gzip),
    }
    for number, (way, (spans, metrics, logs)) in enumerate(ways.items()):
        service = f"python-{way}"
        resource = Resource.create({"service.name": service, "service.version": VERSION})
        operations = {("GET", "/cart/{id}"): (600 + number, 7), ("POST", "/orders"): (30 + number, 30)}
        send_spans(resource, spans, operations)
        points = send_metrics(resource, metrics)
        records = send_logs(resource, logs)
        print(json.dumps({
            "service": service,
            "version": VERSION,
            "operations": {f"{method} {route}": {"calls": calls, "errors": errors}
                           for (method, route), (calls, errors) in operations.items()},
            "dataPoints": points,
            "logRecords": records,
        }))
    sys.exit("\n".join(refused) if refused else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
