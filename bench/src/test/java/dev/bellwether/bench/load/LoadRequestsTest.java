package dev.bellwether.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.bellwether.telemetry.otlp.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoadRequestsTest {

    private static final long START = 1_800_000_000_000_000_000L;
    private static final long NOW = START + TimeUnit.SECONDS.toNanos(100);

    /** Those of a profile are made once. */
    private final Map<LoadProfile, LoadRequests> made = new HashMap<>();

    private ExportTraceServiceRequest traces(LoadProfile profile, long number) throws InvalidProtocolBufferException {
        return ExportTraceServiceRequest.parseFrom(made.computeIfAbsent(profile, one -> new LoadRequests(one, START))
                .request(number, NOW, 0));
    }

    private static List<Span> spans(ExportTraceServiceRequest request) {
        return request.getResourceSpansList().stream()
                .flatMap(resource -> resource.getScopeSpansList().stream())
                .flatMap(scope -> scope.getSpansList().stream())
                .toList();
    }

    private static String attribute(List<KeyValue> attributes, String key) {
        return attributes.stream()
                .filter(attribute -> attribute.getKey().equals(key))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("");
    }

    private static String service(Resource resource) {
        return attribute(resource.getAttributesList(), "service.name") + " "
                + attribute(resource.getAttributesList(), "service.version");
    }

    @Test
    void sameProfileAndNumber_giveTheSameRequest() {
        LoadProfile profile = LoadProfile.DEFAULT;

        byte[] one = new LoadRequests(profile, START).request(7, NOW, 5);

        assertThat(new LoadRequests(profile, START).request(7, NOW, 5)).isEqualTo(one);
        assertThat(new LoadRequests(profile, START).request(8, NOW, 5)).isNotEqualTo(one);
        assertThat(new LoadRequests(seeded(profile, 2), START).request(7, NOW, 5))
                .isNotEqualTo(one);
    }

    private static LoadProfile seeded(LoadProfile profile, long seed) {
        return new LoadProfile(
                profile.signal(),
                profile.shape(),
                profile.services(),
                profile.operations(),
                profile.versions(),
                profile.batch(),
                profile.errorRatio(),
                profile.latency(),
                seed);
    }

    @Test
    void roomInFront_isLeftFree() {
        LoadRequests requests = new LoadRequests(LoadProfile.DEFAULT, START);

        byte[] withRoom = requests.request(3, NOW, 5);

        assertThat(Arrays.copyOf(withRoom, 5)).containsOnly(0);
        assertThat(Arrays.copyOfRange(withRoom, 5, withRoom.length)).isEqualTo(requests.request(3, NOW, 0));
    }

    @Test
    void span_hasAbout420Bytes_and8To12Attributes() throws InvalidProtocolBufferException {
        List<Integer> attributes = new ArrayList<>();
        long bytes = 0;
        for (int number = 0; number < 10; number++) {
            ExportTraceServiceRequest request = traces(LoadProfile.DEFAULT, number);
            bytes += request.getSerializedSize();
            spans(request).forEach(span -> attributes.add(span.getAttributesCount()));
        }

        assertThat(attributes).hasSize(5_000).contains(8, 12).allMatch(count -> count >= 8 && count <= 12);
        assertThat(bytes / 5_000.0).isBetween(405.0, 435.0);
    }

    @Test
    void span_isAnEntrySpanThatEndedJustNow_withIdsOfItsOwn() throws InvalidProtocolBufferException {
        Set<String> ids = new HashSet<>();
        for (int number = 0; number < 4; number++) {
            for (Span span : spans(traces(LoadProfile.DEFAULT, number))) {
                ids.add(span.getTraceId().toStringUtf8() + span.getSpanId().toStringUtf8());
                assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
                assertThat(span.getTraceId().size()).isEqualTo(16);
                assertThat(span.getSpanId().size()).isEqualTo(8);
                assertThat(span.getEndTimeUnixNano())
                        .isLessThanOrEqualTo(NOW)
                        .isGreaterThan(NOW - TimeUnit.SECONDS.toNanos(1));
                assertThat(span.getStartTimeUnixNano()).isLessThan(span.getEndTimeUnixNano());
                assertThat(span.getName())
                        .isEqualTo(attribute(span.getAttributesList(), "http.request.method") + " "
                                + attribute(span.getAttributesList(), "http.route"));
            }
        }
        assertThat(ids).hasSize(2_000);
    }

    @Test
    void sdk_isOneServiceARequest_eachInItsTurn() throws InvalidProtocolBufferException {
        LoadProfile profile = LoadProfile.DEFAULT.withServices(3).withBatch(10);
        Set<String> seen = new HashSet<>();
        for (int number = 0; number < 3; number++) {
            List<ResourceSpans> resources = traces(profile, number).getResourceSpansList();
            assertThat(resources).hasSize(1);
            seen.add(service(resources.get(0).getResource()));
        }
        assertThat(seen).containsExactlyInAnyOrder("service-0000 1.0.0", "service-0001 1.0.0", "service-0002 1.0.0");
    }

    @Test
    void gateway_mixes50Services_withAllItemsShared() throws InvalidProtocolBufferException {
        LoadProfile profile =
                LoadProfile.DEFAULT.withShape(Shape.GATEWAY).withServices(200).withBatch(520);

        ExportTraceServiceRequest request = traces(profile, 1);

        assertThat(request.getResourceSpansList().stream().map(resource -> service(resource.getResource())))
                .hasSize(50)
                .doesNotHaveDuplicates();
        assertThat(spans(request)).hasSize(520);
    }

    @Test
    void versions_areSideBySide() throws InvalidProtocolBufferException {
        LoadProfile profile = new LoadProfile(Signal.TRACES, Shape.SDK, 2, 1, 3, 1, 0, Latency.DEFAULT, 1);
        List<String> seen = new ArrayList<>();
        for (int number = 0; number < 6; number++) {
            seen.add(service(traces(profile, number).getResourceSpans(0).getResource()));
        }
        assertThat(seen).doesNotHaveDuplicates().contains("service-0001 1.2.0");
    }

    @Test
    void errorsAndLatencies_areDistributedAsTold() throws InvalidProtocolBufferException {
        LoadProfile profile = new LoadProfile(
                Signal.TRACES,
                Shape.SDK,
                1,
                5,
                1,
                20_000,
                0.2,
                new Latency(Duration.ofMillis(10), Duration.ofMillis(100)),
                1);

        List<Span> spans = spans(traces(profile, 0));

        assertThat(spans.stream()
                        .filter(span -> span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR)
                        .count())
                .isBetween(3_800L, 4_200L);
        List<Double> millis = spans.stream()
                .map(span -> (span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / 1e6)
                .sorted()
                .toList();
        assertThat(millis.get(10_000)).isCloseTo(10, within(0.5));
        assertThat(millis.get(19_800)).isCloseTo(100, within(10.0));
    }

    @Test
    void everyOperation_comesUp() throws InvalidProtocolBufferException {
        LoadProfile profile = LoadProfile.DEFAULT.withOperations(1_000);
        Set<String> names = new HashSet<>();
        for (int number = 0; number < 200; number++) {
            spans(traces(profile, number)).forEach(span -> names.add(span.getName()));
        }
        assertThat(names).hasSize(1_000);
    }

    /** Drawn by lot, of 20,000 operations more than a quarter would be missing from 20,000 spans. */
    @Test
    void everyOperation_isAmongTheSpansThatAreMade_howeverManyThereAre() {
        for (int batch : List.of(1, 300)) {
            LoadProfile profile =
                    LoadProfile.DEFAULT.withServices(1).withOperations(20_000).withBatch(batch);
            LoadRequests requests = new LoadRequests(profile, START);
            Set<Integer> operations = new HashSet<>();
            for (int number = 0; number < 400_000 && operations.size() < 20_000; number++) {
                for (LoadRequests.Part part : requests.parts(number)) {
                    ((SpanBlock) part.block()).entries().forEach(entry -> operations.add(entry.operation()));
                }
            }
            assertThat(operations).as("batch %d", batch).hasSize(20_000);
        }
    }

    @Test
    void logs_areRecordsWithinTraces() throws InvalidProtocolBufferException {
        LoadProfile profile = LoadProfile.DEFAULT.withSignal(Signal.LOGS).withBatch(100);

        List<LogRecord> records = ExportLogsServiceRequest.parseFrom(
                        new LoadRequests(profile, START).request(0, NOW, 0))
                .getResourceLogs(0)
                .getScopeLogs(0)
                .getLogRecordsList();

        assertThat(records).hasSize(100).allSatisfy(record -> {
            assertThat(record.getTimeUnixNano())
                    .isEqualTo(record.getObservedTimeUnixNano())
                    .isBetween(NOW - TimeUnit.SECONDS.toNanos(1), NOW);
            assertThat(record.getTraceId().size()).isEqualTo(16);
            assertThat(record.getSpanId().toByteArray()).hasSize(8).isNotEqualTo(new byte[8]);
            assertThat(record.getAttributesCount()).isEqualTo(8);
            assertThat(record.getBody().getStringValue()).contains("/api/v1/resource-");
        });
    }

    @Test
    void metrics_areCumulativeAndRise() throws InvalidProtocolBufferException {
        LoadProfile profile = LoadProfile.DEFAULT.withSignal(Signal.METRICS).withBatch(41);
        LoadRequests requests = new LoadRequests(profile, START);

        List<Metric> earlier = metrics(requests.request(0, NOW, 0));
        List<Metric> later = metrics(requests.request(0, NOW + TimeUnit.SECONDS.toNanos(10), 0));

        assertThat(earlier.get(0).getSum().getDataPointsList()).hasSize(21).allSatisfy(point -> {
            assertThat(point.getStartTimeUnixNano()).isEqualTo(START);
            assertThat(point.getTimeUnixNano()).isEqualTo(NOW);
            assertThat(point.getAttributesCount()).isBetween(8, 12);
        });
        assertThat(earlier.get(0).getSum().getDataPoints(0).getAsInt()).isEqualTo(100);
        assertThat(later.get(0).getSum().getDataPoints(0).getAsInt()).isEqualTo(110);
        assertThat(earlier.get(0).getSum().getDataPointsList().stream().map(point -> point.getAttributesList()))
                .doesNotHaveDuplicates();
        assertThat(later.get(1).getHistogram().getDataPointsList()).hasSize(20).allSatisfy(point -> {
            assertThat(point.getCount()).isPositive().isEqualTo(bucketSum(point));
            assertThat(point.getSum()).isCloseTo(point.getCount() * 0.06, within(1e-6));
            assertThat(point.getTimeUnixNano()).isEqualTo(NOW + TimeUnit.SECONDS.toNanos(10));
        });
    }

    private static long bucketSum(HistogramDataPoint point) {
        return point.getBucketCountsList().stream().mapToLong(Long::longValue).sum();
    }

    private static List<Metric> metrics(byte[] request) throws InvalidProtocolBufferException {
        return ExportMetricsServiceRequest.parseFrom(request)
                .getResourceMetrics(0)
                .getScopeMetrics(0)
                .getMetricsList();
    }

    @Test
    void profileOutOfBounds_isRefusedWithWhatWasExpected() {
        assertThatThrownBy(() -> LoadProfile.DEFAULT.withServices(0)).hasMessage("services: 0 (expected: 1 to 100000)");
        assertThatThrownBy(() -> new Latency(Duration.ofMillis(2), Duration.ofMillis(1)))
                .hasMessageContaining("expected: at least the median");
    }
}
