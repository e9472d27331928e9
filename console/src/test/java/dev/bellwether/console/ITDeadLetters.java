package dev.bellwether.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import dev.bellwether.console.letters.LetterLimits;
import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.schemas.DeadLetterHeaders;
import dev.bellwether.schemas.OtlpHeaders;
import dev.bellwether.schemas.ReplayHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Dead letters over HTTP, on a real broker: listed, shown, and written back in a transaction with their marks. */
@ExtendWith(SharedBroker.class)
class ITDeadLetters {

    private static final int PARTITION = 1;

    private static String bootstrapServers = "";

    /** Shared: each test has an application of its own. */
    private static Rig rig;

    private final String application = "app-" + UUID.randomUUID();

    @BeforeAll
    static void start(EmbeddedBroker broker) throws Exception {
        bootstrapServers = broker.bootstrapServers();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic("otlp_spans", 2, (short) 1)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            assertThat(e).hasCauseInstanceOf(TopicExistsException.class);
        }
        rig = Rig.started(
                bootstrapServers,
                ConsoleConfig.STANDARD
                        .withPort(0)
                        .withLetters(LetterLimits.STANDARD.withBrokerPatience(Duration.ofSeconds(4))));
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    /** A letter as the applications write it; its value tells it from those of other tests. */
    private String die(String topic, long offset, String reason, int replays) {
        String value = UUID.randomUUID().toString();
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(rig.topics.deadLetters().name(), "key".getBytes(UTF_8), value.getBytes(UTF_8));
        letter.headers().add(OtlpHeaders.HASH, new byte[16]);
        Map<String, String> headers = Map.of(
                DeadLetterHeaders.APPLICATION,
                application,
                DeadLetterHeaders.SOURCE_TOPIC,
                topic,
                DeadLetterHeaders.SOURCE_PARTITION,
                Integer.toString(PARTITION),
                DeadLetterHeaders.SOURCE_OFFSET,
                Long.toString(offset),
                DeadLetterHeaders.REASON,
                reason);
        headers.forEach((name, text) -> letter.headers().add(name, text.getBytes(UTF_8)));
        if (replays > 0) {
            letter.headers().add(ReplayHeaders.ADDRESSEE, application.getBytes(UTF_8));
            letter.headers().add(ReplayHeaders.COUNT, Integer.toString(replays).getBytes(UTF_8));
        }
        rig.write(letter);
        return value;
    }

    private List<ConsumerRecord<byte[], byte[]>> writtenBack(String value) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition("otlp_spans", PARTITION);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition)).get(partition));
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (new String(record.value(), UTF_8).equals(value)) {
                        found.add(record);
                    }
                });
            }
        }
        return found;
    }

    /** What there is of this test. */
    private JsonNode listed(String more) {
        return rig.json("/v1/dead-letters?application=" + application + more);
    }

    private String place(int index) {
        return listed("").at("/letters/" + index + "/letter").asText();
    }

    /** @param more fields beside the application, each with a comma before it */
    private JsonNode replay(String more) {
        AggregatedHttpResponse answer =
                rig.post("/v1/dead-letters/replay", "{\"application\":\"" + application + "\"" + more + "}");
        assertThat(answer.status().code()).as(answer.contentUtf8()).isEqualTo(200);
        return Rig.json(answer);
    }

    private static List<String> results(JsonNode answer) {
        return StreamSupport.stream(answer.path("letters").spliterator(), false)
                .map(letter -> letter.path("result").asText())
                .toList();
    }

    private static double counted(String result) {
        return rig.meters
                .get("bellwether.console.letters.replayed")
                .tag("result", result)
                .counter()
                .count();
    }

    @Test
    void letters_areListedByWhatIsAskedFor_withoutTheirBytes() {
        die("otlp_spans", 7, "malformed OTLP at byte 17: x", 0);
        die("otlp_spans", 8, "malformed OTLP at byte 18: x", 2);
        String value = die("otlp_logs", 9, "no value", 0);

        JsonNode all = listed("&limit=2");
        assertThat(all.path("total").asInt()).isEqualTo(3);
        assertThat(all.at("/kinds/0/letters").asInt()).isEqualTo(2);
        assertThat(all.at("/kinds/0/reason").asText()).isEqualTo("malformed OTLP at byte #: x");
        assertThat(all.path("letters")).hasSize(2);

        JsonNode one = listed("&topic=otlp_logs&reason=value");
        assertThat(one.path("total").asInt()).isEqualTo(1);
        JsonNode letter = one.at("/letters/0");
        assertThat(letter.path("offset").asInt()).isEqualTo(9);
        assertThat(letter.path("bytes").asInt()).isEqualTo(value.length());
        assertThat(letter.path("replayed").asBoolean(true)).isFalse();
        assertThat(one.toString()).doesNotContain(value);

        JsonNode whole = rig.json("/v1/dead-letters/" + letter.path("letter").asText());
        assertThat(Base64.getDecoder().decode(whole.path("value").asText()))
                .asString(UTF_8)
                .isEqualTo(value);
        assertThat(rig.get("/v1/dead-letters/0/4711").status().code()).isEqualTo(404);
        assertThat(rig.get("/v1/dead-letters?since=yesterday").status().code()).isEqualTo(400);
    }

    @Test
    void letter_isWrittenBackAsItWas_once_andMarked() {
        double before = counted("replayed");
        String value = die("otlp_spans", 7, "malformed", 1);

        assertThat(results(replay(""))).containsExactly("would_be_replayed");
        assertThat(writtenBack(value)).isEmpty();

        JsonNode done = replay(",\"dryRun\":false");
        assertThat(results(done)).containsExactly("replayed");
        await().untilAsserted(() -> assertThat(writtenBack(value))
                .singleElement()
                .satisfies(record -> {
                    assertThat(record.partition()).isEqualTo(PARTITION);
                    assertThat(record.offset())
                            .isEqualTo(done.at("/letters/0/writtenAt").asLong());
                    assertThat(record.key()).asString(UTF_8).isEqualTo("key");
                    assertThat(record.headers().lastHeader(OtlpHeaders.HASH).value())
                            .hasSize(16);
                    assertThat(record.headers().lastHeader(ReplayHeaders.COUNT).value())
                            .asString(UTF_8)
                            .isEqualTo("2");
                    assertThat(record.headers().headers(ReplayHeaders.ADDRESSEE))
                            .hasSize(1);
                    assertThat(ReplayHeaders.isForAnother(record.headers(), application))
                            .isFalse();
                    assertThat(record.headers().lastHeader(DeadLetterHeaders.REASON))
                            .isNull();
                }));

        assertThat(listed("").at("/letters/0/replayed").asBoolean()).isTrue();
        assertThat(listed("").path("total").asInt()).as("a mark is no letter").isEqualTo(1);
        assertThat(results(replay(",\"dryRun\":false"))).isEmpty();
        assertThat(writtenBack(value)).hasSize(1);
        assertThat(counted("replayed") - before).isEqualTo(1);
    }

    @Test
    void namedLetter_isRefused_whereItWasWrittenBack_unlessForced() {
        double before = counted("refused");
        String value = die("otlp_spans", 7, "malformed", 0);
        String order = ",\"letter\":[\"" + place(0) + "\"],\"dryRun\":false";
        replay(order);

        JsonNode again = replay(order);
        assertThat(results(again)).containsExactly("refused");
        assertThat(again.at("/letters/0/why").asText()).contains("already");
        assertThat(results(replay(order + ",\"force\":true"))).containsExactly("replayed");

        await().untilAsserted(() -> assertThat(writtenBack(value)).hasSize(2));
        assertThat(counted("refused") - before).isEqualTo(1);
    }

    @Test
    void whatDiesAgainAndAgain_isRefused_andTheOthersAreTaken_oldestFirst() {
        String hopeless = die("otlp_spans", 7, "malformed", 3);
        String first = die("otlp_spans", 8, "malformed", 0);
        String second = die("otlp_spans", 9, "malformed", 0);

        JsonNode answer = replay(",\"reason\":\"malformed\",\"dryRun\":false,\"limit\":2");

        assertThat(results(answer)).containsExactly("refused", "replayed");
        assertThat(answer.path("more").asInt()).isEqualTo(1);
        await().untilAsserted(() -> assertThat(writtenBack(first)).hasSize(1));
        assertThat(writtenBack(hopeless)).isEmpty();
        assertThat(writtenBack(second)).isEmpty();
    }

    @Test
    void topicThatIsNotThere_isAFailure_andLeavesNoMark() {
        die("otlp_metrics", 7, "malformed", 0);

        assertThat(results(replay(",\"dryRun\":false"))).containsExactly("failed");

        assertThat(listed("").at("/letters/0/replayed").asBoolean(true)).isFalse();
    }

    @Test
    void wrongOrders_areTold() {
        AggregatedHttpResponse wrong = rig.post(
                "/v1/dead-letters/replay", "{\"letter\":[\"x\"],\"limit\":5000,\"colour\":\"red\",\"dryRun\":\"no\"}");

        assertThat(wrong.status().code()).isEqualTo(400);
        assertThat(Rig.json(wrong).at("/error/problems")).hasSize(4);
        assertThat(rig.client()
                        .post("/v1/dead-letters/replay", "{}")
                        .aggregate()
                        .join()
                        .status()
                        .code())
                .as("a form of a browser")
                .isEqualTo(415);
    }
}
