package dev.bellwether.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import dev.bellwether.demo.OtlpReceiver.Received;
import dev.bellwether.demo.ShopStats.VersionStats;
import io.opentelemetry.proto.trace.v1.Span;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One run of the shop with a good and a bad canary, looked at from the OTLP receiver's side. */
final class ShopTelemetryTest {

    private static final double BASE = 0.02;
    private static final double BAD = 0.2;
    private static final long ENOUGH = 600;

    private static ShopStats stats;
    private static List<Received> spans;

    @BeforeAll
    static void runTheShop() {
        try (OtlpReceiver receiver = OtlpReceiver.start()) {
            Shop shop = Shop.start(new ShopConfig(receiver.endpoint(), 11, 200, BASE));
            try (shop) {
                shop.deployCanary("catalog", "1.5.0", CanaryBehaviour.good());
                shop.deployCanary("checkout", "2.4.0", CanaryBehaviour.errors(BAD));
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> shop.stats()
                                        .version("checkout", "2.4.0")
                                        .orElseThrow()
                                        .requests()
                                >= ENOUGH);
            }
            stats = shop.stats();
            spans = receiver.spans();
        }
    }

    @Test
    void ledger_equalsWhatTheReceiverGot() {
        assertThat(stats.delivered()).isTrue();
        assertThat(stats.versions()).hasSize(6).allSatisfy(version -> {
            List<Received> received = of(version);
            List<Received> entries = received.stream().filter(Received::isEntry).toList();
            assertThat(version.spans().ended()).isEqualTo(received.size());
            assertThat(version.requests()).isEqualTo(entries.size()).isEqualTo(version.acknowledgedRequests());
            assertThat(version.errors())
                    .isEqualTo(entries.stream().filter(Received::isError).count())
                    .isEqualTo(version.acknowledgedErrors());
        });
        assertThat(spans).hasSize((int) stats.versions().stream()
                .mapToLong(version -> version.spans().ended())
                .sum());
    }

    @Test
    void visits_allReachedTheStorefront() {
        assertThat(stats.visits().failed()).isZero();
        assertThat(stats.visits().answered())
                .isEqualTo(stats.visits().sent())
                .isEqualTo(version("storefront", "3.1.0").requests());
    }

    @Test
    void onlyTheBadCanary_errsMoreOften() {
        assertThat(stats.versions()).allSatisfy(version -> {
            double ratio = version.version().equals("2.4.0") ? BAD : BASE;
            assertThat(version.errors())
                    .as("errors of %s %s in %d requests", version.service(), version.version(), version.requests())
                    .isBetween(Binomial.low(version.requests(), ratio), Binomial.high(version.requests(), ratio));
        });
    }

    @Test
    void arms_shareTheRequests() {
        long canary = version("checkout", "2.4.0").requests();
        long both = canary + version("checkout", "2.3.0").requests();
        assertThat(canary).isBetween(Binomial.low(both, 0.5), Binomial.high(both, 0.5));
    }

    @Test
    void resource_saysWhoSpeaks() {
        assertThat(spans)
                .allSatisfy(span -> assertThat(span.resource())
                        .containsEntry("service.namespace", "shop")
                        .containsEntry("deployment.environment.name", "demo")
                        .containsEntry("telemetry.sdk.language", "java")
                        .containsKeys("service.name", "service.version", "service.instance.id"));
        Map<Object, Set<String>> versionsByInstance = spans.stream()
                .collect(Collectors.groupingBy(
                        span -> span.resource().get("service.instance.id"),
                        Collectors.mapping(span -> span.service() + span.version(), Collectors.toSet())));
        assertThat(versionsByInstance.values())
                .hasSize(6)
                .allSatisfy(versions -> assertThat(versions).hasSize(1));
    }

    @Test
    void entrySpan_hasTheAttributesOfTheConventions() {
        assertThat(spans).filteredOn(Received::isEntry).allSatisfy(entry -> {
            assertThat(entry.attributes())
                    .containsKeys("url.path", "server.port")
                    .containsEntry("url.scheme", "http")
                    .containsEntry("server.address", "127.0.0.1")
                    .containsEntry("http.response.status_code", entry.isError() ? 500L : 200L);
            assertThat(entry.span().getName())
                    .isEqualTo(entry.attributes().get("http.request.method") + " "
                            + entry.attributes().get("http.route"));
            requireErrorType(entry);
        });
        assertThat(spans.stream()
                        .filter(Received::isEntry)
                        .map(entry -> entry.service() + ' ' + entry.span().getName())
                        .distinct())
                .containsExactlyInAnyOrder(
                        "storefront GET /products/{id}",
                        "storefront POST /orders",
                        "catalog GET /products/{id}",
                        "checkout GET /carts/{id}",
                        "checkout POST /orders",
                        "payment POST /payments");
    }

    @Test
    void spanOfACall_hasTheAttributesOfTheConventions() {
        assertThat(spans).filteredOn(Received::isCall).isNotEmpty().allSatisfy(call -> {
            assertThat(call.attributes())
                    .containsEntry("server.address", "127.0.0.1")
                    .containsEntry("http.response.status_code", call.isError() ? 500L : 200L);
            assertThat(String.valueOf(call.attributes().get("url.full")))
                    .startsWith("http://127.0.0.1:" + call.attributes().get("server.port") + "/");
            assertThat(call.span().getName()).isEqualTo(call.attributes().get("http.request.method"));
            requireErrorType(call);
        });
    }

    private static void requireErrorType(Received span) {
        if (span.isError()) {
            assertThat(span.attributes()).containsEntry("error.type", "500");
        } else {
            assertThat(span.attributes()).doesNotContainKey("error.type");
        }
    }

    @Test
    void traces_linkTheServicesTogether() {
        Map<ByteString, Received> byId =
                spans.stream().collect(Collectors.toMap(span -> id(span.span()), span -> span));
        Map<String, String> callers = Map.of("catalog", "storefront", "checkout", "storefront", "payment", "checkout");
        assertThat(spans).allSatisfy(span -> {
            if (span.isEntry() && span.service().equals("storefront")) {
                assertThat(span.span().getParentSpanId().isEmpty()).isTrue();
                return;
            }
            assertThat(byId).as("all spans, for the parent of %s", span.span()).containsKey(parentId(span.span()));
            Received parent = requireNonNull(byId.get(parentId(span.span())));
            assertThat(parent.isCall()).isEqualTo(span.isEntry());
            assertThat(parent.service()).isEqualTo(span.isEntry() ? callers.get(span.service()) : span.service());
            if (span.isEntry()) {
                assertThat(parent.isError()).isEqualTo(span.isError());
            }
        });
    }

    /** With the trace's id, so that finding a parent proves that both are in the same trace. */
    private static ByteString id(Span span) {
        return span.getTraceId().concat(span.getSpanId());
    }

    private static ByteString parentId(Span span) {
        return span.getTraceId().concat(span.getParentSpanId());
    }

    private static VersionStats version(String service, String version) {
        return stats.version(service, version).orElseThrow();
    }

    private static List<Received> of(VersionStats version) {
        return spans.stream()
                .filter(span -> span.service().equals(version.service())
                        && span.version().equals(version.version()))
                .toList();
    }
}
