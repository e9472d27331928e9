package dev.bellwether.telemetry.otlp;

import static dev.bellwether.telemetry.otlp.Requests.attribute;
import static dev.bellwether.telemetry.otlp.Requests.resource;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResourceRewriterTest {

    private static final long SEED = 20_260_301;
    private static final int REQUESTS = 150;
    private static final int RESOURCE_ITEMS = 10;
    private static final int RESOURCE = 10;

    private final ResourceRewriter rewriter = new ResourceRewriter(AttributeSelection.of("service.name"));

    /** What the generated classes make of it is the original with the attributes in its resources, and nothing else. */
    @ParameterizedTest
    @EnumSource
    void rewrittenRequest_isTheOriginalWithTheAttributes(Signal signal) throws Exception {
        int changed = 0;
        for (long seed = SEED; seed < SEED + REQUESTS; seed++) {
            byte[] request = Corpus.request(signal, seed);
            Map<String, String> added = randomAttributes(seed);

            byte[] rewritten = rewriter.rewrite(request, resource -> AddedAttributes.of(added));

            assertThat(ParsedRequests.parse(signal, rewritten))
                    .as("seed %d", seed)
                    .isEqualTo(expected(ParsedRequests.parse(signal, request), added));
            OtlpRequests.count(signal, rewritten, OtlpLimits.DEFAULT);
            changed += Arrays.equals(request, rewritten) ? 0 : 1;
        }
        assertThat(changed).isGreaterThan(REQUESTS / 6);
    }

    /** The requests are scrambled: resources behind their spans, several of them, none, lengths in more bytes than needed. */
    @ParameterizedTest
    @EnumSource
    void everyByteOutsideTheResource_isAsItWas(Signal signal) throws Exception {
        int repeated = 0;
        int none = 0;
        int behind = 0;
        for (long seed = SEED; seed < SEED + REQUESTS; seed++) {
            byte[] request = Corpus.largeRequest(signal, seed, false);
            byte[] rewritten =
                    rewriter.rewrite(request, resource -> AddedAttributes.of(Map.of("k8s.pod.name", "cart-1-a")));

            List<Field> before = fields(request);
            List<Field> after = fields(rewritten);
            assertThat(after).as("seed %d", seed).hasSameSizeAs(before);
            for (int index = 0; index < before.size(); index++) {
                if (before.get(index).tag() != RESOURCE_ITEMS) {
                    assertThat(after.get(index)).as("seed %d", seed).isEqualTo(before.get(index));
                    continue;
                }
                List<Field> inBefore = fields(before.get(index).content());
                List<Field> inAfter = fields(after.get(index).content());
                assertOnlyTheLastResourceGrew(inBefore, inAfter, "seed " + seed);
                long resources = inBefore.stream()
                        .filter(field -> field.tag() == RESOURCE)
                        .count();
                repeated += resources > 1 ? 1 : 0;
                none += resources == 0 ? 1 : 0;
                behind += resources == 1 && inBefore.get(0).tag() != RESOURCE ? 1 : 0;
            }
        }
        assertThat(List.of(repeated, none, behind))
                .as("repeated, missing, reordered")
                .allMatch(cases -> cases > 20);
    }

    @Test
    void attributesThatTheResourceHas_areLeftAsTheyAre() throws Exception {
        byte[] request = traces(resource(attribute("k8s.pod.name", "mine")));

        byte[] rewritten = rewriter.rewrite(
                request, resource -> AddedAttributes.of(Map.of("k8s.pod.name", "theirs", "k8s.node.name", "node-1")));

        assertThat(rewritten)
                .isEqualTo(traces(resource(attribute("k8s.pod.name", "mine"), attribute("k8s.node.name", "node-1"))));
        assertThat(rewriter.rewrite(
                        rewritten,
                        resource -> AddedAttributes.of(Map.of("k8s.pod.name", "theirs", "k8s.node.name", "x"))))
                .isSameAs(rewritten);
    }

    @Test
    void nothingToAdd_isTheSameArray() throws Exception {
        byte[] request = traces(resource(attribute("service.name", "cart")));

        assertThat(rewriter.rewrite(request, resource -> AddedAttributes.NONE)).isSameAs(request);
        assertThat(rewriter.rewrite(new byte[0], resource -> AddedAttributes.of(Map.of("a", "b"))))
                .isEmpty();
    }

    @Test
    void eachResource_isAskedForByItself() throws Exception {
        byte[] cart = traces(resource(attribute("service.name", "cart")));
        byte[] pay = traces(resource(attribute("service.name", "pay")));
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.write(cart);
        both.write(pay);
        List<String> asked = new ArrayList<>();

        byte[] rewritten = rewriter.rewrite(both.toByteArray(), resource -> {
            asked.add(resource.attribute(0).text());
            return asked.size() == 1 ? AddedAttributes.NONE : AddedAttributes.of(Map.of("k8s.pod.name", "pay-1"));
        });

        assertThat(asked).containsExactly("cart", "pay");
        assertThat(ExportTraceServiceRequest.parseFrom(rewritten).getResourceSpansList())
                .extracting(ResourceSpans::getResource)
                .containsExactly(
                        resource(attribute("service.name", "cart")),
                        resource(attribute("service.name", "pay"), attribute("k8s.pod.name", "pay-1")));
    }

    /** Sizes around 127 and 16,383 bytes, where a length takes one byte more. */
    @Test
    void lengths_growWhereTheyMust() throws Exception {
        for (int length = 60; length < 17_000; length += length < 300 ? 1 : 97) {
            byte[] request = traces(resource(attribute("a", "x".repeat(length))));

            byte[] rewritten = rewriter.rewrite(request, resource -> AddedAttributes.of(Map.of("b", "y")));

            assertThat(rewritten)
                    .as("length %d", length)
                    .isEqualTo(traces(resource(attribute("a", "x".repeat(length)), attribute("b", "y"))));
        }
    }

    /** Damaged bytes give an error or a request, and nothing else. */
    @ParameterizedTest
    @EnumSource
    void damagedRequests_doNoHarm(Signal signal) {
        Random random = new Random(SEED);
        int malformed = 0;
        List<byte[]> requests = IntStream.range(0, 50)
                .mapToObj(index -> Corpus.request(signal, SEED + index))
                .filter(request -> request.length > 0)
                .toList();
        for (int round = 0; round < 5_000; round++) {
            byte[] request = requests.get(round % requests.size()).clone();
            request[random.nextInt(request.length)] = (byte) random.nextInt(256);
            byte[] cut = Arrays.copyOf(request, random.nextInt(request.length) + 1);
            try {
                rewriter.rewrite(cut, resource -> AddedAttributes.of(Map.of("a", "b")));
            } catch (MalformedOtlpException e) {
                malformed++;
            }
        }
        assertThat(malformed).isPositive();
    }

    private static byte[] traces(Resource resource) {
        return ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(Requests.of(2).getResourceSpans(0).toBuilder().setResource(resource))
                .build()
                .toByteArray();
    }

    private static Map<String, String> randomAttributes(long seed) {
        Random random = new Random(seed);
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            // some of these are in the random requests already
            attributes.put(
                    List.of("service.name", "x", "größe", "k8s.pod.name", "k8s.pod.uid", "")
                            .get(random.nextInt(6)),
                    "v".repeat(random.nextInt(200)));
        }
        return attributes;
    }

    private static Message expected(Message request, Map<String, String> added) {
        if (request instanceof ExportTraceServiceRequest traces) {
            ExportTraceServiceRequest.Builder builder = traces.toBuilder();
            builder.getResourceSpansBuilderList().forEach(each -> {
                if (addsTo(each.getResource(), added)) {
                    each.setResource(with(each.getResource(), added));
                }
            });
            return builder.build();
        } else if (request instanceof ExportMetricsServiceRequest metrics) {
            ExportMetricsServiceRequest.Builder builder = metrics.toBuilder();
            builder.getResourceMetricsBuilderList().forEach(each -> {
                if (addsTo(each.getResource(), added)) {
                    each.setResource(with(each.getResource(), added));
                }
            });
            return builder.build();
        }
        ExportLogsServiceRequest.Builder builder = ((ExportLogsServiceRequest) request).toBuilder();
        builder.getResourceLogsBuilderList().forEach(each -> {
            if (addsTo(each.getResource(), added)) {
                each.setResource(with(each.getResource(), added));
            }
        });
        return builder.build();
    }

    private static boolean addsTo(Resource resource, Map<String, String> added) {
        return added.keySet().stream().anyMatch(key -> !has(resource, key));
    }

    private static Resource with(Resource resource, Map<String, String> added) {
        Resource.Builder builder = resource.toBuilder();
        added.forEach((key, value) -> {
            if (!has(resource, key)) {
                builder.addAttributes(attribute(key, value));
            }
        });
        return builder.build();
    }

    private static boolean has(Resource resource, String key) {
        return resource.getAttributesList().stream()
                .anyMatch(attribute -> attribute.getKey().equals(key));
    }

    private static void assertOnlyTheLastResourceGrew(List<Field> before, List<Field> after, String seed) {
        List<Field> rest = new ArrayList<>(after);
        int last = lastResource(before);
        if (last < 0) {
            assertThat(rest.remove(0).tag()).as(seed).isEqualTo(RESOURCE);
            assertThat(rest).as(seed).isEqualTo(before);
            return;
        }
        assertThat(Arrays.copyOf(after.get(last).content(), before.get(last).content().length))
                .as(seed)
                .isEqualTo(before.get(last).content());
        List<Field> others = new ArrayList<>(before);
        others.remove(last);
        rest.remove(last);
        assertThat(rest).as(seed).isEqualTo(others);
    }

    private static int lastResource(List<Field> fields) {
        for (int index = fields.size() - 1; index >= 0; index--) {
            if (fields.get(index).tag() == RESOURCE) {
                return index;
            }
        }
        return -1;
    }

    /** A field of a message: its tag, its content where it has a length, and all of its bytes. */
    private record Field(int tag, byte[] content, byte[] raw) {

        @Override
        public boolean equals(Object other) {
            return other instanceof Field field && Arrays.equals(raw, field.raw);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(raw);
        }
    }

    /** Read by protobuf's own reader. */
    private static List<Field> fields(byte[] message) throws IOException {
        CodedInputStream in = CodedInputStream.newInstance(message);
        List<Field> fields = new ArrayList<>();
        while (!in.isAtEnd()) {
            int start = in.getTotalBytesRead();
            int tag = in.readTag();
            byte[] content = {};
            if ((tag & 7) == WireReader.LENGTH) {
                content = in.readByteArray();
            } else {
                in.skipField(tag);
            }
            fields.add(new Field(tag, content, Arrays.copyOfRange(message, start, in.getTotalBytesRead())));
        }
        return fields;
    }
}
