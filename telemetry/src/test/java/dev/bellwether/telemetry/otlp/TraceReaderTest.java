package dev.bellwether.telemetry.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import dev.bellwether.telemetry.otlp.MalformedOtlpException.Reason;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceReaderTest {

    private static final Span SPAN =
            Span.newBuilder().setName("GET /").setKindValue(2).build();

    private static byte[] field(int number, byte[] content) {
        return field(number, ByteString.copyFrom(content)).toByteArray();
    }

    private static ByteString field(int number, ByteString content) {
        return UnknownFieldSet.newBuilder()
                .addField(number, Field.newBuilder().addLengthDelimited(content).build())
                .build()
                .toByteString();
    }

    private static byte[] scopeSpans(Span... spans) {
        return ScopeSpans.newBuilder().addAllSpans(List.of(spans)).build().toByteArray();
    }

    /** A request of one ResourceSpans of these fields. */
    private static byte[] request(byte[]... fields) {
        ByteString content = ByteString.empty();
        for (byte[] field : fields) {
            content = content.concat(ByteString.copyFrom(field));
        }
        return field(1, content).toByteArray();
    }

    private static byte[] resource(String key, String value) {
        return field(1, Requests.resource(Requests.attribute(key, value)).toByteArray());
    }

    @Test
    void resource_isShownBeforeItsSpansWhereverItStands() throws Exception {
        byte[] request =
                request(field(2, scopeSpans(SPAN)), resource("service.name", "late"), field(2, scopeSpans(SPAN, SPAN)));
        assertThat(SeenTraces.byReader(request))
                .hasSize(4)
                .startsWith("resource service.name=STRING:late")
                .allMatch(line -> line.startsWith("resource") || line.contains("GET /"));
    }

    @Test
    void repeatedResource_isMergedAndTheFirstOfEqualKeysCounts() throws Exception {
        byte[] request = request(
                resource("service.name", "first"),
                field(2, scopeSpans(SPAN)),
                resource("service.name", "second"),
                resource("service.version", "7"));
        assertThat(SeenTraces.byReader(request))
                .first()
                .isEqualTo("resource service.name=STRING:first service.version=STRING:7");
    }

    @Test
    void missingResource_isShownAsEmpty() throws Exception {
        List<Integer> lengths = new ArrayList<>();
        byte[] request = Requests.of(1).toByteArray();
        new TraceReader(SeenTraces.RESOURCE, SeenTraces.SPAN).read(request, new TraceVisitor() {
            @Override
            public void resource(ResourceView resource) {
                lengths.add(resource.bytes().length());
            }

            @Override
            public void span(SpanView span) {}
        });
        assertThat(lengths)
                .containsExactly(
                        Requests.of(1).getResourceSpans(0).getResource().getSerializedSize());
        assertThat(SeenTraces.byReader(request(field(2, scopeSpans(SPAN)))))
                .hasSize(2)
                .startsWith("resource");
        assertThat(SeenTraces.byReader(new byte[0])).isEmpty();
    }

    @Test
    void idsOfAnyLength_areShownAsTheyAre() throws Exception {
        Span span = Span.newBuilder()
                .setTraceId(Requests.id("abcdef"))
                .setSpanId(Requests.id("00112233445566778899"))
                .build();
        assertThat(SeenTraces.byReader(request(field(2, scopeSpans(span)))))
                .last()
                .asString()
                .startsWith("span abcdef 00112233445566778899 ");
    }

    @Test
    void textThatIsNotUtf8_isShownWithReplacements() throws Exception {
        byte[] span = field(5, new byte[] {'a', (byte) 0xFF, 'b'});
        assertThat(SeenTraces.byReader(request(field(2, field(2, span)))))
                .last()
                .asString()
                .contains("a\uFFFDb");
    }

    @Test
    void valuesOfEveryKind_areShown() throws Exception {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        for (AnyValue value : List.of(
                AnyValue.newBuilder().setStringValue("s").build(),
                AnyValue.newBuilder().setBoolValue(true).build(),
                AnyValue.newBuilder().setIntValue(-5).build(),
                AnyValue.newBuilder().setDoubleValue(0.5).build(),
                AnyValue.newBuilder().setBytesValue(Requests.id("0102")).build(),
                AnyValue.newBuilder()
                        .setArrayValue(io.opentelemetry.proto.common.v1.ArrayValue.newBuilder()
                                .addValues(AnyValue.getDefaultInstance()))
                        .build(),
                AnyValue.getDefaultInstance())) {
            request.addResourceSpans(ResourceSpans.newBuilder()
                    .setResource(Resource.newBuilder()
                            .addAttributes(
                                    KeyValue.newBuilder().setKey("service.name").setValue(value))));
        }
        assertThat(SeenTraces.byReader(request.build().toByteArray()))
                .containsExactly(
                        "resource service.name=STRING:s",
                        "resource service.name=BOOL:true",
                        "resource service.name=INT:-5",
                        "resource service.name=DOUBLE:0.5",
                        "resource service.name=BYTES:AQI=",
                        "resource service.name=ARRAY:",
                        "resource service.name=EMPTY:");
    }

    @Test
    void numbers_areGivenAsNumbers() throws Exception {
        List<Object> numbers = new ArrayList<>();
        byte[] request = request(field(
                2,
                scopeSpans(Span.newBuilder()
                        .addAttributes(KeyValue.newBuilder()
                                .setKey("i")
                                .setValue(AnyValue.newBuilder().setIntValue(Long.MIN_VALUE)))
                        .addAttributes(KeyValue.newBuilder()
                                .setKey("d")
                                .setValue(AnyValue.newBuilder().setDoubleValue(1.5)))
                        .addAttributes(KeyValue.newBuilder()
                                .setKey("b")
                                .setValue(AnyValue.newBuilder().setBoolValue(true)))
                        .build())));
        new TraceReader(AttributeSelection.of(), AttributeSelection.of("i", "d", "b", "absent"))
                .read(request, new TraceVisitor() {
                    @Override
                    public void resource(ResourceView resource) {}

                    @Override
                    public void span(SpanView span) {
                        for (int index = 0; index < 4; index++) {
                            numbers.add(span.attribute(index).longValue());
                            numbers.add(span.attribute(index).doubleValue());
                        }
                    }
                });
        assertThat(numbers).containsExactly(Long.MIN_VALUE, (double) Long.MIN_VALUE, 0L, 1.5, 1L, 0.0, 0L, 0.0);
    }

    @Test
    void requestWithinAnArray_isReadFromThere() throws Exception {
        byte[] request = Requests.of(3).toByteArray();
        byte[] around = new byte[request.length + 20];
        java.util.Arrays.fill(around, (byte) 0xFF);
        System.arraycopy(request, 0, around, 7, request.length);
        List<String> names = new ArrayList<>();
        TraceVisitor visitor = new TraceVisitor() {
            @Override
            public void resource(ResourceView resource) {
                names.add(resource.attribute(0).text());
            }

            @Override
            public void span(SpanView span) {
                names.add(span.name().toString());
            }
        };
        TraceReader reader = new TraceReader(SeenTraces.RESOURCE, SeenTraces.SPAN);
        reader.read(around, 7, request.length, visitor);
        assertThat(names).containsExactly("cart", "GET /cart/{id}", "GET /cart/{id}", "GET /cart/{id}");
        MalformedOtlpException error = catchThrowableOfType(
                MalformedOtlpException.class, () -> reader.read(around, 7, request.length + 1, visitor));
        assertThat(error.offset()).isEqualTo(request.length);
    }

    @Test
    void errors_nameTheByteAndTheReason() {
        byte[] tooLong = request(resource("service.name", "cart"), new byte[] {0x12, 0x05, 0x12, 0x7F, 0, 0, 0});
        int lengthOfSpan = tooLong.length - 4;
        assertThatExceptionOfType(MalformedOtlpException.class)
                .isThrownBy(() -> SeenTraces.byReader(tooLong))
                .withMessage("malformed OTLP at byte " + lengthOfSpan + ": a length of 127 where 3 bytes are left")
                .satisfies(error -> {
                    assertThat(error.offset()).isEqualTo(lengthOfSpan);
                    assertThat(error.reason()).isEqualTo(Reason.LENGTH_OUT_OF_BOUNDS);
                });
    }

    @Test
    void errorInAResource_namesTheByteInTheRequest() {
        byte[] broken = field(1, new byte[] {0x0A, 0x03, 0x0A, 0x7F, 0x00});
        byte[] request = request(field(2, scopeSpans(SPAN)), broken);
        byte[] around = new byte[request.length + 5];
        System.arraycopy(request, 0, around, 5, request.length);
        TraceReader reader = new TraceReader(SeenTraces.RESOURCE, SeenTraces.SPAN);
        MalformedOtlpException error = catchThrowableOfType(
                MalformedOtlpException.class, () -> reader.read(around, 5, request.length, new Totals()));
        assertThat(error.offset()).isEqualTo(request.length - 2);
        byte[] merged = request(broken, field(2, scopeSpans(SPAN)), broken);
        assertThat(catchThrowableOfType(MalformedOtlpException.class, () -> SeenTraces.byReader(merged))
                        .offset())
                .isBetween(0, merged.length);
    }

    @Test
    void rawResource_isGivenToBeLookedUp() throws Exception {
        byte[] request = Requests.of(1).toByteArray();
        ByteSlice expected =
                ByteSlice.of(Requests.of(1).getResourceSpans(0).getResource().toByteArray());
        List<ByteSlice> seen = new ArrayList<>();
        new TraceReader(SeenTraces.RESOURCE, SeenTraces.SPAN).read(request, new TraceVisitor() {
            @Override
            public void resource(ResourceView resource) {
                assertThat(resource.bytes().equalsBytes(expected.array())).isTrue();
                assertThat(resource.bytes().hash()).isEqualTo(expected.hash());
                seen.add(resource.bytes().copy());
            }

            @Override
            public void span(SpanView span) {}
        });
        assertThat(seen).containsExactly(expected);
    }

    /** A count of bytes, not of time: an object a span would be 16 bytes at least, and its ids and texts far more. */
    @Test
    void reading_createsNothingForASpan() throws Exception {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        int spans = 20_000;
        byte[] request = Requests.of(spans).toByteArray();
        TraceReader reader = new TraceReader(SeenTraces.RESOURCE, SeenTraces.SPAN);
        Totals totals = new Totals();
        reader.read(request, totals);
        long before = threads.getCurrentThreadAllocatedBytes();
        reader.read(request, totals);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(totals.spans).isEqualTo(2 * spans);
        assertThat(totals.hashes).isNotZero();
        assertThat(allocated).isLessThan(spans);
    }

    private static final class Totals implements TraceVisitor {

        private int spans;
        private long hashes;

        @Override
        public void resource(ResourceView resource) {
            hashes += resource.attribute(0).hash(0);
        }

        @Override
        public void span(SpanView span) {
            spans++;
            hashes += span.attribute(0).hash(span.name().hash());
        }
    }

    @Test
    void selection_refusesAKeyTwice() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> AttributeSelection.of("a", "b", "a"))
                .withMessageContaining("keys: [a, b, a]");
    }

    @Test
    void selection_tellsKeysOfTheSameLengthApart() {
        AttributeSelection selection = AttributeSelection.of("http.route", "http.rouge", "größe", "");
        for (int index = 0; index < selection.size(); index++) {
            byte[] key = ("<" + selection.keys().get(index) + ">").getBytes(UTF_8);
            assertThat(selection.indexOf(key, 1, key.length - 2)).isEqualTo(index);
        }
        assertThat(selection.indexOf("http.rouse".getBytes(UTF_8), 0, 10)).isEqualTo(-1);
        assertThat(selection.indexOf("a key that is longer".getBytes(UTF_8), 0, 20))
                .isEqualTo(-1);
    }
}
