package dev.bellwether.telemetry.prometheus;

import static dev.bellwether.telemetry.prometheus.Collected.attribute;
import static dev.bellwether.telemetry.prometheus.Collected.attributes;
import static dev.bellwether.telemetry.prometheus.Collected.request;
import static dev.bellwether.telemetry.prometheus.Collected.resource;
import static dev.bellwether.telemetry.prometheus.Collected.scope;
import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
import static io.opentelemetry.proto.metrics.v1.AggregationTemporality.AGGREGATION_TEMPORALITY_UNSPECIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import dev.bellwether.telemetry.prometheus.SampleValue.Number;
import dev.bellwether.telemetry.prometheus.SampleValue.Stale;
import dev.bellwether.telemetry.prometheus.SeriesSample.Interval;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of "OTLP Metric points to Prometheus", one by one. */
class SeriesConverterTest {

    private static final long START = 1_760_000_000_000_000_000L;
    private static final long TIME = START + 60_000_000_123L;
    private static final int NO_RECORDED_VALUE = 1;

    private static NumberDataPoint.Builder number(double value) {
        return NumberDataPoint.newBuilder()
                .setStartTimeUnixNano(START)
                .setTimeUnixNano(TIME)
                .setAsDouble(value);
    }

    private static Metric.Builder gauge(NumberDataPoint.Builder... points) {
        Gauge.Builder gauge = Gauge.newBuilder();
        List.of(points).forEach(gauge::addDataPoints);
        return Metric.newBuilder().setName("queue.size").setGauge(gauge);
    }

    private static Metric.Builder sum(
            AggregationTemporality temporality, boolean monotonic, NumberDataPoint.Builder point) {
        return Metric.newBuilder()
                .setName("requests")
                .setSum(Sum.newBuilder()
                        .setAggregationTemporality(temporality)
                        .setIsMonotonic(monotonic)
                        .addDataPoints(point));
    }

    private static HistogramDataPoint.Builder distribution() {
        return HistogramDataPoint.newBuilder()
                .setStartTimeUnixNano(START)
                .setTimeUnixNano(TIME)
                .setCount(10)
                .setSum(12.5)
                .addAllBucketCounts(List.of(1L, 2L, 3L, 4L))
                .addAllExplicitBounds(List.of(0.005, 1.0, 2500.0));
    }

    private static Metric.Builder histogram(AggregationTemporality temporality, HistogramDataPoint.Builder point) {
        return Metric.newBuilder()
                .setName("duration")
                .setUnit("s")
                .setHistogram(Histogram.newBuilder()
                        .setAggregationTemporality(temporality)
                        .addDataPoints(point));
    }

    @Test
    void gauge_isOneWithoutAStart() throws Exception {
        Collected collected = Collected.of(gauge(number(5)).setUnit("1").setDescription("how many"));
        assertThat(collected.lines()).containsExactly("queue_size_ratio{} 5.0");
        assertThat(collected.only().kind()).isEqualTo(SampleKind.GAUGE);
        assertThat(collected.only().interval()).isEqualTo(new Interval(0, TIME));
        assertThat(collected.only().interval().timeUnixMillis()).isEqualTo(TIME / 1_000_000);
        assertThat(collected.families)
                .containsExactly(new MetricFamily("queue_size_ratio", FamilyType.GAUGE, "1", "how many"));
    }

    @Test
    void wholeNumber_isTaken() throws Exception {
        assertThat(Collected.of(gauge(number(0).setAsInt(-7))).lines()).containsExactly("queue_size{} -7.0");
    }

    @Test
    void monotonicCumulativeSum_isACounterWithItsStart() throws Exception {
        Collected collected = Collected.of(sum(AGGREGATION_TEMPORALITY_CUMULATIVE, true, number(5)));
        assertThat(collected.lines()).containsExactly("requests_total{} 5.0");
        assertThat(collected.only().kind()).isEqualTo(SampleKind.CUMULATIVE);
        assertThat(collected.only().interval()).isEqualTo(new Interval(START, TIME));
        assertThat(collected.families.get(0).type()).isEqualTo(FamilyType.COUNTER);
    }

    @Test
    void otherCumulativeSum_isAGauge() throws Exception {
        Collected collected = Collected.of(sum(AGGREGATION_TEMPORALITY_CUMULATIVE, false, number(5)));
        assertThat(collected.lines()).containsExactly("requests{} 5.0");
        assertThat(collected.only().kind()).isEqualTo(SampleKind.GAUGE);
    }

    @Test
    void monotonicDeltaSum_staysADelta() throws Exception {
        Collected collected = Collected.of(sum(AGGREGATION_TEMPORALITY_DELTA, true, number(5)));
        assertThat(collected.lines()).containsExactly("requests_total{} 5.0");
        assertThat(collected.only().kind()).isEqualTo(SampleKind.DELTA);
    }

    @Test
    void whatCannotBeConverted_isRefusedWithItsReason() throws Exception {
        assertRefused(Refusal.DELTA_NOT_MONOTONIC, sum(AGGREGATION_TEMPORALITY_DELTA, false, number(5)));
        assertRefused(Refusal.NO_TEMPORALITY, sum(AGGREGATION_TEMPORALITY_UNSPECIFIED, true, number(5)));
        assertRefused(Refusal.NO_TEMPORALITY, histogram(AGGREGATION_TEMPORALITY_UNSPECIFIED, distribution()));
        assertRefused(Refusal.NO_NAME, gauge(number(5)).setName("@"));
        assertRefused(Refusal.NO_TIME, gauge(number(5).setTimeUnixNano(0)));
        assertRefused(Refusal.NO_TIME, gauge(number(5).setTimeUnixNano(-1)));
        assertRefused(Refusal.NO_VALUE, gauge(number(5).clearValue()));
        assertRefused(Refusal.NO_LABEL_NAME, gauge(number(5).addAllAttributes(attributes("字", "x"))));
        HistogramDataPoint.Builder fewer = distribution().clearBucketCounts().addBucketCounts(10);
        assertRefused(Refusal.BAD_BUCKETS, histogram(AGGREGATION_TEMPORALITY_CUMULATIVE, fewer));
        HistogramDataPoint.Builder falling = distribution().setExplicitBounds(1, 0.001);
        assertRefused(Refusal.BAD_BUCKETS, histogram(AGGREGATION_TEMPORALITY_CUMULATIVE, falling));
        HistogramDataPoint.Builder endless = distribution().setExplicitBounds(2, Double.POSITIVE_INFINITY);
        assertRefused(Refusal.BAD_BUCKETS, histogram(AGGREGATION_TEMPORALITY_CUMULATIVE, endless));
    }

    private static void assertRefused(Refusal reason, Metric.Builder metric) throws Exception {
        Collected collected = Collected.of(metric);
        assertThat(collected.refusals).as("%s", metric).containsExactly(reason);
        assertThat(collected.samples).isEmpty();
    }

    @Test
    void histogram_isAClassicOne() throws Exception {
        Collected collected = Collected.of(histogram(AGGREGATION_TEMPORALITY_CUMULATIVE, distribution()));
        assertThat(collected.lines())
                .containsExactly(
                        "duration_seconds_bucket{le=\"0.005\"} 1.0",
                        "duration_seconds_bucket{le=\"1\"} 3.0",
                        "duration_seconds_bucket{le=\"2500\"} 6.0",
                        "duration_seconds_bucket{le=\"+Inf\"} 10.0",
                        "duration_seconds_sum{} 12.5",
                        "duration_seconds_count{} 10.0");
        assertThat(collected.samples)
                .allMatch(sample -> sample.kind() == SampleKind.CUMULATIVE)
                .allMatch(sample -> sample.interval().equals(new Interval(START, TIME)));
    }

    @Test
    void histogramWithoutSum_hasNone() throws Exception {
        assertThat(Collected.of(histogram(
                                AGGREGATION_TEMPORALITY_CUMULATIVE,
                                distribution().clearSum()))
                        .lines())
                .hasSize(5)
                .noneMatch(line -> line.contains("_sum"));
    }

    @Test
    void histogramWithoutBuckets_hasTheLastOne() throws Exception {
        HistogramDataPoint.Builder point = distribution().clearBucketCounts().clearExplicitBounds();
        assertThat(Collected.of(histogram(AGGREGATION_TEMPORALITY_CUMULATIVE, point))
                        .lines())
                .containsExactly(
                        "duration_seconds_bucket{le=\"+Inf\"} 10.0",
                        "duration_seconds_sum{} 12.5",
                        "duration_seconds_count{} 10.0");
    }

    @Test
    void deltaHistogram_isDeltasOfItsSeries() throws Exception {
        assertThat(Collected.of(histogram(AGGREGATION_TEMPORALITY_DELTA, distribution())).samples)
                .hasSize(6)
                .allMatch(sample -> sample.kind() == SampleKind.DELTA);
    }

    @Test
    void countAboveTheLargestLong_isNotNegative() throws Exception {
        assertThat(Collected.of(histogram(
                                AGGREGATION_TEMPORALITY_CUMULATIVE,
                                distribution().setCount(-1)))
                        .lines())
                .contains("duration_seconds_count{} 1.8446744073709552E19");
    }

    @Test
    void noRecordedValue_endsEverySeries() throws Exception {
        assertThat(Collected.of(gauge(number(5).setFlags(NO_RECORDED_VALUE).clearValue()))
                        .only()
                        .value())
                .isEqualTo(new Stale());
        HistogramDataPoint.Builder point =
                distribution().setFlags(NO_RECORDED_VALUE).clearBucketCounts();
        assertThat(Collected.of(histogram(AGGREGATION_TEMPORALITY_CUMULATIVE, point)).samples)
                .hasSize(6)
                .allMatch(sample -> sample.value() instanceof Stale);
    }

    @Test
    void summary_hasItsQuantiles() throws Exception {
        Collected collected = Collected.of(Metric.newBuilder()
                .setName("latency")
                .setSummary(Summary.newBuilder()
                        .addDataPoints(SummaryDataPoint.newBuilder()
                                .setTimeUnixNano(TIME)
                                .setCount(3)
                                .setSum(9)
                                .addQuantileValues(quantile(0.5, 2))
                                .addQuantileValues(quantile(1, 4)))));
        assertThat(collected.lines())
                .containsExactly(
                        "latency{quantile=\"0.5\"} 2.0",
                        "latency{quantile=\"1\"} 4.0",
                        "latency_sum{} 9.0",
                        "latency_count{} 3.0");
        assertThat(collected.samples)
                .extracting(SeriesSample::kind)
                .containsExactly(SampleKind.GAUGE, SampleKind.GAUGE, SampleKind.CUMULATIVE, SampleKind.CUMULATIVE);
    }

    private static SummaryDataPoint.ValueAtQuantile.Builder quantile(double quantile, double value) {
        return SummaryDataPoint.ValueAtQuantile.newBuilder()
                .setQuantile(quantile)
                .setValue(value);
    }

    @Test
    void collidingKeys_joinTheirValuesInTheOrderOfTheKeys() throws Exception {
        NumberDataPoint.Builder point =
                number(1).addAllAttributes(attributes("a_b", "3", "a.b", "2", "a-b", "1", "a.b", "not the first"));
        assertThat(Collected.of(gauge(point)).lines()).containsExactly("queue_size{a_b=\"1;2;3\"} 1.0");
    }

    @Test
    void attributeValues_becomeTexts() throws Exception {
        AnyValue.Builder list = AnyValue.newBuilder()
                .setArrayValue(ArrayValue.newBuilder()
                        .addValues(AnyValue.newBuilder().setStringValue("a\"b"))
                        .addValues(AnyValue.newBuilder().setIntValue(1))
                        .addValues(AnyValue.newBuilder().setDoubleValue(Double.NaN))
                        .addValues(AnyValue.newBuilder()));
        NumberDataPoint.Builder point = number(1)
                .addAttributes(attribute("bool", AnyValue.newBuilder().setBoolValue(true)))
                .addAttributes(attribute("bytes", AnyValue.newBuilder().setBytesValue(ByteString.copyFromUtf8("hi"))))
                .addAttributes(attribute("double", AnyValue.newBuilder().setDoubleValue(2)))
                .addAttributes(attribute("empty", AnyValue.newBuilder()))
                .addAttributes(attribute("int", AnyValue.newBuilder().setIntValue(-3)))
                .addAttributes(attribute("list", list));
        assertThat(Collected.of(gauge(point)).only().labels().toMap())
                .containsEntry("bool", "true")
                .containsEntry("bytes", "aGk=")
                .containsEntry("double", "2")
                .doesNotContainKey("empty")
                .containsEntry("int", "-3")
                .containsEntry("list", "[\"a\\\"b\",1,\"NaN\",null]");
    }

    @Test
    void scope_isOnAllPointsAndItsNameComesFirst() throws Exception {
        ScopeMetrics.Builder metrics = ScopeMetrics.newBuilder()
                .setScope(scope(
                        "io.shop", "1.2", "library.mode", "fast", "name", "no", "version", "no", "schema_url", "no"))
                .setSchemaUrl("https://schema")
                .addMetrics(gauge(number(1), number(2).addAllAttributes(attributes("otel_scope_name", "no"))));
        String labels = "{otel_scope_library_mode=\"fast\",otel_scope_name=\"io.shop\","
                + "otel_scope_schema_url=\"https://schema\",otel_scope_version=\"1.2\"}";
        assertThat(Collected.of(request(Resource.getDefaultInstance(), metrics)).lines())
                .containsExactly("queue_size" + labels + " 1.0", "queue_size" + labels + " 2.0");
    }

    @Test
    void resource_isJobAndInstanceAndTargetInfo() throws Exception {
        Resource resource = resource(
                "service.name", "cart", "service.namespace", "shop", "service.instance.id", "a1", "host.name", "n1");
        NumberDataPoint.Builder later = number(2).setTimeUnixNano(TIME + 1);
        Collected collected =
                Collected.of(request(resource, gauge(number(1), later.addAllAttributes(attributes("job", "no")))));
        assertThat(collected.lines())
                .containsExactly(
                        "queue_size{instance=\"a1\",job=\"shop/cart\"} 1.0",
                        "queue_size{instance=\"a1\",job=\"shop/cart\"} 2.0",
                        "target_info{host_name=\"n1\",instance=\"a1\",job=\"shop/cart\"} 1.0");
        assertThat(collected.samples.get(2).interval()).isEqualTo(new Interval(0, TIME + 1));
    }

    @Test
    void resourceWithoutNamespaceOrInstance_hasTheNameAlone() throws Exception {
        assertThat(Collected.of(request(resource("service.name", "cart"), gauge(number(1))))
                        .lines())
                .as("with nothing else to say there is no target_info")
                .containsExactly("queue_size{job=\"cart\"} 1.0");
        assertThat(Collected.of(request(resource("host.name", "n1"), gauge(number(1))))
                        .lines())
                .as("nor where there is nothing to tell it apart by")
                .containsExactly("queue_size{} 1.0");
    }

    @Test
    void targetInfo_isSentOnceForEachTarget() throws Exception {
        Resource cart = resource("service.name", "cart", "host.name", "n1");
        Resource again = resource("service.name", "cart", "host.name", "n2");
        Resource other = resource("service.name", "other", "host.name", "n3");
        ExportMetricsServiceRequest.Builder requests = ExportMetricsServiceRequest.newBuilder();
        for (Resource resource : List.of(cart, again, other)) {
            requests.mergeFrom(request(resource, gauge(number(1))));
        }
        assertThat(Collected.of(requests.build().toByteArray()).lines())
                .filteredOn(line -> line.startsWith("target_info"))
                .containsExactly(
                        "target_info{host_name=\"n1\",job=\"cart\"} 1.0",
                        "target_info{host_name=\"n3\",job=\"other\"} 1.0");
    }

    @Test
    void exemplars_standAtTheirBucket() throws Exception {
        HistogramDataPoint.Builder point = distribution()
                .addExemplars(exemplar(0.005))
                .addExemplars(exemplar(7))
                .addExemplars(exemplar(9999))
                .addExemplars(exemplar(1).clearValue());
        assertThat(Collected.of(histogram(AGGREGATION_TEMPORALITY_CUMULATIVE, point)).samples)
                .extracting(sample -> sample.exemplars().stream()
                        .map(dev.bellwether.telemetry.prometheus.Exemplar::value)
                        .toList())
                .containsExactly(List.of(0.005), List.of(), List.of(7.0), List.of(9999.0), List.of(), List.of());
    }

    @Test
    void exemplar_hasItsIdsAndWhatElseIsShortEnough() throws Exception {
        Exemplar.Builder brief = exemplar(1).addAllFilteredAttributes(attributes("user.id", "7"));
        Exemplar.Builder lengthy = exemplar(2).addAllFilteredAttributes(attributes("text", "x".repeat(70)));
        Exemplar.Builder untraced =
                exemplar(3).setTraceId(ByteString.copyFrom(new byte[16])).clearSpanId();
        NumberDataPoint.Builder point =
                number(3).addExemplars(brief).addExemplars(lengthy).addExemplars(untraced);
        assertThat(Collected.of(sum(AGGREGATION_TEMPORALITY_CUMULATIVE, true, point))
                        .only()
                        .exemplars())
                .extracting(exemplar -> exemplar.labels().toMap().toString())
                .containsExactly(
                        "{span_id=0102030405060708, trace_id=000102030405060708090a0b0c0d0e0f, user_id=7}",
                        "{span_id=0102030405060708, trace_id=000102030405060708090a0b0c0d0e0f}",
                        "{}");
        assertThat(Collected.of(sum(AGGREGATION_TEMPORALITY_CUMULATIVE, false, point))
                        .only()
                        .exemplars())
                .as("what is no counter has none")
                .isEmpty();
    }

    private static Exemplar.Builder exemplar(double value) {
        byte[] traceId = new byte[16];
        for (int index = 0; index < 16; index++) {
            traceId[index] = (byte) index;
        }
        return Exemplar.newBuilder()
                .setAsDouble(value)
                .setTimeUnixNano(TIME)
                .setTraceId(ByteString.copyFrom(traceId))
                .setSpanId(ByteString.copyFrom(traceId, 1, 8));
    }

    @Test
    void onlyWhatIsTaken_isSent() throws Exception {
        byte[] request = request(
                resource("service.name", "cart", "host.name", "n1"),
                gauge(number(1)),
                histogram(AGGREGATION_TEMPORALITY_CUMULATIVE, distribution()));
        Collected collected = Collected.of(request, NamingRules.DEFAULT, "duration_seconds_count"::equals);
        assertThat(collected.lines()).containsExactly("duration_seconds_count{job=\"cart\"} 10.0");
        assertThat(collected.families).extracting(MetricFamily::name).containsExactly("duration_seconds");
        assertThat(collected.refusals).isEmpty();
    }

    @Test
    void strategy_isThatOfTheRules() throws Exception {
        NamingRules rules = NamingRules.DEFAULT.withStrategy(TranslationStrategy.NO_TRANSLATION);
        byte[] request = request(
                Resource.getDefaultInstance(), gauge(number(1).addAllAttributes(attributes("http.route", "/"))));
        assertThat(Collected.of(request, rules, name -> true).lines())
                .containsExactly("queue.size{http.route=\"/\"} 1.0");
    }

    @Test
    void startAfterTheTime_isNone() throws Exception {
        NumberDataPoint.Builder point = number(1).setStartTimeUnixNano(TIME + 1);
        assertThat(Collected.of(sum(AGGREGATION_TEMPORALITY_CUMULATIVE, true, point))
                        .only()
                        .interval())
                .isEqualTo(new Interval(0, TIME));
        assertThat(((Number) Collected.of(gauge(point)).only().value()).value()).isEqualTo(1);
    }
}
