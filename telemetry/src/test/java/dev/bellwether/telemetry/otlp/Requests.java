package dev.bellwether.telemetry.otlp;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.HexFormat;
import java.util.List;

/** Requests of traces as services send them. */
final class Requests {

    private Requests() {}

    static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    static Resource resource(KeyValue... attributes) {
        return Resource.newBuilder().addAllAttributes(List.of(attributes)).build();
    }

    static ByteString id(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }

    /** A request to GET /cart/{id}, some 420 bytes. */
    static Span serverSpan(int number) {
        long start = 1_760_000_000_000_000_000L + number * 1_000_003L;
        return Span.newBuilder()
                .setTraceId(id("5b8efff798038103d269b633813fc60c"))
                .setSpanId(id(String.format("%016x", number + 1)))
                .setParentSpanId(id("eee19b7ec3c1b173"))
                .setName("GET /cart/{id}")
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .setStartTimeUnixNano(start)
                .setEndTimeUnixNano(start + 5_000_000 + number)
                .addAttributes(attribute("http.request.method", "GET"))
                .addAttributes(attribute("url.scheme", "https"))
                .addAttributes(attribute("url.path", "/cart/" + number))
                .addAttributes(attribute("http.route", "/cart/{id}"))
                .addAttributes(KeyValue.newBuilder()
                        .setKey("http.response.status_code")
                        .setValue(AnyValue.newBuilder().setIntValue(200)))
                .addAttributes(attribute("server.address", "cart.shop.svc.cluster.local"))
                .addAttributes(attribute("network.protocol.version", "1.1"))
                .addAttributes(attribute("user_agent.original", "Mozilla/5.0 (X11; Linux x86_64)"))
                .addAttributes(attribute("client.address", "10.244.13.77"))
                .setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_UNSET))
                .setFlags(0x101)
                .build();
    }

    static ExportTraceServiceRequest of(int spans) {
        ScopeSpans.Builder scope = ScopeSpans.newBuilder()
                .setScope(InstrumentationScope.newBuilder()
                        .setName("io.shop.http")
                        .setVersion("1.2.3"));
        for (int number = 0; number < spans; number++) {
            scope.addSpans(serverSpan(number));
        }
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .setResource(resource(
                                attribute("service.name", "cart"),
                                attribute("service.namespace", "shop"),
                                attribute("service.version", "v1.4.2"),
                                attribute("deployment.environment.name", "production"),
                                attribute("telemetry.sdk.language", "java")))
                        .addScopeSpans(scope)
                        .setSchemaUrl("https://opentelemetry.io/schemas/1.37.0"))
                .build();
    }
}
