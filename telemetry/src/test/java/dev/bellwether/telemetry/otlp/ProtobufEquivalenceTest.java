package dev.bellwether.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import dev.bellwether.telemetry.otlp.MalformedOtlpException.Reason;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The generated protobuf classes are the oracle, for requests as nobody writes them and for damaged ones. */
@Timeout(600) // not a matter of speed: damaged bytes must not make anything go round for ever
class ProtobufEquivalenceTest {

    private static final long SEED = 20_260_101;
    private static final int REQUESTS = 1500;
    private static final int MUTATIONS = 40_000;
    private static final int METRIC_MUTATIONS = 8_000;
    /** What is refused here and read by protobuf-java, which drops the upper bits of these or keeps the group as unknown. */
    private static final Set<Reason> STRICTER =
            EnumSet.of(Reason.GROUP, Reason.VARINT_TOO_LONG, Reason.BAD_FIELD_NUMBER, Reason.LENGTH_OUT_OF_BOUNDS);

    @Test
    void reader_showsWhatProtobufParses() throws Exception {
        int spans = 0;
        for (long seed = SEED; seed < SEED + REQUESTS; seed++) {
            byte[] request = Corpus.request(Signal.TRACES, seed);
            List<String> expected = SeenTraces.byProtobuf(ExportTraceServiceRequest.parseFrom(request));
            assertThat(SeenTraces.byReader(request)).as("seed %d", seed).isEqualTo(expected);
            assertThat(SeenTraces.byEntryReader(request))
                    .as("seed %d", seed)
                    .isEqualTo(SeenTraces.byProtobuf(ExportTraceServiceRequest.parseFrom(request), true));
            spans += expected.size();
        }
        assertThat(spans).isGreaterThan(REQUESTS);
    }

    @Test
    void metricReader_showsWhatProtobufParses() throws Exception {
        int lines = 0;
        for (long seed = SEED; seed < SEED + REQUESTS; seed++) {
            byte[] request = Corpus.request(Signal.METRICS, seed);
            ExportMetricsServiceRequest parsed = ExportMetricsServiceRequest.parseFrom(request);
            List<String> expected = SeenMetrics.byProtobuf(parsed, false);
            assertThat(SeenMetrics.byReader(request, false)).as("seed %d", seed).isEqualTo(expected);
            assertThat(SeenMetrics.byReader(parsed.toByteArray(), true))
                    .as("seed %d", seed)
                    .isEqualTo(SeenMetrics.byProtobuf(parsed, true));
            lines += expected.size();
        }
        assertThat(lines).isGreaterThan(REQUESTS);
    }

    @Test
    void logReader_showsWhatProtobufParses() throws Exception {
        int lines = 0;
        for (long seed = SEED; seed < SEED + REQUESTS; seed++) {
            byte[] request = Corpus.request(Signal.LOGS, seed);
            List<String> expected = SeenLogs.byProtobuf(ExportLogsServiceRequest.parseFrom(request));
            assertThat(SeenLogs.byReader(request)).as("seed %d", seed).isEqualTo(expected);
            lines += expected.size();
        }
        assertThat(lines).isGreaterThan(REQUESTS);
    }

    @ParameterizedTest
    @EnumSource
    void count_isThatOfProtobuf(Signal signal) throws Exception {
        for (long seed = SEED; seed < SEED + REQUESTS; seed++) {
            byte[] request = Corpus.request(signal, seed);
            assertThat(OtlpRequests.count(signal, request, OtlpLimits.DEFAULT))
                    .as("seed %d", seed)
                    .isEqualTo(ParsedRequests.items(signal, request).size());
        }
    }

    @ParameterizedTest
    @EnumSource
    void damagedRequest_isRefusedWhereProtobufRefusesIt(Signal signal) {
        List<byte[]> corpus = Corpus.of(signal, SEED);
        Random random = new Random(SEED);
        int accepted = 0;
        int refused = 0;
        for (int round = 0; round < MUTATIONS; round++) {
            byte[] request = Mutations.of(corpus.get(round % corpus.size()), random);
            if (agree(signal, request)) {
                accepted++;
            } else {
                refused++;
            }
        }
        // the damage is neither too small nor too great to tell anything
        assertThat(accepted).isGreaterThan(MUTATIONS / 20);
        assertThat(refused).isGreaterThan(MUTATIONS / 20);
    }

    /** Whether the request was accepted, by both or by neither. */
    private static boolean agree(Signal signal, byte[] request) {
        String hex = HexFormat.of().formatHex(request);
        Message parsed = null;
        String protobufSays = "";
        try {
            parsed = ParsedRequests.parse(signal, request);
        } catch (InvalidProtocolBufferException e) {
            protobufSays = String.valueOf(e.getMessage());
        }
        try {
            long count = OtlpRequests.count(signal, request, OtlpLimits.DEFAULT);
            if (parsed == null) {
                assertThat(protobufSays).as(hex).contains("UTF-8");
            } else {
                assertThat(count).as(hex).isEqualTo(ParsedRequests.items(parsed).size());
            }
        } catch (MalformedOtlpException e) {
            assertThat(e.offset()).as(hex).isBetween(0, request.length);
            if (parsed != null) {
                assertThat(STRICTER).as("%s: %s", hex, e.getMessage()).contains(e.reason());
                return false;
            }
        }
        agreeOnSpans(signal, request, parsed, hex);
        agreeOnLogs(signal, request, parsed, hex);
        return parsed != null;
    }

    private static void agreeOnSpans(Signal signal, byte[] request, @Nullable Message parsed, String hex) {
        if (signal != Signal.TRACES) {
            return;
        }
        List<String> seen;
        List<String> seenOfEntries;
        try {
            seen = SeenTraces.byReader(request);
            seenOfEntries = SeenTraces.byEntryReader(request);
        } catch (MalformedOtlpException e) {
            assertThat(e.offset()).as(hex).isBetween(0, request.length);
            assertThat(parsed).as("%s: %s", hex, e.getMessage()).isNull();
            return;
        }
        if (parsed instanceof ExportTraceServiceRequest traces) {
            assertThat(seen).as(hex).isEqualTo(SeenTraces.byProtobuf(traces));
            assertThat(seenOfEntries).as(hex).isEqualTo(SeenTraces.byProtobuf(traces, true));
        }
    }

    private static void agreeOnLogs(Signal signal, byte[] request, @Nullable Message parsed, String hex) {
        if (signal != Signal.LOGS) {
            return;
        }
        List<String> seen;
        try {
            seen = SeenLogs.byReader(request);
        } catch (MalformedOtlpException e) {
            assertThat(e.offset()).as(hex).isBetween(0, request.length);
            assertThat(parsed).as("%s: %s", hex, e.getMessage()).isNull();
            return;
        }
        if (parsed instanceof ExportLogsServiceRequest logs) {
            assertThat(seen).as(hex).isEqualTo(SeenLogs.byProtobuf(logs));
        }
    }

    @Test
    void damagedMetrics_areShownAsProtobufParsesThemOrRefused() {
        List<byte[]> corpus = Corpus.of(Signal.METRICS, SEED);
        Random random = new Random(SEED);
        int shown = 0;
        for (int round = 0; round < METRIC_MUTATIONS; round++) {
            if (agreeOnMetrics(Mutations.of(corpus.get(round % corpus.size()), random))) {
                shown++;
            }
        }
        assertThat(shown).isBetween(METRIC_MUTATIONS / 20, METRIC_MUTATIONS * 19 / 20);
    }

    /** Whether the reader read all of it, and protobuf too. */
    private static boolean agreeOnMetrics(byte[] request) {
        String hex = HexFormat.of().formatHex(request);
        List<String> seen;
        try {
            SeenMetrics.byReader(request, true);
            seen = SeenMetrics.byReader(request, false);
        } catch (MalformedOtlpException e) {
            assertThat(e.offset()).as(hex).isBetween(0, request.length);
            return false;
        }
        try {
            assertThat(seen)
                    .as(hex)
                    .isEqualTo(SeenMetrics.byProtobuf(ExportMetricsServiceRequest.parseFrom(request), false));
            return true;
        } catch (InvalidProtocolBufferException e) {
            return false; // wrong where the reader does not look, or text that is not UTF-8
        }
    }

    @Test
    void randomBytes_areRefusedWithTheCheckedErrorOnly() {
        Random random = new Random(SEED);
        for (int round = 0; round < 30_000; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            for (Signal signal : Signal.values()) {
                assertThatNoException().as(HexFormat.of().formatHex(bytes)).isThrownBy(() -> agree(signal, bytes));
            }
            assertThatNoException().as(HexFormat.of().formatHex(bytes)).isThrownBy(() -> agreeOnMetrics(bytes));
        }
    }
}
