package dev.bellwether.demo;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service of the shop before it runs.
 *
 * @param name    {@code service.name}
 * @param version the version that runs from the start
 * @param routes  what it does
 */
record Blueprint(String name, String version, List<Route> routes) {

    static final String STOREFRONT = "storefront";
    static final String CATALOG = "catalog";
    static final String CHECKOUT = "checkout";
    static final String PAYMENT = "payment";

    private static final List<String> PRODUCTS = List.of("kettle", "teapot", "tea towel", "sugar tongs", "biscuit tin");
    private static final Pattern ID = Pattern.compile("[0-9]{1,9}");

    Blueprint {
        routes = List.copyOf(routes);
    }

    /** All services, from the front of the shop to its back. */
    static List<Blueprint> shop() {
        return List.of(
                new Blueprint(
                        STOREFRONT,
                        "3.1.0",
                        List.of(
                                new Route("GET", "/products/{id}", 2, Blueprint::productPage),
                                new Route("POST", "/orders", 2, Blueprint::placeOrder))),
                new Blueprint(
                        CATALOG, "1.4.0", List.of(new Route("GET", "/products/{id}", 6, Blueprint::productDetails))),
                new Blueprint(
                        CHECKOUT,
                        "2.3.0",
                        List.of(
                                new Route("GET", "/carts/{id}", 4, Blueprint::cart),
                                new Route("POST", "/orders", 8, Blueprint::payForOrder))),
                new Blueprint(PAYMENT, "1.9.0", List.of(new Route("POST", "/payments", 15, Blueprint::payment))));
    }

    private static CompletableFuture<String> productPage(Request request) {
        String id = number(request.pathValue());
        return request.get(CATALOG, "/products/" + id)
                .thenCombine(
                        request.get(CHECKOUT, "/carts/" + id),
                        (product, cart) -> "{\"product\":" + orNull(product) + ",\"cart\":" + orNull(cart) + "}");
    }

    private static CompletableFuture<String> placeOrder(Request request) {
        String id = number(request.body());
        return request.get(CATALOG, "/products/" + id)
                .thenCombine(
                        request.post(CHECKOUT, "/orders", id),
                        (product, order) -> "{\"product\":" + orNull(product) + ",\"order\":" + orNull(order) + "}");
    }

    private static CompletableFuture<String> productDetails(Request request) {
        int id = Integer.parseInt(number(request.pathValue()));
        String name = PRODUCTS.get(id % PRODUCTS.size());
        return done("{\"id\":" + id + ",\"name\":\"" + name + "\",\"cents\":" + (499 + id % 50 * 100) + "}");
    }

    private static CompletableFuture<String> cart(Request request) {
        return done("{\"items\":" + Integer.parseInt(number(request.pathValue())) % 4 + "}");
    }

    private static CompletableFuture<String> payForOrder(Request request) {
        String id = number(request.body());
        // an order whose payment failed is kept and charged later
        return request.post(PAYMENT, "/payments", id)
                .thenApply(payment -> "{\"order\":" + id + ",\"payment\":" + orNull(payment) + "}");
    }

    private static CompletableFuture<String> payment(Request request) {
        return done("{\"charged\":" + number(request.body()) + "}");
    }

    /** Nothing but digits goes on into a path or an answer; anything else counts as 0. */
    private static String number(String text) {
        Matcher matcher = ID.matcher(text.trim());
        return matcher.matches() ? matcher.group() : "0";
    }

    private static String orNull(Optional<String> part) {
        return part.orElse("null");
    }

    private static CompletableFuture<String> done(String body) {
        return CompletableFuture.completedFuture(body);
    }
}
