package dev.bellwether.cli;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellwether.demo.ShopMain;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The distribution in processes of its own, as somebody uses it who has only the README. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ITServe {

    private static final int SPANS = 7;
    private static final int ERRORS = 2;
    private static final String RULES = "groups: [{name: shop, rules: [{alert: Down, expr: up == 0}]}]\n";

    @TempDir
    static Path folder;

    private static Path data;
    private static Distribution distribution;
    private static ServeProcess serve;

    /** What was sent, by service and version. */
    private static final Map<String, Totals> sent = new TreeMap<>();

    /** Entry spans, and those with status ERROR. */
    private record Totals(long calls, long errors) {

        Totals plus(Totals other) {
            return new Totals(calls + other.calls, errors + other.errors);
        }
    }

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        data = folder.resolve("data");
        distribution = Distribution.find(folder);
        Path rules = Files.createDirectory(folder.resolve("rules"));
        Files.writeString(rules.resolve("shop.yml"), RULES);
        serve = ServeProcess.start(
                distribution,
                data,
                "--set",
                "windows.grace=2s",
                "--set",
                "alerting.rules.files=" + rules.resolve("*.yml"));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (serve != null) {
            serve.close();
        }
    }

    @Test
    @Order(1)
    void telemetryFromAnSdkAndFromHand_isCountedExactly() throws IOException, InterruptedException {
        postByHand(serve.otlpHttp());
        sent.put("hello 1.0.0", new Totals(SPANS, ERRORS));
        long clientSpans = runShop(serve.otlpGrpc());

        await().atMost(Launched.PATIENCE_SECONDS, SECONDS)
                .pollInterval(200, MILLISECONDS)
                .untilAsserted(() -> assertThat(windows()).isEqualTo(sent));

        JsonNode services = serve.json("services", "--json", "--range", "5m").get(0);
        Map<String, Totals> shown = new TreeMap<>();
        services.path("services")
                .forEach(row -> shown.put(
                        subject(row),
                        new Totals(
                                row.path("requests").asLong(),
                                row.path("errors").asLong())));
        assertThat(shown).isEqualTo(sent);

        long entrySpans = sent.values().stream().mapToLong(Totals::calls).sum();
        ServeStatus status = new ServeStatus(serve.json("status", "--json").get(0));
        assertThat(status.ready()).isTrue();
        assertThat(status.json().path("lastSeen").isTextual()).isTrue();
        assertThat(status.balance("ingest-items").path("received").asLong()).isEqualTo(entrySpans + clientSpans);
        assertThat(status.balance("ingest-items").path("appended").asLong()).isEqualTo(entrySpans + clientSpans);
        assertThat(status.balance("fold-spans").path("entry").asLong()).isEqualTo(entrySpans);
        assertThat(status.balance("windows").path("read").asLong()).isEqualTo(entrySpans);
        assertThat(status.balance("windows").path("applied").asLong()).isEqualTo(entrySpans);
        assertThat(status.balance("windows").path("late").asLong()).isZero();
    }

    @Test
    @Order(2)
    void whatIsShownToAPerson_namesServicesAndRoles() throws IOException, InterruptedException {
        Launched services = serve.ask("services", "--range", "5m");
        Launched status = serve.ask("status");

        assertThat(services.outLines().get(0)).matches("SERVICE +VERSION +REQ/S +ERRORS +P50 +P99 +DEPLOYMENT");
        assertThat(services.outLines()).anyMatch(line -> line.matches("hello +1\\.0\\.0 +0\\.02 +28\\.57 % .* ms.*"));
        assertThat(services.outLines()).anyMatch(line -> line.matches("demo/shop/checkout +2\\.4\\.0 .*"));
        assertThat(status.outLines().get(0)).endsWith(": ready");
        assertThat(status.outLines()).anyMatch(line -> line.matches("  fold +RUNNING"));
    }

    @Test
    @Order(3)
    void aDeploymentWithoutAVerdict_isWaitedForAsLongAsAsked() throws IOException, InterruptedException {
        Launched start = serve.ask("deploy", "start", "--service", "hello", "--version", "v2.0.0", "--weight", "10");
        Launched verdict = serve.ask("verdict", "await", "--service", "hello", "--version", "2.0.0", "--timeout", "3s");

        assertThat(start.code()).as(start.toString()).isZero();
        assertThat(start.outLines())
                .singleElement()
                .asString()
                .matches("hello v2\\.0\\.0 \\(default/default/hello\\): deployment [0-9a-f]{16} STARTED");
        assertThat(verdict.code()).as(verdict.toString()).isEqualTo(3);
        assertThat(verdict.errLines())
                .containsExactly(
                        "waiting: the deployment is being judged", "no final verdict on hello 2.0.0 within 3s");
        assertThat(serve.ask("deploy", "list").outLines())
                .hasSize(2)
                .anyMatch(line -> line.matches("[0-9a-f]{16}  hello +2\\.0\\.0 +1\\.0\\.0 +STARTED +20.*Z"));
    }

    @Test
    @Order(4)
    void rulesOfTheConfiguration_areInPlace_andReadAgainWhenAsked_unlessAnyIsWrong()
            throws IOException, InterruptedException {
        assertThat(serve.json("rules", "list", "--json"))
                .singleElement()
                .satisfies(file -> assertThat(file.path("origin").asText()).isEqualTo("files"))
                .satisfies(file -> assertThat(file.path("file").asText()).isEqualTo("shop.yml"));
        Path more = Files.writeString(folder.resolve("rules/more.yml"), RULES);
        assertThat(reload().statusCode()).isEqualTo(200);
        Files.writeString(more, RULES.replace("up == 0", "up =="));
        Files.delete(folder.resolve("rules/shop.yml"));

        HttpResponse<String> refused = reload();

        assertThat(refused.statusCode()).isEqualTo(500);
        assertThat(ServerClient.JSON
                        .readTree(refused.body())
                        .at("/error/problems/0")
                        .asText())
                .startsWith(more + ":1:");
        assertThat(serve.json("rules", "list", "--json"))
                .extracting(file -> file.path("file").asText())
                .containsExactly("more.yml", "shop.yml");
        Launched start = distribution.run(
                ServeProcess.arguments(folder.resolve("other"), "--set", "alerting.rules.files=" + more));
        assertThat(complaints(start)).anyMatch(line -> line.startsWith("  " + more + ":1:"));
        assertThat(start.code()).isEqualTo(64);
    }

    private static HttpResponse<String> reload() throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(serve.address("HTTP API").resolve("/-/reload"))
                                .POST(HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    @Order(5)
    void aSecondServeOnTheSameFolder_namesThePidOfTheFirst() throws IOException, InterruptedException {
        Launched second = distribution.run(ServeProcess.arguments(data));

        assertThat(complaints(second))
                .containsExactly("bellwether: data folder " + data + " is in use by the process with pid " + serve.pid()
                        + ": stop it, or choose another folder");
        assertThat(second.code()).isEqualTo(1);
    }

    @Test
    @Order(6)
    void aTakenPort_isNamedWithItsSetting() throws IOException, InterruptedException {
        int port = serve.otlpGrpc().getPort();

        Launched second =
                distribution.run(ServeProcess.arguments(folder.resolve("other"), "--set", "ingest.grpc-port=" + port));

        assertThat(complaints(second))
                .singleElement()
                .asString()
                .contains("127.0.0.1", String.valueOf(port), "ingest.grpc-port");
        assertThat(second.code()).isEqualTo(1);
    }

    /** Root may write anywhere, so a file stands in the place of a folder that cannot be written. */
    @Test
    @Order(7)
    void aFolderThatCannotBeUsed_isNamed() throws IOException, InterruptedException {
        Path file = Files.createFile(folder.resolve("a-file"));

        Launched second = distribution.run(ServeProcess.arguments(file));

        assertThat(complaints(second))
                .singleElement()
                .asString()
                .startsWith("bellwether: data folder " + file + " is not a folder: ");
        assertThat(second.code()).isEqualTo(1);
    }

    @Test
    @Order(8)
    void wrongSettings_areAllNamed() throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("b.yaml"), "ingest:\n  grpc-prot: 4317\nwindows.grace: soon\n");

        Launched second =
                distribution.run(ServeProcess.arguments(data, "--config", file.toString(), "--set", "colour=red"));

        assertThat(complaints(second))
                .hasSize(4)
                .contains("  " + file + ":2:3: unknown setting ingest.grpc-prot (did you mean ingest.grpc-port?)");
        assertThat(second.code()).isEqualTo(64);
    }

    @Test
    @Order(9)
    void whatWasThere_isThereAfterARestart() throws IOException, InterruptedException {
        Launched first = serve.stop();

        assertThat(first.code()).as(first.toString()).isZero();
        assertThat(first.errLines()).contains("stopping").noneMatch(ITServe::isTrouble);

        serve = ServeProcess.start(distribution, data, "--set", "windows.grace=2s", "--set", "log.format=json");
        assertThat(windows()).isEqualTo(sent);
        assertThat(serve.json("tail", "deployments", "--from", "beginning", "--no-follow"))
                .anyMatch(event -> event.path("service").asText().equals("hello")
                        && event.path("phase").asText().equals("STARTED"));
    }

    @Test
    @Order(10)
    void theLogInJson_isALineOfTheElasticCommonSchemaForEachEvent() throws IOException {
        List<String> events = serve.log().stream()
                .filter(line -> !line.startsWith("starting "))
                .toList();

        assertThat(events).hasSizeGreaterThan(5).allSatisfy(line -> {
            JsonNode event = ServerClient.JSON.readTree(line);
            assertThat(event.path("@timestamp").asText())
                    .matches("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
            assertThat(event.path("log.level").asText()).isIn("INFO", "WARN");
            assertThat(event.path("log.logger").asText()).startsWith("dev.bellwether.");
            assertThat(event.path("message").asText()).isNotBlank();
            assertThat(event.path("service.name").asText()).isEqualTo("bellwether");
            assertThat(event.path("ecs.version").asText()).isNotBlank();
        });
    }

    @Test
    @Order(11)
    void aSecondSignal_endsItAtOnce() throws InterruptedException {
        assertThat(serve.stopAtOnce().code()).isEqualTo(130);
    }

    /** Sums over the newest revision of each window, read from the topic. */
    private static Map<String, Totals> windows() throws IOException, InterruptedException {
        Map<List<String>, JsonNode> newest =
                new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        for (JsonNode window : serve.json("tail", "red-windows", "--from", "beginning", "--no-follow")) {
            newest.merge(
                    List.of(
                            window.path("key").asText(),
                            window.path("version").asText(),
                            window.path("operation").asText(),
                            window.path("windowStart").asText()),
                    window,
                    (a, b) -> a.path("revision").asInt() > b.path("revision").asInt() ? a : b);
        }
        Map<String, Totals> totals = new TreeMap<>();
        newest.values()
                .forEach(window -> totals.merge(
                        subject(window),
                        new Totals(
                                window.path("calls").asLong(),
                                window.path("errors").asLong()),
                        Totals::plus));
        return totals;
    }

    private static String subject(JsonNode fact) {
        return fact.path("service").asText() + " " + fact.path("version").asText();
    }

    /** Some seconds of a shop; what it sent is what its ledger says. Returns how many spans were no entry spans. */
    private static long runShop(URI endpoint) throws IOException, InterruptedException {
        Launched shop = distribution.runMain(
                ShopMain.class.getName(),
                "--endpoint",
                endpoint.toString(),
                "--seconds",
                "4",
                "--rate",
                "50",
                "--canary",
                "checkout:2.4.0:0.2");
        assertThat(shop.code()).as(shop.toString()).isZero();
        JsonNode ledger = ServerClient.JSON.readTree(String.join("\n", shop.outLines()));
        long others = 0;
        for (JsonNode version : ledger.path("versions")) {
            Totals totals = new Totals(
                    version.path("requests").asLong(), version.path("errors").asLong());
            assertThat(totals.calls()).isPositive();
            sent.put(subject(version), totals);
            others += version.path("spans").path("ended").asLong() - totals.calls();
        }
        assertThat(sent).hasSize(6);
        return others;
    }

    private static void postByHand(URI endpoint) throws IOException, InterruptedException {
        long now = Instant.now().getEpochSecond();
        List<String> spans = new ArrayList<>();
        for (int i = 0; i < SPANS; i++) {
            spans.add("""
                    {"traceId":"5b8efff798038103d269b633813fc6%02x","spanId":"eee19b7ec3c1b1%02x","name":"GET /","kind":2,
                     "startTimeUnixNano":"%d000000000","endTimeUnixNano":"%d020000000","status":{"code":%d}}""".formatted(i, i, now, now, i < ERRORS ? 2 : 0));
        }
        String request = """
                {"resourceSpans":[{"resource":{"attributes":[
                  {"key":"service.name","value":{"stringValue":"hello"}},
                  {"key":"service.version","value":{"stringValue":"v1.0.0"}}]},
                 "scopeSpans":[{"spans":[%s]}]}]}""".formatted(String.join(",", spans));
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(endpoint.resolve("/v1/traces"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(request))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** What a person reads who is refused: without the progress and the log before it, and never a stack trace. */
    private static List<String> complaints(Launched process) throws IOException {
        assertThat(process.errLines()).noneMatch(line -> line.startsWith("\tat "));
        assertThat(process.outLines()).isEmpty();
        List<String> lines = process.errLines();
        return lines.stream()
                .dropWhile(line -> !line.startsWith("bellwether: "))
                .toList();
    }

    private static boolean isTrouble(String line) {
        return line.startsWith("\tat ") || line.matches("\\S+Z (WARN|ERROR) .*");
    }
}
