package dev.bellwether.processors.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.google.protobuf.ByteString;
import com.sun.management.ThreadMXBean;
import dev.bellwether.facts.LogDelta;
import dev.bellwether.facts.LogTemplateDelta;
import dev.bellwether.telemetry.log.MinerLimits;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import dev.bellwether.testing.LogsBuilder;
import dev.bellwether.testing.OtlpPayloads;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogFoldTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final long SEED = 20_261_121;
    private static final long NOON = Instant.parse("2026-01-01T12:00:00Z").toEpochMilli();
    private static final Origin ORIGIN = new Origin("otlp_logs", 2, 4711, NOON + 2_000);

    private final LogFold fold = new LogFold(LogFoldConfig.DEFAULT);

    @Test
    void records_areCountedBySeverity() throws Exception {
        LogsBuilder logs = shop();
        for (int number = 0; number <= 24; number++) {
            for (int times = 0; times <= number / 4; times++) {
                logs.record(text("m").setSeverityNumberValue(number).build());
            }
        }
        LogFold.Folded folded = fold(logs);
        assertThat(folded.records()).isEqualTo(1 + 3 + 8 + 12 + 16 + 20 + 24 + 7);
        LogDelta delta = folded.deltas().get(0);
        assertThat(delta)
                .extracting(
                        LogDelta::getUnspecifiedRecords,
                        LogDelta::getTraceRecords,
                        LogDelta::getDebugRecords,
                        LogDelta::getInfoRecords,
                        LogDelta::getWarnRecords,
                        LogDelta::getErrorRecords,
                        LogDelta::getFatalRecords)
                .containsExactly(1L, 3L + 2, 6L + 3, 9L + 4, 12L + 5, 15L + 6, 18L + 7);
        assertThat(delta.getDerivedSeverities()).isZero();
    }

    @Test
    void severityWithoutNumber_isThatOfItsText() throws Exception {
        LogDelta delta = only(shop().record(text("m").setSeverityText("SEVERE").build())
                .record(text("m").setSeverityText("Notice").build())
                .record(text("m").setSeverityText("whatever").build())
                .record(text("m")
                        .setSeverityNumberValue(9)
                        .setSeverityText("ERROR")
                        .build()));
        assertThat(delta)
                .extracting(
                        LogDelta::getErrorRecords,
                        LogDelta::getInfoRecords,
                        LogDelta::getUnspecifiedRecords,
                        LogDelta::getDerivedSeverities)
                .containsExactly(1L, 2L, 1L, 2L);
    }

    @Test
    void delta_saysWhereItComesFrom() throws Exception {
        LogDelta delta = only(shop().record(text("m").build()));
        assertThat(delta)
                .extracting(
                        LogDelta::getEnvironment,
                        LogDelta::getNamespace,
                        LogDelta::getService,
                        LogDelta::getVersion,
                        LogDelta::getSourceTopic,
                        LogDelta::getSourcePartition,
                        LogDelta::getSourceOffset)
                .containsExactly("default", "default", "shop", "1.2.3", "otlp_logs", 2, 4711L);
        assertThat(delta)
                .extracting(LogDelta::getWindowStart, LogDelta::getWindowEnd, LogDelta::getLogTime)
                .containsExactly(
                        Instant.ofEpochMilli(NOON),
                        Instant.ofEpochMilli(NOON + 5_000),
                        Instant.ofEpochMilli(NOON + 2_000));
    }

    @Test
    void window_isThatOfTheEventsTime_elseOfItsObservation() throws Exception {
        LogFold.Folded folded = fold(shop().record(at(NOON - 1, NOON).build())
                .record(at(0, NOON - 5_001).build())
                .record(at(NOON, NOON - 5_001).build()));
        assertThat(folded.deltas())
                .extracting(delta -> delta.getWindowStart().toEpochMilli() - NOON)
                .containsExactly(-5_000L, -10_000L, 0L);
    }

    @Test
    void timesMissingOrAheadOfTheLog_areSetToLogTime() throws Exception {
        LogFold.Folded folded = fold(shop().record(at(NOON + 7_000, 0).build())
                .record(at(NOON + 7_001, 0).build())
                .record(at(0, 0).build()));
        assertThat(folded.deltas())
                .extracting(delta -> delta.getWindowStart().toEpochMilli() - NOON, LogDelta::getClampedTimes)
                .containsExactly(tuple(5_000L, 0L), tuple(0L, 2L));
    }

    @Test
    void servicesAndVersions_areApart() throws Exception {
        LogFold.Folded folded = fold(OtlpPayloads.logs()
                .resource("cart", "1")
                .record(text("a").build())
                .resource("cart", "2")
                .record(text("b").build())
                .resource("pay", "1")
                .record(text("c").build())
                .resource("cart", "1")
                .record(text("a").build()));
        assertThat(folded.deltas())
                .extracting(
                        LogDelta::getService,
                        LogDelta::getVersion,
                        delta -> delta.getTemplates().size())
                .containsExactly(tuple("cart", "1", 1), tuple("cart", "2", 1), tuple("pay", "1", 1));
    }

    @Test
    void messages_areCountedByTemplateWithOneExample() throws Exception {
        LogDelta delta =
                only(shop().record(NOON * 1_000_000, SeverityNumber.SEVERITY_NUMBER_INFO, "user alice paid 12.50")
                        .record(NOON * 1_000_000, SeverityNumber.SEVERITY_NUMBER_INFO, "user bob paid 3")
                        .record(
                                NOON * 1_000_000,
                                SeverityNumber.SEVERITY_NUMBER_ERROR,
                                "no answer from 10.0.0.7:80\n\tat Main:12"));
        assertThat(delta.getTemplates())
                .extracting(
                        LogTemplateDelta::getTemplate,
                        LogTemplateDelta::getRecords,
                        LogTemplateDelta::getErrors,
                        LogTemplateDelta::getExample)
                .containsExactly(
                        tuple("user <*> paid <number>", 2L, 0L, "user alice paid 12.50"),
                        tuple("no answer from <address>", 1L, 1L, "no answer from 10.0.0.7:80  at Main:12"));
    }

    @Test
    void example_isAMostSevereOne() throws Exception {
        LogDelta delta = only(shop().record(traced("retry 1", 13, 0x11))
                .record(traced("retry 2", 17, 0x22))
                .record(traced("retry 3", 18, 0x33))
                .record(traced("retry 4", 9, 0x44)));
        assertThat(delta.getTemplates()).singleElement().satisfies(template -> {
            assertThat(template.getExample()).isEqualTo("retry 2");
            assertThat(template.getTraceId()).isEqualTo("22".repeat(16));
            assertThat(template.getSpanId()).isEqualTo("22".repeat(8));
            assertThat(template.getErrors()).isEqualTo(2);
        });
    }

    @Test
    void examples_canBeShortOrLeftOut() throws Exception {
        LogsBuilder logs = shop().record(text("a message").build());
        assertThat(example(8, logs)).isEqualTo("a messag");
        assertThat(example(0, logs)).isEmpty();
    }

    private static String example(int length, LogsBuilder logs) throws MalformedOtlpException {
        LogFoldConfig config = new LogFoldConfig(FoldConfig.DEFAULT, MinerLimits.DEFAULT, 100, length);
        LogDelta delta = new LogFold(config).fold(logs.bytes(), ORIGIN).deltas().get(0);
        return delta.getTemplates().get(0).getExample();
    }

    @Test
    void eventWithoutText_hasItsName_andAnythingElseNoTemplate() throws Exception {
        AnyValue structured = AnyValue.newBuilder()
                .setKvlistValue(KeyValueList.newBuilder()
                        .addValues(KeyValue.newBuilder().setKey("k")))
                .build();
        LogDelta delta =
                only(shop().record(at(NOON, 0).setEventName("cart.emptied").build())
                        .record(at(NOON, 0)
                                .setEventName("cart.emptied")
                                .setBody(structured)
                                .build())
                        .record(at(NOON, 0).setBody(structured).build())
                        .record(text(" \n ").build())
                        .record(at(NOON, 0).build()));
        assertThat(delta.getTemplates())
                .extracting(LogTemplateDelta::getTemplate, LogTemplateDelta::getRecords)
                .containsExactly(tuple("cart.emptied", 2L));
        assertThat(delta.getWithoutMessage()).isEqualTo(3);
        assertThat(records(delta)).isEqualTo(5);
    }

    /** Each digit of it becomes a mask, and each of its other characters has three bytes. */
    @Test
    void largestDelta_isNoLargerThanTheConfigurationSays() throws Exception {
        int templates = 50;
        LogFoldConfig config = new LogFoldConfig(FoldConfig.DEFAULT, new MinerLimits(0.5, 1, 100, templates), 500, 0);
        String name = "\u20ac".repeat(config.fold().maxNameLength());
        LogsBuilder logs = OtlpPayloads.logs()
                .resource(resource -> resource.service(name)
                        .attribute("service.namespace", name)
                        .attribute("service.version", name)
                        .attribute("deployment.environment.name", name));
        for (int message = 0; message <= templates; message++) {
            logs.record(
                    text((char) ('\u0100' + message) + "1\u20ac".repeat(300)).build());
        }
        LogDelta delta = new LogFold(config).fold(logs.bytes(), ORIGIN).deltas().get(0);

        assertThat(delta.getTemplates()).hasSize(templates + 1);
        assertThat((long) delta.getEncoder().encode(delta).remaining())
                .isBetween(config.largestDelta() * 4 / 5, config.largestDelta());
    }

    /** What is not looked at costs nothing, however long it is. */
    @Test
    void longMessage_isReadAsFarAsItIsLookedAt() throws Exception {
        byte[] request = shop().record(
                        text(" \t " + "\u20ac word ".repeat(100_000)).build())
                .bytes();
        LogFold reader = new LogFold(LogFoldConfig.DEFAULT);
        reader.fold(request, ORIGIN);
        long before = THREADS.getCurrentThreadAllocatedBytes();

        LogDelta delta = reader.fold(request, ORIGIN).deltas().get(0);

        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(request.length / 4);
        LogTemplateDelta template = delta.getTemplates().get(0);
        assertThat(template.getExample()).hasSize(255).startsWith("\u20ac word \u20ac word ");
        assertThat(template.getTemplate()).hasSize(498).endsWith("word \u20ac");
    }

    @Test
    void templatesBeyondTheLimit_areCountedTogether() throws Exception {
        LogFoldConfig config = new LogFoldConfig(FoldConfig.DEFAULT, new MinerLimits(0.5, 1, 100, 2), 100, 100);
        LogsBuilder logs = shop();
        for (String message : List.of("a", "b", "a", "c", "d", "a", "~other")) {
            logs.record(text(message).build());
        }
        LogDelta delta = new LogFold(config).fold(logs.bytes(), ORIGIN).deltas().get(0);
        assertThat(delta.getTemplates())
                .extracting(LogTemplateDelta::getTemplate, LogTemplateDelta::getRecords)
                .containsExactlyInAnyOrder(tuple("a", 1L), tuple("~other", 6L));
    }

    @Test
    void sameRequest_givesTheSameDelta_whateverWasReadBefore() throws Exception {
        Random random = new Random(SEED);
        byte[] request = chatter(random, 400);
        LogDelta first = new LogFold(LogFoldConfig.DEFAULT)
                .fold(request, ORIGIN)
                .deltas()
                .get(0);
        for (int round = 0; round < 20; round++) {
            fold.fold(chatter(random, 200), ORIGIN);
            assertThat(fold.fold(request, ORIGIN).deltas()).as("seed %d", SEED).containsExactly(first);
        }
    }

    @Test
    void everyRecord_isCountedOnceBySeverityAndOnceByMessage() throws Exception {
        for (long seed = SEED; seed < SEED + 200; seed++) {
            byte[] request =
                    seed % 2 == 0 ? OtlpPayloads.randomLogs(seed).toByteArray() : chatter(new Random(seed), 300);
            LogFold.Folded folded = fold.fold(request, ORIGIN);
            assertThat(folded.deltas().stream().mapToLong(LogFoldTest::records).sum())
                    .as("seed %d", seed)
                    .isEqualTo(folded.records());
            assertThat(folded.deltas()).as("seed %d", seed).allSatisfy(delta -> {
                assertThat(records(delta))
                        .isPositive()
                        .isEqualTo(delta.getWithoutMessage()
                                + delta.getTemplates().stream()
                                        .mapToLong(LogTemplateDelta::getRecords)
                                        .sum());
                assertThat(delta.getTemplates()).hasSizeLessThanOrEqualTo(65);
                assertThat(delta.getTemplates())
                        .extracting(LogTemplateDelta::getTemplate)
                        .doesNotHaveDuplicates();
            });
        }
    }

    @Test
    void malformedRequest_isRefused_andTheNextOneIsNotTouchedByIt() throws Exception {
        byte[] request = shop().record(text("a").build()).bytes();
        assertThatThrownBy(() -> fold.fold(Arrays.copyOf(request, request.length - 1), ORIGIN))
                .isInstanceOf(MalformedOtlpException.class);
        assertThat(fold.fold(request, ORIGIN).records()).isEqualTo(1);
    }

    @Test
    void largestDelta_fitsIntoARecord() throws Exception {
        LogsBuilder logs = shop();
        for (int template = 0; template < 100; template++) {
            // no two have the same number of words, and masks are as much longer than what they mask as can be
            logs.record(text("1 ".repeat(150 + template)).build());
        }
        LogDelta delta = only(logs);
        int bytes = delta.getTemplates().stream()
                .mapToInt(template -> template.getTemplate().getBytes(StandardCharsets.UTF_8).length
                        + template.getExample().getBytes(StandardCharsets.UTF_8).length)
                .sum();
        assertThat(delta.getTemplates()).hasSize(65);
        assertThat(bytes).isBetween(65 * 1_000, 65 * (5 * 500 + 3 * 255));
    }

    @Test
    void limitsThatMakeDeltasTooLarge_areRefused() {
        assertThatThrownBy(() -> new LogFoldConfig(FoldConfig.DEFAULT, new MinerLimits(0.5, 1, 100, 300), 500, 255))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("300, 500, 255")
                .hasMessageContaining("1196725");
        assertThatThrownBy(() -> new LogFoldConfig(FoldConfig.DEFAULT, MinerLimits.DEFAULT, 0, 255))
                .hasMessage("maxMessageLength: 0 (expected: >= 1)");
        assertThatThrownBy(() -> new LogFoldConfig(FoldConfig.DEFAULT, MinerLimits.DEFAULT, 500, -1))
                .hasMessage("maxExampleLength: -1 (expected: >= 0)");
    }

    /** What a service says in a while: a few kinds of message with values in them, and now and then something else. */
    private static byte[] chatter(Random random, int records) {
        LogsBuilder logs = shop();
        List<String> names = List.of("alice", "bob", "carol", "dave");
        for (int i = 0; i < records; i++) {
            String name = names.get(random.nextInt(names.size()));
            String message = switch (random.nextInt(5)) {
                case 0 -> "user " + name + " logged in from 10.0.0." + random.nextInt(256);
                case 1 -> "order " + random.nextInt() + " of " + name + " took " + random.nextInt(90) + "ms";
                case 2 -> "cache miss for key " + Long.toHexString(random.nextLong());
                case 3 -> name + " " + names.get(random.nextInt(4)) + " " + names.get(random.nextInt(4));
                default -> "kind" + (char) ('a' + random.nextInt(26)) + (char) ('a' + random.nextInt(26)) + " happened";
            };
            logs.record(NOON * 1_000_000, SeverityNumber.forNumber(1 + random.nextInt(24)), message);
        }
        return logs.bytes();
    }

    private static long records(LogDelta delta) {
        return delta.getUnspecifiedRecords()
                + delta.getTraceRecords()
                + delta.getDebugRecords()
                + delta.getInfoRecords()
                + delta.getWarnRecords()
                + delta.getErrorRecords()
                + delta.getFatalRecords();
    }

    @Test
    void whatIsTooLong_isCut_andCounted() throws Exception {
        LogFold.Folded folded = fold(OtlpPayloads.logs()
                .resource("n".repeat(300), "1")
                .record(text("m".repeat(255)).build())
                .record(text("m".repeat(256)).build())
                .record(text("m".repeat(501)).build()));

        assertThat(folded.cut()).isEqualTo(new LogFold.Cut(1, 1, 2));
        assertThat(folded.deltas().get(0).getService()).hasSize(255);
        assertThat(folded.deltas().get(0).getTemplates())
                .allSatisfy(template -> assertThat(template.getExample()).hasSizeLessThanOrEqualTo(255));
    }

    private LogFold.Folded fold(LogsBuilder logs) throws MalformedOtlpException {
        return fold.fold(logs.bytes(), ORIGIN);
    }

    private LogDelta only(LogsBuilder logs) throws MalformedOtlpException {
        List<LogDelta> deltas = fold(logs).deltas();
        assertThat(deltas).hasSize(1);
        return deltas.get(0);
    }

    private static LogsBuilder shop() {
        return OtlpPayloads.logs().resource("shop", "v1.2.3");
    }

    private static LogRecord.Builder at(long millis, long observedMillis) {
        return LogRecord.newBuilder()
                .setTimeUnixNano(millis * 1_000_000)
                .setObservedTimeUnixNano(observedMillis * 1_000_000);
    }

    private static LogRecord.Builder text(String body) {
        return at(NOON, NOON).setBody(AnyValue.newBuilder().setStringValue(body));
    }

    private static LogRecord traced(String body, int severity, int id) {
        byte[] trace = new byte[16];
        Arrays.fill(trace, (byte) id);
        return text(body)
                .setSeverityNumberValue(severity)
                .setTraceId(ByteString.copyFrom(trace))
                .setSpanId(ByteString.copyFrom(trace, 0, 8))
                .build();
    }
}
