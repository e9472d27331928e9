package dev.bellwether.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpSchemaRegistryTest {

    private static final Schema LONG = Schema.create(Schema.Type.LONG);
    private static final String LONG_JSON = "{\"schema\":\"\\\"long\\\"\"}";
    private static final String SCHEMA_NOT_FOUND = "{\"error_code\":40403,\"message\":\"Schema not found\"}";
    private static final String TRANSITIVE = "{\"compatibilityLevel\":\"FULL_TRANSITIVE\"}";
    private static final String SUBJECT_NOT_FOUND = "{\"error_code\":40401,\"message\":\"Subject not found\"}";

    private final ScriptedServer server;
    private final List<Duration> pauses = new ArrayList<>();
    private final HttpSchemaRegistry registry;

    HttpSchemaRegistryTest() throws IOException {
        server = new ScriptedServer();
        registry = registry(HttpRegistryConfig.of(server.uri()));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private HttpSchemaRegistry registry(HttpRegistryConfig config) {
        return new HttpSchemaRegistry(config, pauses::add);
    }

    // --- what is asked, and how answers are read ---

    @Test
    void register_postsTheSchemaOnce() {
        server.then(200, "{\"id\":7}");

        assertThat(registry.register("a-value", LONG)).isEqualTo(7);
        assertThat(registry.register("a-value", LONG)).isEqualTo(7);

        assertThat(server.requests).containsExactly("POST /subjects/a-value/versions " + LONG_JSON);
        assertThat(server.contentTypes).containsExactly("application/vnd.schemaregistry.v1+json");
        assertThat(server.authorizations).containsExactly("null");
    }

    @Test
    void byId_asksOnce() {
        server.then(200, LONG_JSON);

        assertThat(registry.byId(7)).isEqualTo(LONG);
        assertThat(registry.byId(7)).isEqualTo(LONG);

        assertThat(server.requests).containsExactly("GET /schemas/ids/7");
    }

    @Test
    void subjectsInPaths_areEscaped() {
        server.then(200, "{\"id\":7}");

        registry.register("a b/c%d+e\u00e9", LONG);

        assertThat(server.requests)
                .singleElement()
                .asString()
                .startsWith("POST /subjects/a%20b%2Fc%25d%2Be%C3%A9/versions ");
    }

    @Test
    void lookup_postsToTheSubject() {
        server.then(200, "{\"subject\":\"a\",\"version\":3,\"id\":7,\"schema\":\"\\\"long\\\"\"}")
                .then(404, SCHEMA_NOT_FOUND)
                .then(404, SUBJECT_NOT_FOUND);

        assertThat(registry.lookup("a", LONG)).contains(new RegisteredSchema("a", 3, 7, LONG));
        assertThat(registry.lookup("a", LONG)).isEmpty();
        assertThat(registry.lookup("a", LONG)).isEmpty();
        assertThat(server.requests).startsWith("POST /subjects/a " + LONG_JSON);
    }

    @Test
    void latest_asksForTheLatestVersion() {
        server.then(200, "{\"subject\":\"a\",\"version\":3,\"id\":7,\"schema\":\"\\\"long\\\"\"}")
                .then(404, SUBJECT_NOT_FOUND);

        assertThat(registry.latest("a")).contains(new RegisteredSchema("a", 3, 7, LONG));
        assertThat(registry.latest("b")).isEmpty();
        assertThat(server.requests)
                .containsExactly("GET /subjects/a/versions/latest", "GET /subjects/b/versions/latest");
    }

    @Test
    void subjects_areSorted() {
        server.then(200, "[\"b\",\"a\"]");

        assertThat(registry.subjects()).containsExactly("a", "b");
    }

    @Test
    void isCompatible_asksAboutAllVersions_whereAllCount() {
        server.then(200, TRANSITIVE)
                .then(200, "{\"is_compatible\":false}")
                .then(200, TRANSITIVE)
                .then(200, "{\"is_compatible\":true}");

        assertThat(registry.isCompatible("a", LONG)).isFalse();
        assertThat(registry.isCompatible("a", LONG)).isTrue();
        assertThat(server.requests)
                .startsWith(
                        "GET /config/a?defaultToGlobal=true", "POST /compatibility/subjects/a/versions " + LONG_JSON);
    }

    @Test
    void isCompatible_asksAboutTheLatest_whereOnlyItCounts() {
        server.then(200, "{\"compatibilityLevel\":\"FULL\"}").then(200, "{\"is_compatible\":true}");

        assertThat(registry.isCompatible("a", LONG)).isTrue();
        assertThat(server.requests)
                .containsExactly(
                        "GET /config/a?defaultToGlobal=true",
                        "POST /compatibility/subjects/a/versions/latest " + LONG_JSON);
    }

    @Test
    void isCompatible_asksAboutTheLatestWhereAllCannotBeAsked() {
        server.then(200, TRANSITIVE)
                .then(405, "{\"error_code\":405,\"message\":\"HTTP 405 Method Not Allowed\"}")
                .then(200, "{\"is_compatible\":true}");

        assertThat(registry.isCompatible("a", LONG)).isTrue();
        assertThat(server.requests).last().asString().startsWith("POST /compatibility/subjects/a/versions/latest ");
    }

    @Test
    void isCompatible_takesNothingElseForAnAnswer() {
        server.then(200, TRANSITIVE).then(200, "{\"compatible\":true}");

        assertThatThrownBy(() -> registry.isCompatible("a", LONG)).hasMessageContaining("is_compatible");
    }

    @Test
    void isCompatible_holdsWhereThereIsNoVersion() {
        server.then(200, TRANSITIVE).then(404, SUBJECT_NOT_FOUND);

        assertThat(registry.isCompatible("a", LONG)).isTrue();
    }

    @Test
    void aSubjectWithoutALevel_hasTheGlobalOne() {
        server.then(404, "{\"error_code\":40408,\"message\":\"not configured\"}")
                .then(200, "{\"compatibilityLevel\":\"FULL\"}");

        assertThat(registry.compatibility("a")).isEqualTo(CompatibilityLevel.FULL);
        assertThat(server.requests).containsExactly("GET /config/a?defaultToGlobal=true", "GET /config");
    }

    @Test
    void levels_areReadUnderBothNamesThatRegistriesUse() {
        server.then(200, "{\"compatibilityLevel\":\"FORWARD\"}").then(200, "{\"compatibility\":\"NONE\"}");

        assertThat(registry.compatibility("a")).isEqualTo(CompatibilityLevel.FORWARD);
        assertThat(registry.compatibility()).isEqualTo(CompatibilityLevel.NONE);
    }

    @Test
    void levels_areSet() {
        server.then(200, "{\"compatibility\":\"FULL_TRANSITIVE\"}");

        registry.setCompatibility(CompatibilityLevel.FULL_TRANSITIVE);
        registry.setCompatibility("a", CompatibilityLevel.NONE);

        assertThat(server.requests)
                .containsExactly(
                        "PUT /config {\"compatibility\":\"FULL_TRANSITIVE\"}",
                        "PUT /config/a {\"compatibility\":\"NONE\"}");
    }

    // --- errors ---

    @Test
    void anUnknownId_isItsOwnErrorAndIsAskedAgain() {
        server.then(404, SCHEMA_NOT_FOUND).then(200, LONG_JSON);

        assertThatThrownBy(() -> registry.byId(7))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessageContaining("schema id 7")
                .hasMessageContaining("Schema not found");
        assertThat(registry.byId(7)).as("registered meanwhile").isEqualTo(LONG);
    }

    @Test
    void anIncompatibleSchema_isItsOwnError() {
        server.then(409, "{\"error_code\":409,\"message\":\"READER_FIELD_MISSING_DEFAULT_VALUE, field age\"}");

        assertThatThrownBy(() -> registry.register("a-value", LONG))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining("a-value")
                .hasMessageContaining("READER_FIELD_MISSING_DEFAULT_VALUE, field age");
    }

    @Test
    void otherErrors_carryTheRegistrysCodeAndMessageInOneLine() {
        server.then(422, "{\"error_code\":42201,\"message\":\"Invalid schema\\n at line 1\"}");

        assertThatThrownBy(() -> registry.register("a", LONG))
                .isInstanceOfSatisfying(
                        SchemaRegistryException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(42201))
                .hasMessageContaining("answers 422, error code 42201: Invalid schema  at line 1")
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 405, 409, 422})
    void errorsOfTheRequest_areNotTriedAgain(int status) {
        server.then(status, "");

        assertThatThrownBy(() -> registry.subjects())
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("answers " + status);
        assertThat(server.requests).hasSize(1);
        assertThat(pauses).isEmpty();
    }

    @Test
    void aPageThatIsNotTheRegistrys_isNoEmptyAnswer() {
        server.then(404, "<html>no such page</html>");

        assertThatThrownBy(() -> registry.latest("a"))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("answers 404");
        assertThatThrownBy(() -> registry.byId(1)).isExactlyInstanceOf(SchemaRegistryException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "<html>", "{}", "{\"schema\":7}", "{\"schema\":\"no schema\"}"})
    void anAnswerWithoutASchema_isAnError(String body) {
        server.then(200, body);

        assertThatThrownBy(() -> registry.byId(7)).isExactlyInstanceOf(SchemaRegistryException.class);
        assertThat(server.requests).as("asked once: it would not change").hasSize(1);
    }

    @Test
    void aSchemaOfAnotherType_isUnknown() {
        server.then(200, "{\"schema\":\"\\\"long\\\"\",\"schemaType\":\"JSON\"}");

        assertThatThrownBy(() -> registry.byId(7))
                .as("no fault of the registry, but of the record that names it")
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessageContaining("JSON");
    }

    @Test
    void answersWithoutWhatWasAskedFor_areErrors() {
        server.then(200, "{\"id\":\"seven\"}");
        assertThatThrownBy(() -> registry.register("a", LONG)).hasMessageContaining("without what was asked for: id");

        assertThatThrownBy(() -> registry.subjects()).hasMessageContaining("a list of subjects");
        assertThatThrownBy(() -> registry.compatibility()).hasMessageContaining("a compatibility level");
    }

    @Test
    void redirects_areNotFollowed() throws IOException {
        try (ScriptedServer elsewhere = new ScriptedServer().then(200, "[]")) {
            server.then(exchange -> {
                exchange.getResponseHeaders().add("Location", elsewhere.uri() + "/subjects");
                exchange.sendResponseHeaders(302, -1);
            });

            assertThatThrownBy(() -> registry.subjects()).hasMessageContaining("answers 302");
            assertThat(elsewhere.requests).isEmpty();
        }
    }

    // --- trying again ---

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504, 429})
    void passingErrors_areTriedAgainAfterGrowingPauses(int status) {
        server.then(status, "{\"error_code\":50001,\"message\":\"store\"}")
                .then(status, "")
                .then(status, "")
                .then(200, LONG_JSON);

        assertThat(registry.byId(1)).isEqualTo(LONG);
        assertThat(server.requests).hasSize(4);
        assertThat(pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(400));
    }

    @Test
    void attempts_areBounded_andTheLastProblemIsTold() {
        server.then(503, "{\"error_code\":50302,\"message\":\"no leader\"}");
        HttpSchemaRegistry patient = registry(new HttpRegistryConfig(
                List.of(server.uri()),
                null,
                null,
                Duration.ofSeconds(5),
                4,
                Duration.ofMillis(300),
                Duration.ofMillis(500),
                1024));

        assertThatThrownBy(patient::subjects)
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("after 4 attempts")
                .hasMessageContaining("error code 50302: no leader");
        assertThat(server.requests).hasSize(4);
        assertThat(pauses).containsExactly(Duration.ofMillis(300), Duration.ofMillis(500), Duration.ofMillis(500));
    }

    @Test
    void nobodyListening_isTriedAgainAndTold() throws IOException {
        URI nobody = nobody();

        assertThatThrownBy(() ->
                        registry(HttpRegistryConfig.of(nobody).withAttempts(3)).subjects())
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("after 3 attempts")
                .hasMessageContaining(nobody.toString())
                .hasMessageContaining("ConnectException");
        assertThat(pauses).hasSize(2);
    }

    @Test
    void theNextAddress_isAskedAtOnceAndFirstFromThenOn() throws IOException {
        server.then(503, "");
        try (ScriptedServer second = new ScriptedServer().then(200, "[]")) {
            HttpSchemaRegistry both = registry(HttpRegistryConfig.of(nobody(), server.uri(), second.uri()));

            both.subjects();
            both.subjects();

            assertThat(server.requests).hasSize(1);
            assertThat(second.requests).hasSize(2);
            assertThat(pauses).isEmpty();
        }
    }

    @Test
    void anAnswerThatNeverEnds_isGivenUpAndTriedAgain() {
        server.thenStalls().then(200, "[\"a\"]");
        HttpSchemaRegistry impatient =
                registry(HttpRegistryConfig.of(server.uri()).withTimeout(Duration.ofMillis(200)));

        assertThat(impatient.subjects()).containsExactly("a");
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void anInterruptedThread_stopsWaitingAndStaysInterrupted() {
        server.thenStalls();
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> registry.subjects())
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    // --- caps and credentials ---

    @Test
    void anAnswerAtTheLimit_isRead() {
        String body = "[\"" + "a".repeat(96) + "\"]";
        server.then(200, body);

        assertThat(registry(HttpRegistryConfig.of(server.uri()).withMaxResponseBytes(body.length()))
                        .subjects())
                .hasSize(1);
    }

    @Test
    void anAnswerBeyondTheLimit_isRejectedWhileItIsRead() {
        AtomicLong sent = new AtomicLong();
        long endless = 1L << 32;
        server.then(exchange -> {
            exchange.sendResponseHeaders(200, endless);
            OutputStream body = exchange.getResponseBody();
            byte[] part = new byte[64 * 1024];
            while (sent.get() < endless) {
                body.write(part); // fails once the client has hung up
                sent.addAndGet(part.length);
            }
        });

        assertThatThrownBy(() -> registry(HttpRegistryConfig.of(server.uri()).withMaxResponseBytes(100_000))
                        .subjects())
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessageContaining("longer than 100000 bytes");
        assertThat(sent).hasValueLessThan(64L << 20);
        assertThat(server.requests).as("asked once: it would not change").hasSize(1);
    }

    @Test
    void credentialsOfTheAddress_areSentAndStandInNoMessage() {
        server.then(200, "[]").then(401, "{\"error_code\":40101,\"message\":\"Unauthorized\"}");
        HttpSchemaRegistry secured =
                registry(HttpRegistryConfig.of(URI.create("http://user:sesame@" + server.authority())));

        secured.subjects();
        assertThat(server.authorizations).containsExactly("Basic dXNlcjpzZXNhbWU=");

        assertThatThrownBy(secured::subjects)
                .hasMessageContaining("answers 401, error code 40101")
                .hasMessageNotContaining("sesame");
        assertThat(secured.toString()).contains(server.authority()).doesNotContain("sesame");
    }

    @Test
    void credentialsBesideTheAddress_areSent_unlessItHasItsOwn() {
        server.then(200, "[]").then(200, "[]").then(200, "[]");
        HttpRegistryConfig plain = HttpRegistryConfig.of(server.uri());
        HttpRegistryConfig own = HttpRegistryConfig.of(URI.create("http://user:sesame@" + server.authority()));

        registry(plain.withCredentials("user:sesame")).subjects();
        registry(plain.withToken("abc")).subjects();
        registry(own.withToken("abc")).subjects();

        assertThat(server.authorizations)
                .containsExactly("Basic dXNlcjpzZXNhbWU=", "Bearer abc", "Basic dXNlcjpzZXNhbWU=");
        assertThat(plain.withCredentials("user:sesame").toString()).doesNotContain("dXNlcjpzZXNhbWU=", "sesame");
    }

    @Test
    void credentials_standInNoMessageWhereNobodyAnswers() throws IOException {
        URI nobody = URI.create(nobody().toString().replace("http://", "http://user:sesame@"));

        assertThatThrownBy(() ->
                        registry(HttpRegistryConfig.of(nobody).withAttempts(1)).subjects())
                .hasMessageContaining("after 1 attempt at")
                .hasMessageNotContaining("sesame");
    }

    /** An address on which nobody listens. */
    private static URI nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }
}
