package dev.bellwether.telemetry.otlp;

import java.util.Arrays;

/**
 * What the protobuf schema of OTLP says is a message, and where: all that is needed to check a request's structure. Source:
 * opentelemetry-proto 1.11, the files named at the constants.
 */
final class MessageType {

    /** Not a message and nothing to look into. */
    static final MessageType SCALAR = new MessageType("scalar");
    /** Not a message: varints one after the other. */
    static final MessageType PACKED_VARINTS = new MessageType("packed varints");
    /** Not a message: numbers of eight bytes. */
    static final MessageType PACKED_FIXED64 = new MessageType("packed numbers");

    // common.proto, resource.proto
    private static final MessageType ANY_VALUE = new MessageType("AnyValue");
    /** A {@code KeyValue} that is an attribute; in a map within a value it is not. */
    static final MessageType ATTRIBUTE = new MessageType("attribute").field(2, ANY_VALUE);

    private static final MessageType SCOPE =
            new MessageType("InstrumentationScope").field(3, ATTRIBUTE).mayBeInPieces();
    private static final MessageType RESOURCE = new MessageType("Resource")
            .field(1, ATTRIBUTE)
            .field(3, new MessageType("EntityRef"))
            .mayBeInPieces();

    static {
        ANY_VALUE
                .field(5, new MessageType("ArrayValue").field(1, ANY_VALUE))
                .field(6, new MessageType("KeyValueList").field(1, new MessageType("KeyValue").field(2, ANY_VALUE)));
    }

    static final MessageType TRACES = request("Spans", span());
    static final MessageType METRICS = request("Metrics", metric());
    static final MessageType LOGS = request("Logs", logRecord());

    private final String name;
    private MessageType[] byFieldNumber = {};
    private boolean item;
    private boolean alternative;
    private boolean alternatives;
    private boolean aroundItems;
    private boolean inPieces;

    private MessageType(String name) {
        this.name = name;
    }

    static MessageType requestOf(Signal signal) {
        return switch (signal) {
            case TRACES -> TRACES;
            case METRICS -> METRICS;
            case LOGS -> LOGS;
        };
    }

    /** Type of the field with this tag; {@link #SCALAR} too where the field is unknown. */
    MessageType of(int tag) {
        int number = tag >>> 3;
        return number < byFieldNumber.length && (tag & 7) == WireReader.LENGTH ? byFieldNumber[number] : SCALAR;
    }

    /** Whether requests are counted and split by messages of this type. */
    boolean isItem() {
        return item;
    }

    /** Whether this is an item, or items may lie in it. */
    boolean leadsToItems() {
        return item || aroundItems;
    }

    /** Whether this is a metric, whose data has alternatives. */
    boolean hasAlternatives() {
        return alternatives;
    }

    /** Whether this is one of the alternatives for a metric's data: where a metric has several, the last one counts. */
    boolean isAlternative() {
        return alternative;
    }

    /** Whether it has attributes and may stand several times where there is one of it: protobuf merges them. */
    boolean isInPieces() {
        return inPieces;
    }

    @Override
    public String toString() {
        return name;
    }

    private MessageType field(int number, MessageType type) {
        int known = byFieldNumber.length;
        if (number >= known) {
            byFieldNumber = Arrays.copyOf(byFieldNumber, number + 1);
            Arrays.fill(byFieldNumber, known, number + 1, SCALAR);
        }
        byFieldNumber[number] = type;
        alternatives |= type.alternative;
        aroundItems |= type.leadsToItems();
        return this;
    }

    private MessageType asItem() {
        item = true;
        return this;
    }

    private MessageType mayBeInPieces() {
        inPieces = true;
        return this;
    }

    private static MessageType alternative(String name, MessageType dataPoint) {
        MessageType type = new MessageType(name).field(1, dataPoint);
        type.alternative = true;
        return type;
    }

    /** The request, its resources and its scopes have the same form for all signals. */
    private static MessageType request(String suffix, MessageType content) {
        MessageType scopeContent =
                new MessageType("Scope" + suffix).field(1, SCOPE).field(2, content);
        MessageType resourceContent =
                new MessageType("Resource" + suffix).field(1, RESOURCE).field(2, scopeContent);
        return new MessageType("request").field(1, resourceContent);
    }

    // trace.proto
    private static MessageType span() {
        return new MessageType("Span")
                .field(9, ATTRIBUTE)
                .field(11, new MessageType("Event").field(3, ATTRIBUTE))
                .field(13, new MessageType("Link").field(4, ATTRIBUTE))
                .field(15, new MessageType("Status"))
                .asItem();
    }

    // logs.proto
    private static MessageType logRecord() {
        return new MessageType("LogRecord")
                .field(5, ANY_VALUE)
                .field(6, ATTRIBUTE)
                .asItem();
    }

    // metrics.proto
    private static MessageType metric() {
        MessageType exemplar = new MessageType("Exemplar").field(7, ATTRIBUTE);
        MessageType number = new MessageType("NumberDataPoint")
                .field(5, exemplar)
                .field(7, ATTRIBUTE)
                .asItem();
        MessageType histogram = new MessageType("HistogramDataPoint")
                .field(6, PACKED_FIXED64)
                .field(7, PACKED_FIXED64)
                .field(8, exemplar)
                .field(9, ATTRIBUTE)
                .asItem();
        MessageType buckets = new MessageType("Buckets").field(2, PACKED_VARINTS);
        MessageType exponential = new MessageType("ExponentialHistogramDataPoint")
                .field(1, ATTRIBUTE)
                .field(8, buckets)
                .field(9, buckets)
                .field(11, exemplar)
                .asItem();
        MessageType summary = new MessageType("SummaryDataPoint")
                .field(6, new MessageType("ValueAtQuantile"))
                .field(7, ATTRIBUTE)
                .asItem();
        return new MessageType("Metric")
                .field(5, alternative("Gauge", number))
                .field(7, alternative("Sum", number))
                .field(9, alternative("Histogram", histogram))
                .field(10, alternative("ExponentialHistogram", exponential))
                .field(11, alternative("Summary", summary))
                .field(12, ATTRIBUTE);
    }
}
