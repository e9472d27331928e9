package dev.bellwether.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.bellwether.telemetry.otlp.MalformedOtlpException.Reason;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OtlpRequestsTest {

    private static byte[] nested(byte[] content, int... fieldNumbers) {
        byte[] bytes = content;
        for (int index = fieldNumbers.length - 1; index >= 0; index--) {
            ByteArrayOutputStream around = new ByteArrayOutputStream();
            around.write(fieldNumbers[index] << 3 | 2);
            int length = bytes.length;
            for (; length > 0x7F; length >>>= 7) {
                around.write(length | 0x80);
            }
            around.write(length);
            around.writeBytes(bytes);
            bytes = around.toByteArray();
        }
        return bytes;
    }

    /** A log record whose body is a value at depth 4, with arrays in it so that the innermost value is at this depth. */
    private static byte[] bodyOfDepth(int depth) {
        int[] path = new int[depth];
        path[0] = 1;
        path[1] = 2;
        path[2] = 2;
        path[3] = 5;
        for (int level = 4; level < depth; level += 2) {
            path[level] = 5;
            path[level + 1] = 1;
        }
        return nested(new byte[0], path);
    }

    @Test
    void requestWithoutItems_isCountedAsNone() throws Exception {
        for (Signal signal : Signal.values()) {
            assertThat(OtlpRequests.count(signal, new byte[0], OtlpLimits.DEFAULT))
                    .isZero();
            assertThat(OtlpRequests.count(signal, new byte[] {0x0A, 0}, OtlpLimits.DEFAULT))
                    .isZero();
        }
    }

    @Test
    void examplesOfTheSpecification_areCounted() throws Exception {
        for (Signal signal : Signal.values()) {
            List<byte[]> examples = Corpus.examples(signal);
            assumeThat(examples).as("give -Dotlp.examples.dir=FOLDER").isNotEmpty();
            for (byte[] example : examples) {
                assertThat(OtlpRequests.count(signal, example, OtlpLimits.DEFAULT))
                        .isPositive()
                        .isEqualTo(ParsedRequests.items(signal, example).size());
            }
        }
    }

    @Test
    void depth_isLimitedWhereProtobufLimitsIt() throws Exception {
        byte[] deepest = bodyOfDepth(100);
        assertThat(ExportLogsServiceRequest.parseFrom(deepest).getResourceLogsCount())
                .isEqualTo(1);
        assertThat(OtlpRequests.count(Signal.LOGS, deepest, OtlpLimits.DEFAULT)).isEqualTo(1);
        byte[] tooDeep = bodyOfDepth(102);
        assertThatExceptionOfType(InvalidProtocolBufferException.class)
                .isThrownBy(() -> ExportLogsServiceRequest.parseFrom(tooDeep));
        assertThatExceptionOfType(MalformedOtlpException.class)
                .isThrownBy(() -> OtlpRequests.count(Signal.LOGS, tooDeep, OtlpLimits.DEFAULT))
                .satisfies(error -> assertThat(error.reason()).isEqualTo(Reason.TOO_DEEP));
        assertThat(OtlpRequests.count(Signal.LOGS, tooDeep, OtlpLimits.DEFAULT.withMaxDepth(102)))
                .isEqualTo(1);
        assertThatExceptionOfType(MalformedOtlpException.class)
                .isThrownBy(() -> OtlpRequests.count(Signal.LOGS, tooDeep, OtlpLimits.DEFAULT.withMaxDepth(101)));
    }

    @Test
    void bottomlessNesting_costsNoStack() throws Exception {
        byte[] deep = bodyOfDepth(20_000);
        assertThat(OtlpRequests.count(Signal.LOGS, deep, OtlpLimits.DEFAULT.withMaxDepth(1_000_000)))
                .isEqualTo(1);
        assertThatExceptionOfType(MalformedOtlpException.class)
                .isThrownBy(() -> OtlpRequests.count(Signal.LOGS, deep, OtlpLimits.DEFAULT))
                .withMessageContaining("more than 100 messages within each other");
    }

    @ParameterizedTest
    @CsvSource({
        "0A, TRUNCATED, 1",
        "0A 01, LENGTH_OUT_OF_BOUNDS, 1",
        "0A FF FF FF FF 0F, LENGTH_OUT_OF_BOUNDS, 1",
        "0A FF FF FF FF FF FF FF FF FF 01, LENGTH_OUT_OF_BOUNDS, 1",
        "08 80 80 80 80 80 80 80 80 80 80 00, VARINT_TOO_LONG, 1",
        "08 FF FF FF FF FF FF FF FF FF 02, VARINT_TOO_LONG, 1",
        "08 80, TRUNCATED, 1",
        "11 00 00 00 00 00 00 00, TRUNCATED, 1",
        "15 00 00 00, TRUNCATED, 1",
        "00, BAD_FIELD_NUMBER, 0",
        "02 00, BAD_FIELD_NUMBER, 0",
        "8A 80 80 80 10 00, BAD_FIELD_NUMBER, 0",
        "0E, BAD_WIRE_TYPE, 1",
        "0F, BAD_WIRE_TYPE, 1",
        "0B 0C, GROUP, 1",
        "0C, GROUP, 1",
        "0A 00 0A 04 12 02 12 05, LENGTH_OUT_OF_BOUNDS, 7",
    })
    void malformedRequest_isRefusedWithReasonAndPlace(String hex, Reason reason, int offset) {
        byte[] request = HexFormat.of().parseHex(hex.replace(" ", ""));
        for (Signal signal : Signal.values()) {
            assertThatExceptionOfType(MalformedOtlpException.class)
                    .isThrownBy(() -> OtlpRequests.count(signal, request, OtlpLimits.DEFAULT))
                    .satisfies(error -> {
                        assertThat(error.reason()).isEqualTo(reason);
                        assertThat(error.offset()).isEqualTo(offset);
                        assertThat(error).hasMessageStartingWith("malformed OTLP at byte " + offset + ": ");
                    });
        }
        assertThatExceptionOfType(MalformedOtlpException.class).isThrownBy(() -> SeenTraces.byReader(request));
    }

    @ParameterizedTest
    @CsvSource({"9, 6", "9, 7", "10, 8"})
    void packedNumbers_areLookedInto(int type, int field) throws Exception {
        int[] path = field == 8 ? new int[] {1, 2, 2, type, 1, field, 2} : new int[] {1, 2, 2, type, 1, field};
        byte[] whole = nested(new byte[8], path);
        assertThat(OtlpRequests.count(Signal.METRICS, whole, OtlpLimits.DEFAULT))
                .isEqualTo(1)
                .isEqualTo(ParsedRequests.items(Signal.METRICS, whole).size());
        byte[] broken = nested(new byte[] {-1, -1, -1, -1, -1}, path);
        assertThatExceptionOfType(InvalidProtocolBufferException.class)
                .isThrownBy(() -> ParsedRequests.parse(Signal.METRICS, broken));
        assertThatExceptionOfType(MalformedOtlpException.class)
                .isThrownBy(() -> OtlpRequests.count(Signal.METRICS, broken, OtlpLimits.DEFAULT))
                .satisfies(error -> assertThat(error.reason()).isEqualTo(Reason.TRUNCATED));
    }

    @Test
    void brokenAttribute_isFoundByCountingThough_theReaderPassesOverIt() throws Exception {
        byte[] request = nested(new byte[] {0x0A, 0x7F}, 1, 2, 2, 11, 3);
        assertThat(SeenTraces.byReader(request)).hasSize(2);
        assertThatExceptionOfType(MalformedOtlpException.class)
                .isThrownBy(() -> OtlpRequests.count(Signal.TRACES, request, OtlpLimits.DEFAULT));
    }

    @Test
    void smallRequest_isNotSplit() throws Exception {
        byte[] request = Requests.of(10).toByteArray();
        assertThat(OtlpRequests.split(Signal.TRACES, request, request.length)).containsExactly(request);
        assertThat(OtlpRequests.split(Signal.TRACES, request, request.length).get(0))
                .isSameAs(request);
        assertThatIllegalArgumentException().isThrownBy(() -> OtlpRequests.split(Signal.TRACES, request, 0));
    }

    @Test
    void parts_areFilled() throws Exception {
        byte[] request = Requests.of(5000).toByteArray();
        List<byte[]> parts = OtlpRequests.split(Signal.TRACES, request, 100_000);
        int span = Requests.serverSpan(4999).getSerializedSize();
        assertThat(parts).hasSizeBetween(request.length / 100_000, request.length / 99_000 + 1);
        assertThat(parts.subList(0, parts.size() - 1))
                .allMatch(part -> part.length > 100_000 - span - 16 && part.length <= 100_000);
        for (byte[] part : parts) {
            assertThat(SeenTraces.byReader(part))
                    .first()
                    .isEqualTo("resource service.name=STRING:cart service.version=STRING:v1.4.2");
        }
    }

    @Test
    void tooLargeItem_standsAloneAndTheOthersStayWhole() throws Exception {
        Span large = Requests.serverSpan(2).toBuilder()
                .setTraceState("x".repeat(50_000))
                .build();
        byte[] request = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .addSpans(Requests.serverSpan(1))
                                .addSpans(large)
                                .addSpans(Requests.serverSpan(3))))
                .build()
                .toByteArray();
        List<byte[]> parts = OtlpRequests.split(Signal.TRACES, request, 10_000);
        assertThat(parts).hasSize(3);
        assertThat(parts.get(1).length).isGreaterThan(50_000);
        assertThat(ParsedRequests.items(Signal.TRACES, parts.get(1)))
                .extracting(ParsedRequests.Item::item)
                .containsExactly(large);
    }

    @Test
    void emptyMessagesWithoutItems_areLeftOut() throws Exception {
        byte[] request = new byte[20_000];
        for (int index = 0; index < request.length; index += 2) {
            request[index] = 0x0A;
        }
        assertThat(OtlpRequests.split(Signal.TRACES, request, 100)).containsExactly(request);
    }

    /** Small requests that would become enormous if everything around an item were always repeated. */
    @ParameterizedTest
    @EnumSource
    void parts_doNotGrowWithoutBound(Signal signal) throws Exception {
        int maxBytes = 10_000;
        byte[] item = signal == Signal.METRICS ? nested(new byte[0], 2, 5, 1) : nested(new byte[0], 2);
        for (int repeated : new int[] {100, 1_200, 1_300, 4_000, 9_990, 20_000}) {
            byte[] schemaUrl = nested(new byte[repeated], 3);
            ByteString scope = ByteString.copyFrom(schemaUrl);
            for (int index = 0; index < 20_000; index++) {
                scope = scope.concat(ByteString.copyFrom(item));
            }
            ByteArrayOutputStream resource = new ByteArrayOutputStream();
            resource.writeBytes(schemaUrl);
            resource.writeBytes(nested(scope.toByteArray(), 2));
            for (int index = 0; index < 10; index++) {
                resource.writeBytes(nested(
                        ByteString.copyFrom(nested(new byte[1_251], 3))
                                .concat(ByteString.copyFrom(item))
                                .toByteArray(),
                        2));
            }
            byte[] request = nested(resource.toByteArray(), 1);
            List<byte[]> parts = OtlpRequests.split(signal, request, maxBytes);
            long items = 0;
            long bytes = 0;
            for (byte[] part : parts) {
                items += OtlpRequests.count(signal, part, OtlpLimits.DEFAULT);
                bytes += part.length;
            }
            assertThat(items).isEqualTo(20_010);
            assertThat(bytes).as("%d bytes repeated", repeated).isLessThanOrEqualTo(10L * request.length);
        }
    }
}
