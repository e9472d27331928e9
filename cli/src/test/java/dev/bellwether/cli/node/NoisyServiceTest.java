package dev.bellwether.cli.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationException;
import dev.bellwether.cli.config.ConfigurationFile;
import dev.bellwether.cli.node.Replay.Application;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import dev.bellwether.facts.RedWindow;
import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.VerdictStatus;
import dev.bellwether.processors.fold.FoldTopology;
import dev.bellwether.processors.runtime.StreamsMeters;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.FactJson;
import dev.bellwether.schemas.OtlpHeaders;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import dev.bellwether.testing.LocalSchemas;
import dev.bellwether.testing.OtlpPayloads;
import dev.bellwether.testing.SpanBuilder;
import dev.bellwether.testing.TracesBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One service goes beyond every limit, and somebody makes services up; beside them a quiet one rolls out a bad version. All that is said of
 * the quiet one, from OTLP to windows, verdict and alerts, is byte for byte what is said of it when it is alone.
 */
class NoisyServiceTest {

    private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
    private static final String QUIET = "default/default/checkout";
    private static final String NOISY = "default/default/noisy";

    /** Seconds with requests, of which the noise is silent in the first ones: who is in first stays in. */
    private static final int SECONDS = 65;

    private static final int NOISE_FROM = 5;
    private static final int BAD_VERSION_FROM = 40;

    private static final Map<String, String> LIMITS = Map.of(
            "windows.max-services", "6",
            "windows.max-versions", "4",
            "windows.max-operations", "20",
            "fold.max-operations", "30",
            "alerting.range", "30s",
            "alerting.error-ratio-for", "5s",
            "verification.first-versions", "10s");

    private final FactCodec codec = new FactCodec(new LocalSchemas());
    private final Topics topics = Topics.standard();

    @TempDir
    private Path state;

    /**
     * A record on a topic of facts, to be compared.
     *
     * @param value in hexadecimal digits
     * @param words for people
     */
    private record Said(String topic, String key, String value, String words, Instant at) {}

    @Test
    void noise_changesNothingOfWhatIsSaidOfAQuietService() throws ConfigurationException {
        List<TestRecord<String, byte[]>> alone = new ArrayList<>();
        List<TestRecord<String, byte[]>> beside = new ArrayList<>();
        List<Said> ofQuietAlone = ofQuiet(run("alone", false, alone));
        Map<Topic, List<TestRecord<String, byte[]>>> withNoise = run("beside", true, beside);

        assertThat(ofQuiet(withNoise)).isEqualTo(ofQuietAlone);

        assertThat(beside.size()).as("deltas of the noise").isGreaterThan(4 * alone.size());
        List<RedWindow> noisy = withNoise.getOrDefault(topics.redWindows(), List.of()).stream()
                .filter(record -> record.key().equals(NOISY))
                .map(record -> codec.decode(record.value(), RedWindow.class))
                .toList();
        assertThat(noisy).as("it is beyond its limits").anySatisfy(window -> {
            assertThat(window.getOperation()).isEqualTo("~other");
            assertThat(window.getVersion()).isEqualTo("~other");
        });
        assertThat(ofQuietAlone.stream().map(Said::topic).distinct())
                .as("there is something that could have changed")
                .contains(
                        topics.redWindows().name(),
                        topics.verdicts().name(),
                        topics.deployments().name(),
                        topics.alerts().name(),
                        topics.alertEvents().name());
        assertThat(withNoise.getOrDefault(topics.verdicts(), List.of()))
                .filteredOn(record -> record.key().equals(QUIET))
                .extracting(
                        record -> codec.decode(record.value(), Verdict.class).getStatus())
                .contains(VerdictStatus.FAIL);
        assertThat(withNoise.getOrDefault(topics.alertEvents(), List.of()))
                .extracting(record -> codec.decode(record.value(), Alert.class))
                .anyMatch(alert -> isOfQuiet(alert) && alert.getState() == AlertState.FIRING);
    }

    private List<Said> ofQuiet(Map<Topic, List<TestRecord<String, byte[]>>> facts) {
        Map<String, List<Said>> byTopic = new TreeMap<>();
        facts.forEach((topic, records) -> byTopic.put(
                topic.name(),
                records.stream()
                        .filter(record -> isOfQuiet(topic, record))
                        .map(record -> new Said(
                                topic.name(),
                                record.key(),
                                HexFormat.of().formatHex(record.value()),
                                FactJson.write(codec.decode(record.value())),
                                record.getRecordTime()))
                        .toList()));
        return byTopic.values().stream().flatMap(List::stream).toList();
    }

    private boolean isOfQuiet(Topic topic, TestRecord<String, byte[]> record) {
        return topic.equals(topics.alerts()) || topic.equals(topics.alertEvents())
                ? isOfQuiet(codec.decode(record.value(), Alert.class))
                : record.key().equals(QUIET);
    }

    private static boolean isOfQuiet(Alert alert) {
        return "checkout".equals(alert.getLabels().get("service"));
    }

    /** All facts that come of it. */
    private Map<Topic, List<TestRecord<String, byte[]>>> run(
            String name, boolean noise, List<TestRecord<String, byte[]>> deltas) throws ConfigurationException {
        deltas.addAll(folded(state.resolve(name).resolve("fold"), noise));
        List<ConsumerRecord<String, byte[]>> input = new ArrayList<>();
        for (TestRecord<String, byte[]> delta : deltas) {
            input.add(new ConsumerRecord<>(
                    topics.redDeltas().name(),
                    0,
                    input.size(),
                    delta.timestamp(),
                    TimestampType.CREATE_TIME,
                    -1,
                    -1,
                    delta.key(),
                    delta.value(),
                    new RecordHeaders(),
                    Optional.empty()));
        }
        Map<Topic, List<TestRecord<String, byte[]>>> facts =
                new TreeMap<>((one, other) -> one.name().compareTo(other.name()));
        for (Application application : Application.values()) {
            facts.putAll(Replay.with(LIMITS, codec, state.resolve(name).resolve(application.id()))
                    .run(application, input));
        }
        return facts;
    }

    private List<TestRecord<String, byte[]>> folded(Path folder, boolean noise) throws ConfigurationException {
        Parts parts = Parts.of(Configuration.of(ConfigurationFile.Contents.NONE, Map.of(), LIMITS));
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "fold");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "not-used:9092");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        try (TopologyTestDriver driver = new TopologyTestDriver(
                FoldTopology.build(topics, codec, parts.fold(), 1, StreamsMeters.atOnce(new SimpleMeterRegistry())),
                properties,
                TEN)) {
            TestInputTopic<byte[], byte[]> spans = driver.createInputTopic(
                    topics.otlpSpans().name(), new ByteArraySerializer(), new ByteArraySerializer());
            for (int second = 0; second < SECONDS; second++) {
                Instant at = TEN.plusSeconds(second);
                TracesBuilder request = OtlpPayloads.traces();
                if (noise && second >= NOISE_FROM && second % 2 == 0) {
                    spans.pipeInput(new TestRecord<>(
                            null, noise(OtlpPayloads.traces(), second).bytes(), new RecordHeaders(), at));
                } else if (noise && second >= NOISE_FROM) {
                    noise(request, second); // as a Collector that many share would send them
                }
                spans.pipeInput(new TestRecord<>(null, quiet(request, second).bytes(), new RecordHeaders(), at));
            }
            for (int second = SECONDS; second < SECONDS + 40; second++) {
                RecordHeaders tick = new RecordHeaders();
                tick.add(OtlpHeaders.TICK, new byte[0]);
                spans.pipeInput(new TestRecord<>(null, new byte[0], tick, TEN.plusSeconds(second)));
            }
            return driver.createOutputTopic(
                            topics.redDeltas().name(), new StringDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList();
        }
    }

    private static TracesBuilder quiet(TracesBuilder request, int second) {
        request.resource("checkout", "1.0").spans(40, (span, i) -> quiet(span, second, i, i == 0));
        if (second >= BAD_VERSION_FROM) {
            request.resource("checkout", "2.0").spans(20, (span, i) -> quiet(span, second, 40 + i, i % 2 == 0));
        }
        return request;
    }

    private static void quiet(SpanBuilder span, int second, int number, boolean fails) {
        span.ids(String.format("%032x", 1 + second * 100 + number), String.format("%016x", 1 + second * 100 + number))
                .http("GET", "/" + number % 3, fails ? 500 : 200)
                .startNanos(nanos(second, number))
                .durationNanos(1_000_000L * (number + 1));
    }

    /** Operations and versions that nobody has seen before, and services. */
    private static TracesBuilder noise(TracesBuilder request, int second) {
        request.resource("noisy", "1.0")
                .spans(
                        40,
                        (span, i) -> span.server("operation " + second + "x" + i + "y")
                                .startNanos(nanos(second, i))
                                .durationNanos(1_000)
                                .error());
        for (int made = 0; made < 6; made++) {
            String id = second + "-" + made;
            request.resource("noisy", id)
                    .span(span -> span.http("GET", "/" + id, 500)
                            .startNanos(nanos(second, 0))
                            .durationNanos(1_000));
            request.resource("made-up-" + id, "1.0")
                    .span(span -> span.http("GET", "/", 500)
                            .startNanos(nanos(second, 0))
                            .durationNanos(1_000));
        }
        return request;
    }

    private static long nanos(int second, int number) {
        return TEN.plusSeconds(second).toEpochMilli() * 1_000_000 + number;
    }
}
