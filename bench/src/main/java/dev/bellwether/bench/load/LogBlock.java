package dev.bellwether.bench.load;

import static dev.bellwether.bench.load.KeyValues.number;
import static dev.bellwether.bench.load.KeyValues.text;

import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Log records of requests, with 8 attributes each, within a trace. They were written within the second before the request. */
final class LogBlock implements Block {

    private static final long OLDEST_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int TRACE_ID_BYTES = 16;
    private static final int SPAN_ID_BYTES = 8;

    private final byte[] bytes;
    private final int[] timeAt;
    private final int[] observedAt;
    private final int[] traceIdAt;
    private final int[] spanIdAt;
    private final long[] ageNanos;

    private LogBlock(byte[] bytes, int[][] places, long[] ageNanos) {
        this.bytes = bytes;
        this.timeAt = places[0];
        this.observedAt = places[1];
        this.traceIdAt = places[2];
        this.spanIdAt = places[3];
        this.ageNanos = ageNanos;
    }

    /** @param operations of its items, in their order */
    static LogBlock of(LoadProfile profile, int[] operations, RandomGenerator random) {
        int[][] places = new int[4][operations.length];
        long[] ages = new long[operations.length];
        MessageBytes scope = new MessageBytes()
                .field(
                        ScopeLogs.SCOPE_FIELD_NUMBER,
                        InstrumentationScope.newBuilder()
                                .setName("com.example.shop.OrderController")
                                .build()
                                .toByteArray());
        for (int i = 0; i < operations.length; i++) {
            ages[i] = random.nextLong(OLDEST_NANOS);
            boolean failed = random.nextDouble() < profile.errorRatio();
            append(described(operations[i], failed, random), i, scope, places);
        }
        return new LogBlock(scope.toByteArray(), places, ages);
    }

    private static void append(LogRecord record, int item, MessageBytes scope, int[][] places) {
        MessageBytes log = new MessageBytes().fixed64(LogRecord.TIME_UNIX_NANO_FIELD_NUMBER);
        int time = log.size() - Long.BYTES;
        log.fields(record.toByteArray());
        log.field(LogRecord.TRACE_ID_FIELD_NUMBER, new byte[TRACE_ID_BYTES]);
        int traceId = log.size() - TRACE_ID_BYTES;
        log.field(LogRecord.SPAN_ID_FIELD_NUMBER, new byte[SPAN_ID_BYTES]);
        int spanId = log.size() - SPAN_ID_BYTES;
        byte[] encoded =
                log.fixed64(LogRecord.OBSERVED_TIME_UNIX_NANO_FIELD_NUMBER).toByteArray();
        int observed = encoded.length - Long.BYTES;
        scope.head(ScopeLogs.LOG_RECORDS_FIELD_NUMBER, encoded.length);
        places[0][item] = scope.size() + time;
        places[1][item] = scope.size() + observed;
        places[2][item] = scope.size() + traceId;
        places[3][item] = scope.size() + spanId;
        scope.fields(encoded);
    }

    private static LogRecord described(int operation, boolean failed, RandomGenerator random) {
        String path = Landscape.route(operation).replace("{id}", Integer.toString(random.nextInt(100_000)));
        String said = failed ? "failed: upstream connect error, retries exhausted" : "done";
        LogRecord.Builder record = LogRecord.newBuilder()
                .setSeverityNumber(failed ? SeverityNumber.SEVERITY_NUMBER_ERROR : SeverityNumber.SEVERITY_NUMBER_INFO)
                .setSeverityText(failed ? "ERROR" : "INFO")
                .addAllAttributes(attributes(operation, path, random));
        record.getBodyBuilder()
                .setStringValue(Landscape.method(operation) + " " + path + " " + said + " after "
                        + random.nextInt(1_000) + " ms");
        return record.build();
    }

    private static List<KeyValue> attributes(int operation, String path, RandomGenerator random) {
        return List.of(
                text("http.request.method", Landscape.method(operation)),
                text("http.route", Landscape.route(operation)),
                text("url.path", path),
                text("client.address", "10.64." + random.nextInt(256) + "." + random.nextInt(256)),
                text("code.function.name", "com.example.shop.OrderController.handle"),
                number("code.line.number", random.nextInt(400)),
                number("thread.id", 40 + random.nextInt(200)),
                text("thread.name", "http-nio-8080-exec-" + random.nextInt(200)));
    }

    @Override
    public int items() {
        return ageNanos.length;
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public void stamp(byte[] copy, int at, RandomGenerator ids, long nowNanos) {
        for (int i = 0; i < ageNanos.length; i++) {
            long timeNanos = nowNanos - ageNanos[i];
            LittleEndian.put(copy, at + timeAt[i], timeNanos);
            LittleEndian.put(copy, at + observedAt[i], timeNanos);
            LittleEndian.put(copy, at + traceIdAt[i], ids.nextLong());
            LittleEndian.put(copy, at + traceIdAt[i] + Long.BYTES, ids.nextLong());
            LittleEndian.put(copy, at + spanIdAt[i], ids.nextLong());
        }
    }
}
