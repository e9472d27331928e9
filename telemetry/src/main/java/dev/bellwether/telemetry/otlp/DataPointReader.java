package dev.bellwether.telemetry.otlp;

/** Reads data points; each type has numbers of its own for the same fields. Source: metrics.proto of opentelemetry-proto 1.11. */
final class DataPointReader {

    // of NumberDataPoint, HistogramDataPoint and SummaryDataPoint; an exponential one has other numbers from 4 on
    private static final int START = 2 << 3 | WireReader.FIXED64;
    private static final int TIME = 3 << 3 | WireReader.FIXED64;
    private static final int COUNT = 4 << 3 | WireReader.FIXED64;
    private static final int SUM = 5 << 3 | WireReader.FIXED64;

    private static final int NUMBER_AS_DOUBLE = 4 << 3 | WireReader.FIXED64;
    private static final int NUMBER_EXEMPLARS = 5 << 3 | WireReader.LENGTH;
    private static final int NUMBER_AS_INT = 6 << 3 | WireReader.FIXED64;
    private static final int NUMBER_ATTRIBUTES = 7 << 3 | WireReader.LENGTH;
    private static final int NUMBER_FLAGS = 8 << 3 | WireReader.VARINT;

    private static final int HISTOGRAM_COUNTS = 6 << 3 | WireReader.LENGTH;
    private static final int HISTOGRAM_COUNT_ALONE = 6 << 3 | WireReader.FIXED64;
    private static final int HISTOGRAM_BOUNDS = 7 << 3 | WireReader.LENGTH;
    private static final int HISTOGRAM_BOUND_ALONE = 7 << 3 | WireReader.FIXED64;
    private static final int HISTOGRAM_EXEMPLARS = 8 << 3 | WireReader.LENGTH;
    private static final int HISTOGRAM_ATTRIBUTES = 9 << 3 | WireReader.LENGTH;
    private static final int HISTOGRAM_FLAGS = 10 << 3 | WireReader.VARINT;

    private static final int EXPONENTIAL_ATTRIBUTES = 1 << 3 | WireReader.LENGTH;
    private static final int EXPONENTIAL_SCALE = 6 << 3 | WireReader.VARINT;
    private static final int EXPONENTIAL_ZERO_COUNT = 7 << 3 | WireReader.FIXED64;
    private static final int EXPONENTIAL_POSITIVE = 8 << 3 | WireReader.LENGTH;
    private static final int EXPONENTIAL_NEGATIVE = 9 << 3 | WireReader.LENGTH;
    private static final int EXPONENTIAL_FLAGS = 10 << 3 | WireReader.VARINT;
    private static final int EXPONENTIAL_EXEMPLARS = 11 << 3 | WireReader.LENGTH;
    private static final int EXPONENTIAL_ZERO_THRESHOLD = 14 << 3 | WireReader.FIXED64;
    private static final int BUCKETS_OFFSET = 1 << 3 | WireReader.VARINT;
    private static final int BUCKETS_COUNTS = 2 << 3 | WireReader.LENGTH;
    private static final int BUCKETS_COUNT_ALONE = 2 << 3 | WireReader.VARINT;

    private static final int SUMMARY_QUANTILES = 6 << 3 | WireReader.LENGTH;
    private static final int SUMMARY_ATTRIBUTES = 7 << 3 | WireReader.LENGTH;
    private static final int SUMMARY_FLAGS = 8 << 3 | WireReader.VARINT;
    private static final int QUANTILE = 1 << 3 | WireReader.FIXED64;
    private static final int QUANTILE_VALUE = 2 << 3 | WireReader.FIXED64;

    private static final int EXEMPLAR_TIME = 2 << 3 | WireReader.FIXED64;
    private static final int EXEMPLAR_AS_DOUBLE = 3 << 3 | WireReader.FIXED64;
    private static final int EXEMPLAR_SPAN_ID = 4 << 3 | WireReader.LENGTH;
    private static final int EXEMPLAR_TRACE_ID = 5 << 3 | WireReader.LENGTH;
    private static final int EXEMPLAR_AS_INT = 6 << 3 | WireReader.FIXED64;
    private static final int EXEMPLAR_ATTRIBUTES = 7 << 3 | WireReader.LENGTH;

    private final WireReader in;
    private final DataPointView point;

    DataPointReader(WireReader in, DataPointView point) {
        this.in = in;
        this.point = point;
    }

    /** Reads a data point of this type up to the reader's limit. */
    void read(MetricType type) throws MalformedOtlpException {
        point.clear();
        while (in.hasMore()) {
            int tag = in.readTag();
            switch (type) {
                case GAUGE, SUM -> readNumberField(tag);
                case HISTOGRAM -> readHistogramField(tag);
                case EXPONENTIAL_HISTOGRAM -> readExponentialField(tag);
                case SUMMARY -> readSummaryField(tag);
                case NONE -> in.skip(tag);
            }
        }
    }

    private void readNumberField(int tag) throws MalformedOtlpException {
        switch (tag) {
            case NUMBER_AS_DOUBLE -> point.value.set(ValueKind.DOUBLE, in.readFixed64());
            case NUMBER_AS_INT -> point.value.set(ValueKind.INT, in.readFixed64());
            case NUMBER_EXEMPLARS -> readExemplar();
            case NUMBER_ATTRIBUTES -> point.attributes.readKeyValue(in);
            case NUMBER_FLAGS -> point.flags = (int) in.readVarint();
            default -> readTimeField(tag);
        }
    }

    private void readHistogramField(int tag) throws MalformedOtlpException {
        switch (tag) {
            case HISTOGRAM_COUNTS -> point.bucketCounts.addPackedFixed64(in);
            case HISTOGRAM_COUNT_ALONE -> point.bucketCounts.add(in.readFixed64());
            case HISTOGRAM_BOUNDS -> point.explicitBounds.addPackedFixed64(in);
            case HISTOGRAM_BOUND_ALONE -> point.explicitBounds.add(in.readFixed64());
            case HISTOGRAM_EXEMPLARS -> readExemplar();
            case HISTOGRAM_ATTRIBUTES -> point.attributes.readKeyValue(in);
            case HISTOGRAM_FLAGS -> point.flags = (int) in.readVarint();
            default -> readTotalsField(tag);
        }
    }

    private void readExponentialField(int tag) throws MalformedOtlpException {
        switch (tag) {
            case EXPONENTIAL_ATTRIBUTES -> point.attributes.readKeyValue(in);
            case EXPONENTIAL_SCALE -> point.scale = readSigned();
            case EXPONENTIAL_ZERO_COUNT -> point.zeroCount = in.readFixed64();
            case EXPONENTIAL_POSITIVE -> readBuckets(point.positive);
            case EXPONENTIAL_NEGATIVE -> readBuckets(point.negative);
            case EXPONENTIAL_FLAGS -> point.flags = (int) in.readVarint();
            case EXPONENTIAL_EXEMPLARS -> readExemplar();
            case EXPONENTIAL_ZERO_THRESHOLD -> point.zeroThreshold = Double.longBitsToDouble(in.readFixed64());
            default -> readTotalsField(tag);
        }
    }

    private void readSummaryField(int tag) throws MalformedOtlpException {
        switch (tag) {
            case SUMMARY_QUANTILES -> readQuantile();
            case SUMMARY_ATTRIBUTES -> point.attributes.readKeyValue(in);
            case SUMMARY_FLAGS -> point.flags = (int) in.readVarint();
            default -> readTotalsField(tag);
        }
    }

    private void readTotalsField(int tag) throws MalformedOtlpException {
        if (tag == COUNT) {
            point.count = in.readFixed64();
        } else if (tag == SUM) {
            point.sum = Double.longBitsToDouble(in.readFixed64());
            point.hasSum = true;
        } else {
            readTimeField(tag);
        }
    }

    private void readTimeField(int tag) throws MalformedOtlpException {
        if (tag == START) {
            point.startUnixNanos = in.readFixed64();
        } else if (tag == TIME) {
            point.timeUnixNanos = in.readFixed64();
        } else {
            in.skip(tag);
        }
    }

    private void readBuckets(BucketsView buckets) throws MalformedOtlpException {
        int end = in.limit();
        in.limit(in.readEnd());
        while (in.hasMore()) {
            int tag = in.readTag();
            switch (tag) {
                case BUCKETS_OFFSET -> buckets.offset = readSigned();
                case BUCKETS_COUNTS -> buckets.counts.addPackedVarints(in);
                case BUCKETS_COUNT_ALONE -> buckets.counts.add(in.readVarint());
                default -> in.skip(tag);
            }
        }
        in.limit(end);
    }

    private void readQuantile() throws MalformedOtlpException {
        int end = in.limit();
        in.limit(in.readEnd());
        long quantile = 0;
        long value = 0;
        while (in.hasMore()) {
            int tag = in.readTag();
            switch (tag) {
                case QUANTILE -> quantile = in.readFixed64();
                case QUANTILE_VALUE -> value = in.readFixed64();
                default -> in.skip(tag);
            }
        }
        in.limit(end);
        point.quantiles.add(quantile);
        point.quantiles.add(value);
    }

    private void readExemplar() throws MalformedOtlpException {
        int end = in.limit();
        in.limit(in.readEnd());
        ExemplarView exemplar = point.nextExemplar();
        while (in.hasMore()) {
            int tag = in.readTag();
            switch (tag) {
                case EXEMPLAR_TIME -> exemplar.timeUnixNanos = in.readFixed64();
                case EXEMPLAR_AS_DOUBLE -> exemplar.value.set(ValueKind.DOUBLE, in.readFixed64());
                case EXEMPLAR_AS_INT -> exemplar.value.set(ValueKind.INT, in.readFixed64());
                case EXEMPLAR_SPAN_ID -> in.readInto(exemplar.spanId);
                case EXEMPLAR_TRACE_ID -> in.readInto(exemplar.traceId);
                case EXEMPLAR_ATTRIBUTES -> exemplar.attributes.readKeyValue(in);
                default -> in.skip(tag);
            }
        }
        in.limit(end);
    }

    /** A {@code sint32}: the sign is in the lowest bit. */
    private int readSigned() throws MalformedOtlpException {
        int raw = (int) in.readVarint();
        return raw >>> 1 ^ -(raw & 1);
    }
}
