package dev.bellwether.telemetry.prometheus;

import dev.bellwether.telemetry.otlp.AttributeList;
import dev.bellwether.telemetry.otlp.DataPointView;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import dev.bellwether.telemetry.otlp.MetricReader;
import dev.bellwether.telemetry.otlp.MetricType;
import dev.bellwether.telemetry.otlp.MetricView;
import dev.bellwether.telemetry.otlp.MetricVisitor;
import dev.bellwether.telemetry.otlp.ScopeView;
import dev.bellwether.telemetry.otlp.Temporality;
import java.util.Optional;

/**
 * Makes Prometheus series of requests of OTLP metrics. Keeps no state between requests; for one thread. Deltas stay deltas, for {@link
 * DeltaAccumulator}, which needs all of a series in one place.
 *
 * <p>Sums that only rise become counters, other sums and gauges become gauges, histograms become classic ones, exponential histograms
 * native ones, and summaries stay summaries. Series have the labels {@code job} and {@code instance} of their resource, {@code
 * otel_scope_name}, {@code _version}, {@code _schema_url} and attributes of their scope, and the attributes of their data point. What
 * else is known of a resource stands in the gauge {@code target_info}, once for each job and instance in a request, at the time of the
 * resource's latest point. A point that says it has no value becomes the end of its series.
 *
 * <p>Source: "OTLP Metric points to Prometheus" in the OpenTelemetry specification's {@code
 * compatibility/prometheus_and_openmetrics.md}. Not made are {@code _created} series, for samples have their start, and the types
 * unknown, info and stateset, which a {@code prometheus.type} in a metric's metadata can ask for: they become gauges.
 */
public final class SeriesConverter {

    private final MetricReader reader = new MetricReader();
    private final MetricNamer metricNamer;
    private final AttributeLabels attributeLabels;
    private final PointConversion conversion;

    public SeriesConverter(NamingRules rules) {
        metricNamer = new MetricNamer(rules.strategy());
        attributeLabels = new AttributeLabels(new LabelNamer(rules));
        conversion = new PointConversion(new Exemplars(attributeLabels));
    }

    /**
     * Converts a request.
     *
     * @throws MalformedOtlpException if the bytes cannot be read; the sink has then been sent what stands before, and the caller must
     *     forget that again
     */
    public void convert(byte[] request, SeriesSink sink) throws MalformedOtlpException {
        Visit visit = new Visit(sink);
        reader.read(request, visit);
        visit.targetInfo.end();
    }

    /** One request on its way through. */
    private final class Visit implements MetricVisitor {

        private final SeriesSink sink;
        private final PointLabels labels = new PointLabels(attributeLabels);
        private final TargetInfo targetInfo;
        private String family = "";
        private MetricType type = MetricType.NONE;
        private SampleKind kind = SampleKind.GAUGE;
        private Optional<Refusal> refusal = Optional.empty();

        private Visit(SeriesSink sink) {
            this.sink = sink;
            this.targetInfo = new TargetInfo(attributeLabels, sink);
        }

        @Override
        public void resource(AttributeList attributes) throws MalformedOtlpException {
            Target target = Target.of(attributes);
            labels.enter(target);
            targetInfo.next(target, attributes);
        }

        @Override
        public void scope(ScopeView scope) throws MalformedOtlpException {
            labels.enter(scope);
        }

        @Override
        public boolean metric(MetricView metric) {
            FamilyType familyType = familyType(metric);
            String unit = metric.unit().toString();
            family = metricNamer.name(metric.name().toString(), unit, familyType);
            type = metric.type();
            kind = kind(metric);
            refusal = refusal(metric);
            if (refusal.isPresent()) {
                return true; // to count its points
            }
            boolean takes = takes(familyType);
            if (takes) {
                sink.family(new MetricFamily(
                        family, familyType, unit, metric.description().toString()));
            }
            return takes;
        }

        @Override
        public void point(DataPointView point) throws MalformedOtlpException {
            Optional<Refusal> refused = refusal.isPresent() ? refusal : convert(point);
            refused.ifPresentOrElse(sink::refused, () -> targetInfo.seen(point.timeUnixNanos()));
        }

        private Optional<Refusal> convert(DataPointView point) throws MalformedOtlpException {
            if (point.timeUnixNanos() <= 0) {
                return Optional.of(Refusal.NO_TIME);
            }
            Optional<SeriesLabels> pointLabels = labels.of(point.attributes());
            if (pointLabels.isEmpty()) {
                return Optional.of(Refusal.NO_LABEL_NAME);
            }
            PointSamples samples = PointSamples.of(sink, pointLabels.get(), kind, point);
            return switch (type) {
                case GAUGE, SUM -> conversion.number(family, point, samples);
                case HISTOGRAM -> conversion.histogram(family, point, samples);
                case EXPONENTIAL_HISTOGRAM -> conversion.exponential(family, point, samples);
                case SUMMARY -> conversion.summary(family, point, samples);
                case NONE -> throw new IllegalStateException("a data point of nothing");
            };
        }

        private boolean takes(FamilyType familyType) {
            if (sink.takes(family)) {
                return true;
            }
            boolean composed = familyType == FamilyType.HISTOGRAM || familyType == FamilyType.SUMMARY;
            return composed
                    && (sink.takes(family + "_count") || sink.takes(family + "_sum") || sink.takes(family + "_bucket"));
        }

        private Optional<Refusal> refusal(MetricView metric) {
            boolean hasTemporality = type != MetricType.GAUGE && type != MetricType.SUMMARY;
            if (family.isEmpty()) {
                return Optional.of(Refusal.NO_NAME);
            }
            if (!hasTemporality || metric.temporality() == Temporality.CUMULATIVE) {
                return Optional.empty();
            }
            if (metric.temporality() == Temporality.UNSPECIFIED) {
                return Optional.of(Refusal.NO_TEMPORALITY);
            }
            if (type == MetricType.EXPONENTIAL_HISTOGRAM) {
                return Optional.of(Refusal.DELTA_EXPONENTIAL);
            }
            return type == MetricType.SUM && !metric.isMonotonic()
                    ? Optional.of(Refusal.DELTA_NOT_MONOTONIC)
                    : Optional.empty();
        }
    }

    private static FamilyType familyType(MetricView metric) {
        return switch (metric.type()) {
            case SUM -> metric.isMonotonic() ? FamilyType.COUNTER : FamilyType.GAUGE;
            case GAUGE, NONE -> FamilyType.GAUGE;
            case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> FamilyType.HISTOGRAM;
            case SUMMARY -> FamilyType.SUMMARY;
        };
    }

    private static SampleKind kind(MetricView metric) {
        return switch (metric.type()) {
            case GAUGE, NONE -> SampleKind.GAUGE;
            case SUM -> metric.isMonotonic() ? counterKind(metric) : SampleKind.GAUGE;
            case HISTOGRAM, EXPONENTIAL_HISTOGRAM -> counterKind(metric);
            case SUMMARY -> SampleKind.CUMULATIVE;
        };
    }

    private static SampleKind counterKind(MetricView metric) {
        return metric.temporality() == Temporality.DELTA ? SampleKind.DELTA : SampleKind.CUMULATIVE;
    }
}
