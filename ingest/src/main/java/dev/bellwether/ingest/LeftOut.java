package dev.bellwether.ingest;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Items of a request that are not appended while others are.
 *
 * @param items how many, by reason; none of them zero
 */
record LeftOut(Map<RejectReason, Long> items) {

    static final LeftOut NOTHING = new LeftOut(Map.of());

    LeftOut {
        items = Map.copyOf(items);
    }

    LeftOut plus(RejectReason reason, long count) {
        if (count == 0) {
            return this;
        }
        Map<RejectReason, Long> more = new EnumMap<>(RejectReason.class);
        more.putAll(items);
        more.merge(reason, count, Long::sum);
        return new LeftOut(more);
    }

    long total() {
        return items.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Why, and what can be done about it, for the client; empty where nothing was left out. */
    String message(long of, IngestLimits limits) {
        List<String> sentences = new ArrayList<>();
        for (RejectReason reason : RejectReason.values()) { // in the same order always
            Long count = items.get(reason);
            if (count != null) {
                sentences.add(count + " of " + of + " items " + because(reason, limits));
            }
        }
        return String.join("; ", sentences);
    }

    private static String because(RejectReason reason, IngestLimits limits) {
        return switch (reason) {
            case ITEM_TOO_LARGE ->
                "are, with their resource and scope, larger than a record may be (" + limits.maxRecordBytes()
                        + " bytes)";
            case TOO_MANY_ATTRIBUTES ->
                "have, or stand in a resource, scope or metric that has, more than "
                        + limits.otlp().maxAttributes()
                        + " attributes: send fewer, or raise ingest.max-attributes";
            case ATTRIBUTE_TOO_LONG ->
                "have, or stand in a resource, scope or metric that has, an attribute of more than "
                        + limits.otlp().maxAttributeLength()
                        + " bytes: shorten it (OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT in SDKs), or raise ingest.max-attribute-length";
            default -> throw new IllegalStateException("items are not left out because of " + reason);
        };
    }
}
