package dev.bellwether.telemetry.otlp;

import java.util.Objects;

/**
 * Reads requests of metrics ({@code ExportMetricsServiceRequest}) from their bytes, without an object for each data point. Keeps no
 * state between requests; for one thread.
 *
 * <p>What it shows is what protobuf's parser would make of the same bytes, as {@link TraceReader} does: fields in any order, of
 * repeated single values the last one, repeated messages merged. Of a metric with several kinds of data the last one counts. Data
 * points that the visitor does not ask for are passed over.
 */
public final class MetricReader {

    private static final int RESOURCE_METRICS = 1 << 3 | WireReader.LENGTH;
    private static final int RESOURCE = 1 << 3 | WireReader.LENGTH;
    private static final int RESOURCE_ATTRIBUTES = 1 << 3 | WireReader.LENGTH;
    private static final int SCOPE_METRICS = 2 << 3 | WireReader.LENGTH;

    private static final int SCOPE = 1 << 3 | WireReader.LENGTH;
    private static final int METRICS = 2 << 3 | WireReader.LENGTH;
    private static final int SCHEMA_URL = 3 << 3 | WireReader.LENGTH;
    private static final int SCOPE_NAME = 1 << 3 | WireReader.LENGTH;
    private static final int SCOPE_VERSION = 2 << 3 | WireReader.LENGTH;
    private static final int SCOPE_ATTRIBUTES = 3 << 3 | WireReader.LENGTH;

    private static final int METRIC_NAME = 1 << 3 | WireReader.LENGTH;
    private static final int METRIC_DESCRIPTION = 2 << 3 | WireReader.LENGTH;
    private static final int METRIC_UNIT = 3 << 3 | WireReader.LENGTH;
    private static final int GAUGE = 5 << 3 | WireReader.LENGTH;
    private static final int SUM = 7 << 3 | WireReader.LENGTH;
    private static final int HISTOGRAM = 9 << 3 | WireReader.LENGTH;
    private static final int EXPONENTIAL_HISTOGRAM = 10 << 3 | WireReader.LENGTH;
    private static final int SUMMARY = 11 << 3 | WireReader.LENGTH;

    private static final int DATA_POINTS = 1 << 3 | WireReader.LENGTH;
    private static final int TEMPORALITY = 2 << 3 | WireReader.VARINT;
    private static final int MONOTONIC = 3 << 3 | WireReader.VARINT;

    private final WireReader in = new WireReader();
    /** Reads resources and scopes, whose bytes may have been merged elsewhere. */
    private final WireReader mergedIn = new WireReader();

    private final ByteSlice resourceBytes = new ByteSlice();
    private final AttributeList resource = new AttributeList();
    private final ScopeView scope = new ScopeView();
    private final MetricView metric = new MetricView();
    private final Ranges data = new Ranges();
    private final DataPointView point = new DataPointView();
    private final DataPointReader pointReader = new DataPointReader(in, point);

    /**
     * Shows the request to the visitor.
     *
     * @throws MalformedOtlpException if the bytes cannot be read; the visitor has then seen what stands before, and its caller
     *     must forget that again
     */
    public void read(byte[] request, MetricVisitor visitor) throws MalformedOtlpException {
        read(request, 0, request.length, visitor);
    }

    /** As {@link #read(byte[], MetricVisitor)}, for a request that is a range of an array. */
    public void read(byte[] bytes, int offset, int length, MetricVisitor visitor) throws MalformedOtlpException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        int end = offset + length;
        in.reset(bytes, offset, end);
        while (in.hasMore()) {
            int tag = in.readTag();
            if (tag == RESOURCE_METRICS) {
                in.limit(in.readEnd());
                readResourceMetrics(visitor);
                in.limit(end);
            } else {
                in.skip(tag);
            }
        }
    }

    private void readResourceMetrics(MetricVisitor visitor) throws MalformedOtlpException {
        int start = in.position();
        int end = in.limit();
        SingularMessage.find(in, RESOURCE, resourceBytes);
        readResource(SingularMessage.originOf(resourceBytes, in, start));
        visitor.resource(resource);
        in.goTo(start);
        while (in.hasMore()) {
            int tag = in.readTag();
            if (tag == SCOPE_METRICS) {
                in.limit(in.readEnd());
                readScopeMetrics(visitor);
                in.limit(end);
            } else {
                in.skip(tag);
            }
        }
    }

    private void readResource(int origin) throws MalformedOtlpException {
        resource.clear();
        readFrom(resourceBytes, origin);
        while (mergedIn.hasMore()) {
            int tag = mergedIn.readTag();
            if (tag == RESOURCE_ATTRIBUTES) {
                resource.readKeyValue(mergedIn);
            } else {
                mergedIn.skip(tag);
            }
        }
    }

    private void readScopeMetrics(MetricVisitor visitor) throws MalformedOtlpException {
        int start = in.position();
        int end = in.limit();
        SingularMessage.find(in, SCOPE, scope.bytes);
        readScope(SingularMessage.originOf(scope.bytes, in, start));
        in.goTo(start);
        while (in.hasMore()) {
            int tag = in.readTag();
            if (tag == SCHEMA_URL) {
                in.readInto(scope.schemaUrl);
            } else {
                in.skip(tag);
            }
        }
        visitor.scope(scope);
        in.goTo(start);
        while (in.hasMore()) {
            int tag = in.readTag();
            if (tag == METRICS) {
                in.limit(in.readEnd());
                readMetric(visitor);
                in.limit(end);
            } else {
                in.skip(tag);
            }
        }
    }

    private void readScope(int origin) throws MalformedOtlpException {
        scope.clear();
        readFrom(scope.bytes, origin);
        while (mergedIn.hasMore()) {
            int tag = mergedIn.readTag();
            switch (tag) {
                case SCOPE_NAME -> mergedIn.readInto(scope.name);
                case SCOPE_VERSION -> mergedIn.readInto(scope.version);
                case SCOPE_ATTRIBUTES -> scope.attributes.readKeyValue(mergedIn);
                default -> mergedIn.skip(tag);
            }
        }
    }

    private void readFrom(ByteSlice message, int origin) {
        mergedIn.reset(message.array(), message.offset(), message.offset() + message.length(), origin);
    }

    private void readMetric(MetricVisitor visitor) throws MalformedOtlpException {
        int end = in.limit();
        readDescription();
        for (int index = 0; index < data.count(); index++) {
            enterData(index);
            readAggregation();
        }
        if (visitor.metric(metric)) {
            for (int index = 0; index < data.count(); index++) {
                enterData(index);
                readPoints(visitor);
            }
        }
        in.limit(end);
        in.goTo(end);
    }

    private void enterData(int index) {
        in.goTo(data.start(index));
        in.limit(data.end(index));
    }

    /** All of a metric but its data, of which it notes where it is. */
    private void readDescription() throws MalformedOtlpException {
        metric.clear();
        data.clear();
        while (in.hasMore()) {
            int tag = in.readTag();
            switch (tag) {
                case METRIC_NAME -> in.readInto(metric.name);
                case METRIC_DESCRIPTION -> in.readInto(metric.description);
                case METRIC_UNIT -> in.readInto(metric.unit);
                case GAUGE -> noteData(MetricType.GAUGE);
                case SUM -> noteData(MetricType.SUM);
                case HISTOGRAM -> noteData(MetricType.HISTOGRAM);
                case EXPONENTIAL_HISTOGRAM -> noteData(MetricType.EXPONENTIAL_HISTOGRAM);
                case SUMMARY -> noteData(MetricType.SUMMARY);
                default -> in.skip(tag);
            }
        }
    }

    /** Another kind of data takes the place of what was there, the same kind is one more piece of it. */
    private void noteData(MetricType type) throws MalformedOtlpException {
        if (type != metric.type) {
            metric.type = type;
            data.clear();
        }
        int end = in.readEnd();
        data.add(in.position(), end);
        in.goTo(end);
    }

    private void readAggregation() throws MalformedOtlpException {
        boolean hasTemporality = metric.type != MetricType.GAUGE && metric.type != MetricType.SUMMARY;
        while (in.hasMore()) {
            int tag = in.readTag();
            if (tag == TEMPORALITY && hasTemporality) {
                metric.temporality = Temporality.of(in.readVarint());
            } else if (tag == MONOTONIC && metric.type == MetricType.SUM) {
                metric.monotonic = in.readVarint() != 0;
            } else {
                in.skip(tag);
            }
        }
    }

    private void readPoints(MetricVisitor visitor) throws MalformedOtlpException {
        int end = in.limit();
        while (in.hasMore()) {
            int tag = in.readTag();
            if (tag == DATA_POINTS) {
                in.limit(in.readEnd());
                pointReader.read(metric.type);
                in.limit(end);
                visitor.point(point);
            } else {
                in.skip(tag);
            }
        }
    }
}
