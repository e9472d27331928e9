package dev.bellwether.console.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import dev.bellwether.console.view.Deployment;
import dev.bellwether.schemas.FactJson;
import dev.bellwether.schemas.ServiceKey;

/** How answers are written. */
final class Json {

    static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final ResponseHeaders OK = headers(HttpStatus.OK);

    private Json() {}

    static ObjectNode object() {
        return NODES.objectNode();
    }

    static HttpResponse ok(JsonNode body) {
        return response(OK, body);
    }

    static HttpResponse response(HttpStatus status, JsonNode body) {
        return response(headers(status), body);
    }

    static HttpResponse response(ResponseHeaders headers, JsonNode body) {
        return HttpResponse.of(headers, data(body));
    }

    static HttpData data(JsonNode body) {
        return HttpData.ofUtf8(FactJson.write(body) + '\n');
    }

    /** Answers change with the log, so nobody should keep them. */
    static ResponseHeaders headers(HttpStatus status) {
        return ResponseHeaders.builder(status)
                .contentType(MediaType.JSON)
                .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
                .build();
    }

    static ObjectNode deployment(Deployment deployment) {
        ObjectNode tree = FactJson.toTree(deployment.event());
        tree.put("startedAt", FactJson.time(deployment.startedAt()));
        tree.put("open", deployment.open());
        return tree;
    }

    static ObjectNode service(ServiceKey key) {
        return object().put("environment", key.environment())
                .put("namespace", key.namespace())
                .put("service", key.name())
                .put("key", key.toString());
    }

    /** A number, or null where there is none. */
    static JsonNode number(double value) {
        return Double.isFinite(value) ? NODES.numberNode(value) : NODES.nullNode();
    }
}
