package dev.bellwether.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.embedded.broker.EmbeddedBrokerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The REST API to the letter, as clients of other makes see it. Each test has subjects of its own. */
class ITRegistryRoutes {

    private static final String V1 = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private static EmbeddedBroker broker;
    private static RegistryServer server;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder));
        server = RegistryServer.start(broker.bootstrapServers(), RegistryConfig.defaults());
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    /** Status and body of an answer. */
    private record Answer(int status, JsonNode json) {}

    @Test
    void registeredSchema_isFoundInEveryWay() throws Exception {
        String text = Pets.with("found").toString();
        JsonNode registered = post("/subjects/found/versions", body(text)).json();
        int id = registered.path("id").asInt();
        assertThat(registered).isEqualTo(JSON.readTree("{\"id\":" + id + "}"));

        JsonNode whole = JSON.readTree("{\"subject\":\"found\",\"version\":1,\"id\":" + id + "}");
        ((ObjectNode) whole).put("schema", text);
        assertThat(post("/subjects/found", body(text)).json()).isEqualTo(whole);
        assertThat(get("/subjects/found/versions/1").json()).isEqualTo(whole);
        assertThat(get("/subjects/found/versions/latest").json()).isEqualTo(whole);
        assertThat(get("/subjects/found/versions/-1").json()).isEqualTo(whole);
        assertThat(get("/subjects/found/versions").json()).isEqualTo(JSON.readTree("[1]"));
        assertThat(get("/subjects").json()).contains(JsonNodeFactory.instance.textNode("found"));
        assertThat(get("/subjects/found/versions/1/schema").json()).isEqualTo(JSON.readTree(text));
        assertThat(get("/schemas/ids/" + id + "/schema").json()).isEqualTo(JSON.readTree(text));
        assertThat(get("/schemas/ids/" + id).json()).isEqualTo(body(text));
        assertThat(get("/schemas/ids/" + id + "/subjects").json()).isEqualTo(JSON.readTree("[\"found\"]"));
        assertThat(get("/schemas/ids/" + id + "/versions").json())
                .isEqualTo(JSON.readTree("[{\"subject\":\"found\",\"version\":1}]"));
    }

    @Test
    void fixedAnswers() throws Exception {
        assertThat(get("/").json()).isEqualTo(JSON.readTree("{}"));
        assertThat(get("/schemas/types").json()).isEqualTo(JSON.readTree("[\"AVRO\"]"));
        assertThat(get("/mode").json()).isEqualTo(JSON.readTree("{\"mode\":\"READWRITE\"}"));
        assertThat(get("/mode/a?defaultToGlobal=true").json()).isEqualTo(JSON.readTree("{\"mode\":\"READWRITE\"}"));
    }

    @Test
    void unknownThings_areToldApart() throws Exception {
        post("/subjects/known/versions", body(Pets.with("known").toString()));
        JsonNode other = body(Pets.with("other").toString());

        assertError(get("/subjects/nobody/versions"), 404, 40401);
        assertError(get("/subjects/nobody/versions/1"), 404, 40401);
        assertError(get("/subjects/nobody/versions/latest"), 404, 40401);
        assertError(post("/subjects/nobody", other), 404, 40401);
        assertError(get("/subjects/known/versions/2"), 404, 40402);
        assertError(get("/subjects/known/versions/2/schema"), 404, 40402);
        assertError(post("/compatibility/subjects/known/versions/2", other), 404, 40402);
        assertError(post("/compatibility/subjects/nobody/versions/1", other), 404, 40401);
        assertError(post("/subjects/known", other), 404, 40403);
        for (String id : List.of("0", "-1", "1000000", "99999999999", "one")) {
            assertError(get("/schemas/ids/" + id), 404, 40403);
            assertError(get("/schemas/ids/" + id + "/versions"), 404, 40403);
        }
        assertError(get("/config/nobody"), 404, 40408);
        assertError(delete("/config/nobody"), 404, 40408);
        assertError(get("/mode/nobody"), 404, 40409);
        assertError(get("/nowhere"), 404, 404);
        assertError(delete("/subjects/known"), 405, 405);
    }

    @Test
    void badInput_isRefusedWithItsCode() throws Exception {
        for (String schema : List.of("", " ", "{", "\"nonesuch\"", "{\"type\":\"record\",\"name\":\"A\"}")) {
            assertError(post("/subjects/bad/versions", body(schema)), 422, 42201);
            assertError(post("/compatibility/subjects/bad/versions", body(schema)), 422, 42201);
        }
        assertError(post("/subjects/bad/versions", JSON.readTree("{}")), 422, 42201);
        assertError(
                post("/subjects/bad/versions", JSON.readTree("{\"schemaType\":\"JSON\",\"schema\":\"{}\"}")),
                422,
                42201);
        assertError(
                post(
                        "/subjects/bad/versions",
                        JSON.readTree("{\"schema\":\"\\\"int\\\"\",\"references\":[{\"name\":\"a\"}]}")),
                422,
                42201);
        assertError(send("POST", "/subjects/bad/versions", V1, "[1]"), 400, 400);
        assertError(send("POST", "/subjects/bad/versions", V1, "{"), 400, 400);
        assertError(send("POST", "/subjects/bad/versions", V1, ""), 400, 400);
        for (String version : List.of("0", "-2", "first", "99999999999")) {
            assertError(get("/subjects/bad/versions/" + version), 422, 42202);
        }
        assertError(put("/config", JSON.readTree("{\"compatibility\":\"SOME\"}")), 422, 42203);
        assertError(put("/config/bad", JSON.readTree("{}")), 422, 42203);
        assertError(post("/subjects/a%C2%85b/versions", body("\"int\"")), 422, 42208);
        assertError(post("/subjects/%20/versions", body("\"int\"")), 422, 42208);
        assertThat(get("/subjects").json()).doesNotContain(JsonNodeFactory.instance.textNode("bad"));
    }

    @Test
    void bodies_ofOtherTypesAreRefusedAndThoseOfClientsTaken() throws Exception {
        String body = body("\"long\"").toString();
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "multipart/form-data")) {
            assertError(send("POST", "/subjects/types/versions", type, body), 415, 415);
        }
        assertError(send("POST", "/subjects/types/versions", null, body), 415, 415);
        for (String type : List.of(V1, V1 + "; charset=utf-8", "application/json", "application/octet-stream")) {
            assertThat(send("POST", "/subjects/types/versions", type, body).status())
                    .as(type)
                    .isEqualTo(200);
        }
    }

    @Test
    void bodies_largerThanTheLimitAreRefused() throws Exception {
        int limit = RegistryConfig.defaults().maxRequestBytes();
        assertError(send("POST", "/subjects/large/versions", V1, " ".repeat(limit + 1)), 413, 413);

        StringBuilder doc = new StringBuilder();
        while (doc.length() < limit - 1000) {
            doc.append("0123456789");
        }
        String large = new Schema.Parser()
                .parse("{\"type\":\"fixed\",\"name\":\"F\",\"size\":1,\"doc\":\"" + doc + "\"}")
                .toString();
        assertThat(post("/subjects/large/versions", body(large)).status()).isEqualTo(200);
        assertThat(get("/subjects/large/versions/1").json().path("schema").asText())
                .isEqualTo(large);
    }

    @Test
    void incompatibleSchema_is409AndTheCheckSaysWhy() throws Exception {
        post("/subjects/strict/versions", body(Pets.with("strict").toString()));
        JsonNode other = body(Pets.requiring("home").toString());

        Answer refused = post("/subjects/strict/versions", other);
        assertError(refused, 409, 409);
        assertThat(refused.json().path("message").asText()).contains("strict", "home");
        assertThat(get("/subjects/strict/versions").json()).isEqualTo(JSON.readTree("[1]"));
        for (String version : List.of("", "/1", "/latest")) {
            JsonNode checked = post("/compatibility/subjects/strict/versions" + version + "?verbose=true", other)
                    .json();
            assertThat(checked.path("is_compatible")).isEqualTo(JsonNodeFactory.instance.booleanNode(false));
            assertThat(checked.path("messages").toString()).contains("home");
        }
        assertThat(post("/compatibility/subjects/unborn/versions/latest", other).json())
                .isEqualTo(JSON.readTree("{\"is_compatible\":true}"));
    }

    @Test
    void levels_areSetAndTakenBack() throws Exception {
        assertThat(get("/config").json()).isEqualTo(level("compatibilityLevel", "FULL_TRANSITIVE"));
        assertThat(put("/config/lax", level("compatibility", "none")).json()).isEqualTo(level("compatibility", "NONE"));
        assertThat(get("/config/lax").json()).isEqualTo(level("compatibilityLevel", "NONE"));
        assertThat(delete("/config/lax").json()).isEqualTo(level("compatibilityLevel", "NONE"));
        assertThat(get("/config/lax?defaultToGlobal=true").json())
                .isEqualTo(level("compatibilityLevel", "FULL_TRANSITIVE"));

        assertThat(put("/config", level("compatibility", "FULL")).json()).isEqualTo(level("compatibility", "FULL"));
        assertThat(delete("/config").json()).isEqualTo(level("compatibilityLevel", "FULL"));
        assertThat(get("/config").json()).isEqualTo(level("compatibilityLevel", "FULL_TRANSITIVE"));
    }

    private static void assertError(Answer answer, int status, int code) {
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(status);
        assertThat(answer.json().path("error_code").asInt())
                .as(answer.json().toString())
                .isEqualTo(code);
        assertThat(answer.json().path("message").asText()).isNotBlank();
    }

    private static JsonNode level(String field, String level) {
        return JsonNodeFactory.instance.objectNode().put(field, level);
    }

    private static JsonNode body(String schema) {
        return JsonNodeFactory.instance.objectNode().put("schema", schema);
    }

    private static Answer get(String path) throws IOException, InterruptedException {
        return send("GET", path, null, null);
    }

    private static Answer delete(String path) throws IOException, InterruptedException {
        return send("DELETE", path, null, null);
    }

    private static Answer post(String path, JsonNode body) throws IOException, InterruptedException {
        return send("POST", path, V1, body.toString());
    }

    private static Answer put(String path, JsonNode body) throws IOException, InterruptedException {
        return send("PUT", path, V1, body.toString());
    }

    private static Answer send(String method, String path, @Nullable String type, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri() + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (type != null) {
            request.header("Content-Type", type);
        }
        HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
        assertThat(response.headers().firstValue("Content-Type")).as(path).contains(V1);
        return new Answer(response.statusCode(), JSON.readTree(response.body()));
    }
}
