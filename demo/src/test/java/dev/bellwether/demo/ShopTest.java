package dev.bellwether.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.bellwether.demo.OtlpReceiver.Received;
import dev.bellwether.demo.ShopStats.Spans;
import dev.bellwether.demo.ShopStats.VersionStats;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class ShopTest {

    /** So few that none comes while a test runs: it asks the services itself. */
    private static final double NOBODY = 1e-6;

    private static final CanaryBehaviour BROKEN = CanaryBehaviour.errors(1);

    private static OtlpReceiver receiver;
    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeAll
    static void startReceiver() {
        receiver = OtlpReceiver.start();
    }

    @AfterAll
    static void stopReceiver() {
        receiver.close();
    }

    @Test
    void services_startWithTheirStableVersions() {
        try (Shop shop = quietShop(1)) {
            assertThat(shop.services())
                    .extracting(ShopService::name)
                    .containsExactly("storefront", "catalog", "checkout", "payment");
            assertThat(shop.services()).allSatisfy(service -> {
                assertThat(service.canary()).isEmpty();
                assertThat(service.stable().weight()).isEqualTo(1);
            });
        }
    }

    @Test
    void sameSeed_failsTheSameRequests() throws Exception {
        List<Integer> statuses = paymentStatuses(5);
        assertThat(statuses).contains(200, 500);
        assertThat(paymentStatuses(5)).isEqualTo(statuses);
        assertThat(paymentStatuses(6)).isNotEqualTo(statuses);
    }

    private List<Integer> paymentStatuses(long seed) throws Exception {
        try (Shop shop = Shop.start(new ShopConfig(receiver.endpoint(), seed, NOBODY, 0.3))) {
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                statuses.add(
                        post(stable(shop, "payment").uri(), "/payments", "7").statusCode());
            }
            return statuses;
        }
    }

    @Test
    void wholeShop_answers() throws Exception {
        try (Shop shop = quietShop(1)) {
            URI storefront = stable(shop, "storefront").uri();
            assertThat(get(storefront, "/products/12").body())
                    .isEqualTo(
                            "{\"product\":{\"id\":12,\"name\":\"tea towel\",\"cents\":1699},\"cart\":{\"items\":0}}");
            assertThat(post(storefront, "/orders", "12").body())
                    .contains("\"product\":{\"id\":12")
                    .contains("\"order\":{\"order\":12,\"payment\":{\"charged\":12}}");
        }
    }

    @Test
    void serviceThatFails_spoilsNoOtherServicesAnswer() throws Exception {
        try (Shop shop = quietShop(1)) {
            shop.deployCanary("catalog", "1.5.0", BROKEN, 1);
            shop.deployCanary("payment", "2.0.0", BROKEN, 1);
            URI storefront = stable(shop, "storefront").uri();
            HttpResponse<String> page = get(storefront, "/products/12");
            HttpResponse<String> order = post(storefront, "/orders", "12");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).isEqualTo("{\"product\":null,\"cart\":{\"items\":0}}");
            assertThat(order.statusCode()).isEqualTo(200);
            assertThat(order.body()).isEqualTo("{\"product\":null,\"order\":{\"order\":12,\"payment\":null}}");
            assertThat(counted(shop, "storefront", "3.1.0").errors()).isZero();
            assertThat(counted(shop, "checkout", "2.3.0").errors()).isZero();
            assertThat(counted(shop, "catalog", "1.5.0").errors()).isEqualTo(2);
            assertThat(counted(shop, "payment", "2.0.0").errors()).isEqualTo(1);
        }
    }

    @Test
    void unknownPath_isNotFoundAndNoError() throws Exception {
        try (Shop shop = quietShop(1)) {
            assertThat(get(stable(shop, "payment").uri(), "/etc/passwd").statusCode())
                    .isEqualTo(404);
            VersionStats payment = counted(shop, "payment", "1.9.0");
            assertThat(payment.requests()).isEqualTo(1);
            assertThat(payment.errors()).isZero();
        }
    }

    @Test
    void callersTraceparent_isContinued() throws Exception {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        String parent = "b7ad6b7169203331";
        try (Shop shop = quietShop(1)) {
            HttpRequest request = HttpRequest.newBuilder(
                            stable(shop, "storefront").uri().resolve("/products/3"))
                    .header("traceparent", "00-" + trace + "-" + parent + "-00")
                    .build();
            http.send(request, HttpResponse.BodyHandlers.discarding());
            assertThat(shop.flush()).isTrue();
        }
        HexFormat hex = HexFormat.of();
        List<Received> spans = receiver.spans().stream()
                .filter(span ->
                        hex.formatHex(span.span().getTraceId().toByteArray()).equals(trace))
                .toList();
        assertThat(spans)
                .extracting(Received::service)
                .containsExactlyInAnyOrder("storefront", "storefront", "storefront", "catalog", "checkout");
        assertThat(spans)
                .filteredOn(span -> span.isEntry() && span.service().equals("storefront"))
                .singleElement()
                .satisfies(span -> assertThat(
                                hex.formatHex(span.span().getParentSpanId().toByteArray()))
                        .isEqualTo(parent));
    }

    @Test
    void promote_makesTheCanaryStable() throws Exception {
        try (Shop shop = quietShop(1)) {
            URI before = stable(shop, "payment").uri();
            get(before, "/nothing");
            shop.deployCanary("payment", "2.0.0", CanaryBehaviour.good());
            assertThat(service(shop, "payment").canary().orElseThrow().weight()).isEqualTo(0.5);
            shop.promote("payment");
            assertThat(stable(shop, "payment").version()).isEqualTo("2.0.0");
            assertThat(service(shop, "payment").canary()).isEmpty();
            assertThatThrownBy(() -> get(before, "/nothing")).isInstanceOf(ConnectException.class);
            post(stable(shop, "storefront").uri(), "/orders", "1");
            assertThat(counted(shop, "payment", "2.0.0").requests()).isEqualTo(1);
            assertThat(shop.stats().version("payment", "1.9.0").orElseThrow().requests())
                    .isEqualTo(1);
        }
    }

    @Test
    void rollback_stopsTheCanary() throws Exception {
        try (Shop shop = quietShop(1)) {
            shop.deployCanary("payment", "2.0.0", BROKEN, 1);
            URI canary = service(shop, "payment").canary().orElseThrow().uri();
            post(stable(shop, "storefront").uri(), "/orders", "1");
            shop.rollback("payment");
            assertThat(service(shop, "payment").canary()).isEmpty();
            assertThat(stable(shop, "payment").version()).isEqualTo("1.9.0");
            assertThatThrownBy(() -> get(canary, "/nothing")).isInstanceOf(ConnectException.class);
            post(stable(shop, "storefront").uri(), "/orders", "1");
            assertThat(counted(shop, "payment", "1.9.0").requests()).isEqualTo(1);
            VersionStats gone = shop.stats().version("payment", "2.0.0").orElseThrow();
            assertThat(gone.acknowledgedErrors()).isEqualTo(1);
            assertThat(gone.spans()).isEqualTo(new Spans(1, 1, 0, 0, 0));
        }
    }

    @Test
    void rollbackUnderTraffic_losesNoRequest() {
        try (Shop shop = Shop.start(new ShopConfig(receiver.endpoint(), 2, 100, 0))) {
            for (int round = 0; round < 3; round++) {
                shop.deployCanary("catalog", "1.5.0", CanaryBehaviour.good());
                long already = canaryRequests(shop);
                await().until(() -> canaryRequests(shop) > already + 20);
                shop.rollback("catalog");
            }
            shop.close();
            assertThat(shop.stats().visits().failed()).isZero();
            assertThat(shop.stats().delivered()).isTrue();
            assertThat(receiver.spans())
                    .filteredOn(span -> span.isCall() && span.service().equals("storefront"))
                    .noneMatch(Received::isError);
        }
    }

    private static long canaryRequests(Shop shop) {
        return shop.stats().version("catalog", "1.5.0").orElseThrow().requests();
    }

    @Test
    void misuse_isRefusedWithWhatWasExpected() {
        Shop shop = quietShop(1);
        try (shop) {
            assertThatThrownBy(() -> shop.deployCanary("basket", "1.0.0", BROKEN))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("service: basket (expected: one of [catalog, checkout, payment, storefront])");
            assertThatThrownBy(() -> shop.deployCanary("payment", "1.9.0", BROKEN))
                    .hasMessage("payment runs 1.9.0 already, as its stable version");
            assertThatThrownBy(() -> shop.deployCanary("payment", "2.0.0", BROKEN, 1.5))
                    .hasMessage("weight: 1.5 (expected: 0 to 1)");
            assertThatThrownBy(() -> shop.promote("payment")).hasMessage("payment has no canary");
            assertThatThrownBy(() -> shop.rollback("payment")).hasMessage("payment has no canary");
            shop.deployCanary("payment", "2.0.0", BROKEN);
            assertThatThrownBy(() -> shop.deployCanary("payment", "2.1.0", BROKEN))
                    .hasMessage("payment has a canary already: 2.0.0");
        }
        assertThatThrownBy(() -> shop.deployCanary("catalog", "1.5.0", BROKEN)).hasMessage("the shop is closed");
    }

    @Test
    void noReceiver_shopRunsAndSaysWhatWasLost() throws Exception {
        URI nobody = URI.create("http://127.0.0.1:" + freePort());
        Shop shop = Shop.start(new ShopConfig(nobody, 3, 50, 0));
        try (shop) {
            await().until(() -> shop.stats().visits().answered() > 50);
        }
        assertThat(shop.stats().visits().failed()).isZero();
        assertThat(shop.stats().delivered()).isFalse();
        assertThat(shop.stats().versions()).allSatisfy(version -> {
            Spans spans = version.spans();
            assertThat(version.acknowledgedRequests()).isZero();
            assertThat(spans.ended()).isPositive().isEqualTo(spans.failed() + spans.dropped());
        });
    }

    @Test
    void receiverThatRefuses_isCountedAndForgotten() throws Exception {
        try (OtlpReceiver moody = OtlpReceiver.start();
                Shop shop = Shop.start(new ShopConfig(moody.endpoint(), 3, NOBODY, 0))) {
            moody.refuse(true);
            get(stable(shop, "payment").uri(), "/nothing");
            shop.flush();
            await().until(() -> spans(shop).failed() == 1);
            moody.refuse(false);
            get(stable(shop, "payment").uri(), "/nothing");
            shop.flush();
            await().until(() -> spans(shop).acknowledged() == 1);
            assertThat(spans(shop)).isEqualTo(new Spans(2, 1, 1, 0, 0));
        }
    }

    private static Spans spans(Shop shop) {
        return shop.stats().version("payment", "1.9.0").orElseThrow().spans();
    }

    @Test
    void close_leavesNothingBehind() {
        Shop shop = Shop.start(new ShopConfig(receiver.endpoint(), 3, 50, 0));
        await().until(() -> shop.stats().visits().answered() > 10);
        List<ShopService> services = shop.services();
        shop.close();
        shop.close();
        assertThat(services)
                .allSatisfy(
                        service -> assertThatThrownBy(() -> get(service.stable().uri(), "/"))
                                .isInstanceOf(ConnectException.class));
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .noneMatch(name -> name.startsWith("shop-") || name.startsWith("BatchSpanProcessor")));
    }

    @Test
    void silenceExporterLog_reachesTheLoggerThatSpeaksOfFailedExports() {
        Shop.silenceExporterLog();
        assertThat(Logger.getLogger("io.opentelemetry.exporter.internal.grpc.GrpcExporter")
                        .isLoggable(Level.SEVERE))
                .isFalse();
    }

    private static Shop quietShop(long seed) {
        return Shop.start(new ShopConfig(receiver.endpoint(), seed, NOBODY, 0));
    }

    private static ShopService service(Shop shop, String name) {
        return shop.services().stream()
                .filter(service -> service.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static ShopService.Running stable(Shop shop, String name) {
        return service(shop, name).stable();
    }

    /** The ledger's entry once it holds the request that the caller just had answered: the span ends after the answer. */
    private static VersionStats counted(Shop shop, String service, String version) {
        shop.flush();
        await().until(() -> shop.stats().version(service, version).orElseThrow().requests() > 0);
        return shop.stats().version(service, version).orElseThrow();
    }

    private HttpResponse<String> get(URI base, String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(base.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> post(URI base, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(Loopback.port(0));
            return socket.getLocalPort();
        }
    }
}
