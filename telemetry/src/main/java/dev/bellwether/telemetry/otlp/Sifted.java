package dev.bellwether.telemetry.otlp;

import java.util.List;

/**
 * A request without the items that {@link OtlpLimits} refuses.
 *
 * @param parts requests of the other items, in their order; none where all are refused
 * @param tooManyAttributes items left out, since they, something in them, or something that they stand in has too many attributes
 * @param attributesTooLong items left out, since one of these attributes is too long. Of an item with several flaws the first one that is
 *     met counts, from the resource inwards
 */
public record Sifted(List<byte[]> parts, long tooManyAttributes, long attributesTooLong) {

    public Sifted {
        parts = List.copyOf(parts);
    }

    /** Items left out. */
    public long leftOut() {
        return tooManyAttributes + attributesTooLong;
    }
}
