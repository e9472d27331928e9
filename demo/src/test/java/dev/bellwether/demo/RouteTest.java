package dev.bellwether.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class RouteTest {

    private static final Route PRODUCT = route("GET", "/products/{id}");
    private static final Route ORDERS = route("POST", "/orders");

    @Test
    void placeholder_isWhatStandsInItsPlace() {
        assertThat(PRODUCT.match("GET", "/products/17")).contains("17");
    }

    @Test
    void placeholder_holdsOneWholeSegment() {
        assertThat(PRODUCT.match("GET", "/products/")).isEmpty();
        assertThat(PRODUCT.match("GET", "/products/17/reviews")).isEmpty();
        assertThat(PRODUCT.match("GET", "/product")).isEmpty();
    }

    @Test
    void template_withoutPlaceholder_matchesItselfOnly() {
        assertThat(ORDERS.match("POST", "/orders")).contains("");
        assertThat(ORDERS.match("POST", "/orders/17")).isEmpty();
    }

    @Test
    void otherMethod_isAnotherRoute() {
        assertThat(PRODUCT.match("POST", "/products/17")).isEmpty();
        assertThat(ORDERS.match("GET", "/orders")).isEmpty();
    }

    private static Route route(String method, String template) {
        return new Route(method, template, 1, request -> CompletableFuture.completedFuture("{}"));
    }
}
