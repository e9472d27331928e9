package dev.bellwether.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.sun.management.ThreadMXBean;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogReaderTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final LogRecord FULL = LogRecord.newBuilder()
            .setTimeUnixNano(17)
            .setObservedTimeUnixNano(18)
            .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_ERROR2)
            .setSeverityText("Critical")
            .setBody(AnyValue.newBuilder().setStringValue("disk full"))
            .addAttributes(Requests.attribute("http.route", "/cart"))
            .setTraceId(Requests.id("5b8efff798038103d269b633813fc60c"))
            .setSpanId(Requests.id("eee19b7ec3c1b174"))
            .setEventName("disk.full")
            .build();

    private static ExportLogsServiceRequest request(LogRecord... logs) {
        return ExportLogsServiceRequest.newBuilder()
                .addResourceLogs(ResourceLogs.newBuilder()
                        .setResource(Requests.resource(Requests.attribute("service.name", "cart")))
                        .addScopeLogs(ScopeLogs.newBuilder().addAllLogRecords(List.of(logs))))
                .build();
    }

    @Test
    void record_isShownWithAllThatIsAskedFor() throws Exception {
        assertThat(SeenLogs.byReader(request(FULL).toByteArray()))
                .containsExactly(
                        "resource service.name=STRING:cart",
                        "log 5b8efff798038103d269b633813fc60c eee19b7ec3c1b174 18 Critical disk.full 17 18 17"
                                + " body=STRING:disk full http.route=STRING:/cart");
    }

    @Test
    void record_hasNothingOfTheOneBefore() throws Exception {
        List<String> seen =
                SeenLogs.byReader(request(FULL, LogRecord.getDefaultInstance()).toByteArray());
        assertThat(seen).endsWith("log   0   0 0 0");
    }

    @Test
    void timeOfTheEvent_isThatOfItsObservationWhereItHasNone() throws Exception {
        LogRecord observed = LogRecord.newBuilder().setObservedTimeUnixNano(18).build();
        assertThat(SeenLogs.byReader(request(observed).toByteArray())).endsWith("log   0   0 18 18");
    }

    @Test
    void bodyWithoutValue_isNotNoBody() throws Exception {
        LogRecord empty =
                LogRecord.newBuilder().setBody(AnyValue.getDefaultInstance()).build();
        assertThat(SeenLogs.byReader(request(empty).toByteArray())).endsWith("log   0   0 0 0 body=EMPTY:");
    }

    @Test
    void bodyInPieces_isMerged() throws Exception {
        ByteString body =
                AnyValue.newBuilder().setStringValue("disk full").build().toByteString();
        LogRecord text =
                LogRecord.newBuilder().setBody(AnyValue.parseFrom(body)).build();
        byte[] twoBodies = text.toByteString()
                .concat(LogRecord.newBuilder()
                        .setBody(AnyValue.getDefaultInstance())
                        .build()
                        .toByteString())
                .toByteArray();
        assertThat(SeenLogs.byReader(requestOf(twoBodies))).endsWith("log   0   0 0 0 body=STRING:disk full");
    }

    /** To merge each with all before it would copy a gigabyte here, and fifty of them for the largest record that is taken. */
    @Test
    void listInVeryManyPieces_isCopiedAFewTimes() throws Exception {
        int pieces = 25_000;
        byte[] oneNull = {5 << 3 | 2, 2, 1 << 3 | 2, 0};
        ByteBuffer value = ByteBuffer.allocate(pieces * oneNull.length);
        while (value.hasRemaining()) {
            value.put(oneNull);
        }
        LogRecord log = LogRecord.newBuilder()
                .setBody(AnyValue.parseFrom(value.array()))
                .build();
        assertThat(log.getBody().getArrayValue().getValuesCount()).isEqualTo(pieces);
        byte[] request = requestWithBody(value.array());
        int[] bytes = new int[1];
        LogReader reader = new LogReader(AttributeSelection.of(), AttributeSelection.of());

        long before = THREADS.getCurrentThreadAllocatedBytes();
        reader.read(request, new LogVisitor() {
            @Override
            public void resource(ResourceView resource) {}

            @Override
            public void log(LogView record) {
                bytes[0] = record.body().slice().length();
            }
        });
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(bytes[0]).isEqualTo(log.getBody().getArrayValue().getSerializedSize());
        assertThat(allocated).isLessThan(10L * request.length);
    }

    /** One record, whose bytes no builder writes: all three messages around it have it as their field 2, the request as field 1. */
    private static byte[] requestOf(byte[] log) {
        return around(1, around(2, around(2, log)));
    }

    /** As {@link #requestOf}, however long the body is; a builder would make one piece of it. */
    private static byte[] requestWithBody(byte[] value) throws IOException {
        ByteString message = ByteString.copyFrom(value);
        for (int field : new int[] {5, 2, 2, 1}) {
            ByteString.Output out = ByteString.newOutput();
            CodedOutputStream coded = CodedOutputStream.newInstance(out);
            coded.writeBytes(field, message);
            coded.flush();
            message = out.toByteString();
        }
        return message.toByteArray();
    }

    private static byte[] around(int field, byte[] message) {
        byte[] bytes = new byte[message.length + 2];
        bytes[0] = (byte) (field << 3 | 2);
        bytes[1] = (byte) message.length;
        System.arraycopy(message, 0, bytes, 2, message.length);
        return bytes;
    }

    @Test
    void truncatedRequest_isRefused() {
        byte[] request = request(FULL).toByteArray();
        for (int length = 1; length < request.length; length++) {
            byte[] truncated = Arrays.copyOf(request, length);
            assertThatThrownBy(() -> SeenLogs.byReader(truncated))
                    .as("%d bytes", length)
                    .isInstanceOf(MalformedOtlpException.class);
        }
    }

    @Test
    void rangeOfAnArray_isARequest() throws Exception {
        byte[] request = request(FULL).toByteArray();
        byte[] larger = new byte[request.length + 10];
        Arrays.fill(larger, (byte) 0xFF);
        System.arraycopy(request, 0, larger, 5, request.length);
        long[] records = new long[1];
        LogReader reader = new LogReader(AttributeSelection.of(), AttributeSelection.of());
        reader.read(larger, 5, request.length, new LogVisitor() {
            @Override
            public void resource(ResourceView resource) {}

            @Override
            public void log(LogView log) {
                records[0]++;
            }
        });
        assertThat(records[0]).isEqualTo(1);
    }
}
