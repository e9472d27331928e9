package dev.bellwether.bench.load;

import static dev.bellwether.bench.load.KeyValues.number;
import static dev.bellwether.bench.load.KeyValues.text;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Entry spans of HTTP requests, with 8 to 12 attributes each, of about 420 bytes. They ended within the second before the request. */
final class SpanBlock implements Block {

    private static final long OLDEST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int LEAST_ATTRIBUTES = 8;
    private static final int MOST_ATTRIBUTES = 12;
    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;
    private static final int SAMPLED = 0x101;

    private final byte[] bytes;
    private final int[] traceIdAt;
    private final int[] spanIdAt;
    private final int[] startAt;
    private final int[] endAt;
    private final List<Entry> entries;

    /**
     * What a span counts for.
     *
     * @param operation number of the operation
     * @param ageNanos how long before the request it ended
     */
    record Entry(int operation, long durationNanos, boolean failed, long ageNanos) {}

    private SpanBlock(byte[] bytes, int[][] places, List<Entry> entries) {
        this.bytes = bytes;
        this.traceIdAt = places[0];
        this.spanIdAt = places[1];
        this.startAt = places[2];
        this.endAt = places[3];
        this.entries = List.copyOf(entries);
    }

    /** @param operations of its items, in their order */
    static SpanBlock of(LoadProfile profile, int[] operations, RandomGenerator random) {
        int[][] places = new int[4][operations.length];
        List<Entry> entries = new ArrayList<>();
        MessageBytes scope = new MessageBytes()
                .field(
                        ScopeSpans.SCOPE_FIELD_NUMBER,
                        InstrumentationScope.newBuilder()
                                .setName("io.opentelemetry.http-server")
                                .setVersion("2.20.0")
                                .build()
                                .toByteArray());
        for (int i = 0; i < operations.length; i++) {
            Entry entry = new Entry(
                    operations[i],
                    profile.latency().sample(random),
                    random.nextDouble() < profile.errorRatio(),
                    random.nextLong(OLDEST_NANOS));
            entries.add(entry);
            append(entry, i, scope, places, random);
        }
        return new SpanBlock(scope.toByteArray(), places, entries);
    }

    /** In the order in which SDKs write the fields. */
    private static void append(Entry entry, int item, MessageBytes scope, int[][] places, RandomGenerator random) {
        MessageBytes span = new MessageBytes();
        span.field(Span.TRACE_ID_FIELD_NUMBER, new byte[TRACE_ID_BYTES]);
        int traceId = span.size() - TRACE_ID_BYTES;
        span.field(Span.SPAN_ID_FIELD_NUMBER, new byte[SPAN_ID_BYTES]);
        int spanId = span.size() - SPAN_ID_BYTES;
        span.fields(named(entry, random).toByteArray()).fixed64(Span.START_TIME_UNIX_NANO_FIELD_NUMBER);
        int start = span.size() - Long.BYTES;
        span.fixed64(Span.END_TIME_UNIX_NANO_FIELD_NUMBER);
        int end = span.size() - Long.BYTES;
        byte[] encoded = span.fields(described(entry, random).toByteArray()).toByteArray();
        scope.head(ScopeSpans.SPANS_FIELD_NUMBER, encoded.length);
        places[0][item] = scope.size() + traceId;
        places[1][item] = scope.size() + spanId;
        places[2][item] = scope.size() + start;
        places[3][item] = scope.size() + end;
        scope.fields(encoded);
    }

    private static Span named(Entry entry, RandomGenerator random) {
        byte[] parent = new byte[SPAN_ID_BYTES];
        random.nextBytes(parent);
        return Span.newBuilder()
                .setParentSpanId(ByteString.copyFrom(parent))
                .setName(Landscape.operation(entry.operation()))
                .setKind(Span.SpanKind.SPAN_KIND_SERVER)
                .build();
    }

    private static Span described(Entry entry, RandomGenerator random) {
        Span.Builder span =
                Span.newBuilder().addAllAttributes(attributes(entry, random)).setFlags(SAMPLED);
        if (entry.failed()) {
            span.setStatus(Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR));
        }
        return span.build();
    }

    private static List<KeyValue> attributes(Entry entry, RandomGenerator random) {
        String route = Landscape.route(entry.operation());
        List<KeyValue> all = List.of(
                text("http.request.method", Landscape.method(entry.operation())),
                text("http.route", route),
                number("http.response.status_code", entry.failed() ? 500 : 200),
                text("url.path", route.replace("{id}", Integer.toString(random.nextInt(100_000)))),
                text("url.scheme", "http"),
                text("server.address", "10.12.3." + random.nextInt(256)),
                number("server.port", 8080),
                text("client.address", "10.64." + random.nextInt(256) + "." + random.nextInt(256)),
                text("network.protocol.version", "1.1"),
                text("user_agent.original", "okhttp/4.12.0"),
                number("thread.id", 40 + random.nextInt(200)),
                text("thread.name", "http-nio-8080-exec-" + random.nextInt(200)));
        return all.subList(0, random.nextInt(LEAST_ATTRIBUTES, MOST_ATTRIBUTES + 1));
    }

    @Override
    public int items() {
        return entries.size();
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    /** What its spans count for, in their order. */
    List<Entry> entries() {
        return entries;
    }

    @Override
    public void stamp(byte[] copy, int at, RandomGenerator ids, long nowNanos) {
        for (int i = 0; i < startAt.length; i++) {
            Entry entry = entries.get(i);
            long endNanos = nowNanos - entry.ageNanos();
            LittleEndian.put(copy, at + traceIdAt[i], ids.nextLong());
            LittleEndian.put(copy, at + traceIdAt[i] + Long.BYTES, ids.nextLong());
            LittleEndian.put(copy, at + spanIdAt[i], ids.nextLong());
            LittleEndian.put(copy, at + startAt[i], endNanos - entry.durationNanos());
            LittleEndian.put(copy, at + endAt[i], endNanos);
        }
    }
}
