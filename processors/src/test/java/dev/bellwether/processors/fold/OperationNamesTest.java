package dev.bellwether.processors.fold;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.telemetry.otlp.AttributeSelection;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import dev.bellwether.telemetry.otlp.ResourceView;
import dev.bellwether.telemetry.otlp.SpanView;
import dev.bellwether.telemetry.otlp.TraceReader;
import dev.bellwether.telemetry.otlp.TraceVisitor;
import dev.bellwether.testing.OtlpPayloads;
import dev.bellwether.testing.SpanBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OperationNamesTest {

    private final OperationNames names = new OperationNames(64);

    @Test
    void http_isMethodAndRoute() throws MalformedOtlpException {
        assertThat(name(span -> span.name("whatever")
                        .attribute("http.request.method", "GET")
                        .attribute("http.route", "/cart/{id}")))
                .isEqualTo("GET /cart/{id}");
        assertThat(name(span -> span.name("x").attribute("http.method", "PUT").attribute("http.route", "/a")))
                .as("earlier conventions")
                .isEqualTo("PUT /a");
    }

    @Test
    void httpWithoutRoute_isTheSpanNameMasked() throws MalformedOtlpException {
        assertThat(name(span -> span.name("GET /cart/4711").attribute("http.request.method", "GET")))
                .isEqualTo("GET /cart/{id}");
    }

    @Test
    void rpc_isServiceAndMethod() throws MalformedOtlpException {
        assertThat(name(span -> span.attribute("rpc.service", "shop.Cart").attribute("rpc.method", "Add")))
                .isEqualTo("shop.Cart/Add");
        assertThat(name(span -> span.attribute("rpc.method", "shop.Cart/Add"))).isEqualTo("shop.Cart/Add");
    }

    @Test
    void messaging_isOperationAndDestination() throws MalformedOtlpException {
        assertThat(name(span -> span.attribute("messaging.operation.name", "process")
                        .attribute("messaging.destination.name", "orders-17")))
                .isEqualTo("process orders-{id}");
        assertThat(name(span -> span.attribute("messaging.operation", "receive")
                        .attribute("messaging.destination.template", "orders-{n}")))
                .isEqualTo("receive orders-{n}");
    }

    @Test
    void spanName_hasNumbersAndIdsMasked() throws MalformedOtlpException {
        assertThat(masked("user 42 of 7")).isEqualTo("user {id} of {id}");
        assertThat(masked("job 123e4567-e89b-12d3-a456-426614174000 done")).isEqualTo("job {id} done");
        assertThat(masked("object/deadbeef01234567")).isEqualTo("object/{id}");
        assertThat(masked("http2 v1 sha256 facade"))
                .as("words with digits stay")
                .isEqualTo("http2 v1 sha256 facade");
        assertThat(masked("")).isEqualTo("unknown");
    }

    @Test
    void attributesOfAnotherKind_areNotText() throws MalformedOtlpException {
        assertThat(name(span ->
                        span.name("pay").attribute("http.request.method", 7).attribute("http.route", "/x")))
                .isEqualTo("pay");
    }

    @Test
    void longAndStrangeNames_areMadeFitForKeys() throws MalformedOtlpException {
        assertThat(masked("a".repeat(100))).hasSize(64);
        assertThat(masked("a".repeat(63) + "\uD83D\uDE00"))
                .as("no half of a surrogate pair")
                .isEqualTo("a".repeat(63));
        assertThat(masked("two\nlines\u0000")).isEqualTo("two lines ");
    }

    @Test
    void sameNameTwice_isTheSameObject() throws MalformedOtlpException {
        List<String> twice = names(span -> span.name("checkout"), span -> span.name("checkout"));
        assertThat(twice.get(0)).isSameAs(twice.get(1));
    }

    private String masked(String spanName) throws MalformedOtlpException {
        return name(span -> span.name(spanName));
    }

    private String name(Consumer<SpanBuilder> span) throws MalformedOtlpException {
        return names(List.of(span)).get(0);
    }

    private List<String> names(Consumer<SpanBuilder> one, Consumer<SpanBuilder> other) throws MalformedOtlpException {
        return names(List.of(one, other));
    }

    private List<String> names(List<Consumer<SpanBuilder>> spans) throws MalformedOtlpException {
        var request = OtlpPayloads.traces().resource("shop", "1.0");
        spans.forEach(request::span);
        List<String> seen = new ArrayList<>();
        new TraceReader(AttributeSelection.of(), OperationNames.ATTRIBUTES).read(request.bytes(), new TraceVisitor() {
            @Override
            public void resource(ResourceView resource) {}

            @Override
            public void span(SpanView span) {
                seen.add(names.of(span).text());
            }
        });
        return seen;
    }
}
