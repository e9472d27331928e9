package dev.bellwether.processors.fold;

import dev.bellwether.telemetry.otlp.AttributeSelection;
import dev.bellwether.telemetry.otlp.AttributeValue;
import dev.bellwether.telemetry.otlp.ByteSlice;
import dev.bellwether.telemetry.otlp.SpanView;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Names the operation that an entry span is a call of: {@code {http.request.method} {http.route}}, else {@code
 * {rpc.service}/{rpc.method}}, else {@code {messaging.operation} {destination}}, else the span's name with numbers and ids
 * masked. Attribute names are those of the semantic conventions, in their present and their earlier spelling.
 *
 * <p>Remembers the names it has made, so that a span of a known operation makes no object. For one thread.
 */
final class OperationNames {

    /** The attributes of spans that names are made of. */
    static final AttributeSelection ATTRIBUTES = AttributeSelection.of(
            "http.request.method",
            "http.method",
            "http.route",
            "rpc.service",
            "rpc.method",
            "messaging.operation.name",
            "messaging.operation.type",
            "messaging.operation",
            "messaging.destination.template",
            "messaging.destination.name");

    private static final int HTTP_REQUEST_METHOD = 0;
    private static final int HTTP_METHOD = 1;
    private static final int HTTP_ROUTE = 2;
    private static final int RPC_SERVICE = 3;
    private static final int RPC_METHOD = 4;
    private static final int MESSAGING_OPERATION = 5;
    private static final int MESSAGING_OPERATION_TYPE = 6;
    private static final int MESSAGING_OPERATION_OLD = 7;
    private static final int MESSAGING_TEMPLATE = 8;
    private static final int MESSAGING_DESTINATION = 9;

    /** Past this many names all are forgotten: names that keep changing must not fill the memory. */
    private static final int MAX_REMEMBERED = 20_000;

    /** A longer name is made anew each time. */
    private static final int MAX_REMEMBERED_BYTES = 512;

    private static final Pattern IDS = Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
            + "|(?<![A-Za-z0-9])(?=[A-Fa-f]*[0-9])[0-9A-Fa-f]{8,}(?![A-Za-z0-9])"
            + "|(?<![A-Za-z0-9])[0-9]+(?![A-Za-z0-9])");

    private final int maxLength;
    private final Map<Parts, Name> remembered = new HashMap<>();
    private final Parts probe = new Parts();

    OperationNames(int maxLength) {
        this.maxLength = maxLength;
    }

    /** The name of an operation, and whether it was longer. */
    record Name(String text, boolean cut) {}

    Name of(SpanView span) {
        choose(span);
        Name known = remembered.get(probe);
        if (known != null) {
            return known;
        }
        if (remembered.size() >= MAX_REMEMBERED) {
            remembered.clear();
        }
        String whole = probe.name();
        Name name = new Name(Names.bounded(whole, maxLength), Names.isCut(whole, maxLength));
        if (probe.length() <= MAX_REMEMBERED_BYTES) {
            remembered.put(probe.copy(), name);
        }
        return name;
    }

    private void choose(SpanView span) {
        AttributeValue method = first(span, HTTP_REQUEST_METHOD, HTTP_METHOD);
        AttributeValue route = span.attribute(HTTP_ROUTE);
        if (method.isString() && route.isString()) {
            probe.set(Kind.HTTP, method.slice(), route.slice());
            return;
        }
        AttributeValue rpcMethod = span.attribute(RPC_METHOD);
        if (rpcMethod.isString()) {
            probe.set(Kind.RPC, span.attribute(RPC_SERVICE).slice(), rpcMethod.slice());
            return;
        }
        AttributeValue operation = first(span, MESSAGING_OPERATION, MESSAGING_OPERATION_TYPE);
        operation = operation.isString() ? operation : span.attribute(MESSAGING_OPERATION_OLD);
        AttributeValue destination = first(span, MESSAGING_TEMPLATE, MESSAGING_DESTINATION);
        if (operation.isString() && destination.isString()) {
            probe.set(Kind.MESSAGING, operation.slice(), destination.slice());
            return;
        }
        probe.set(Kind.SPAN_NAME, span.name(), span.name());
    }

    private static AttributeValue first(SpanView span, int preferred, int other) {
        AttributeValue value = span.attribute(preferred);
        return value.isString() ? value : span.attribute(other);
    }

    private enum Kind {
        HTTP,
        RPC,
        MESSAGING,
        SPAN_NAME
    }

    /** What a name is made of: a key that is made once per name, and one that is set anew for every span. */
    private static final class Parts {

        private Kind kind = Kind.SPAN_NAME;
        private ByteSlice one = ByteSlice.of("");
        private ByteSlice two = one;

        void set(Kind newKind, ByteSlice newOne, ByteSlice newTwo) {
            kind = newKind;
            one = newOne;
            two = newTwo;
        }

        int length() {
            return one.length() + two.length();
        }

        Parts copy() {
            Parts copy = new Parts();
            copy.set(kind, one.copy(), two.copy());
            return copy;
        }

        String name() {
            return switch (kind) {
                case HTTP -> one + " " + two;
                case RPC -> one.isEmpty() ? two.toString() : one + "/" + two;
                case MESSAGING -> one + " " + masked(two);
                case SPAN_NAME -> one.isEmpty() ? "unknown" : masked(one);
            };
        }

        private static String masked(ByteSlice text) {
            return IDS.matcher(text.toString()).replaceAll("{id}");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Parts that && kind == that.kind && one.equals(that.one) && two.equals(that.two);
        }

        @Override
        public int hashCode() {
            return Long.hashCode(two.hash(one.hash(kind.hashCode())));
        }
    }
}
