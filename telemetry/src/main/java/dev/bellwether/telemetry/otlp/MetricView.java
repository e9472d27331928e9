package dev.bellwether.telemetry.otlp;

/** A metric without its data points. Owned by the reader and filled anew for each one; it holds only until the visitor returns. */
public final class MetricView {

    final ByteSlice name = new ByteSlice();
    final ByteSlice description = new ByteSlice();
    final ByteSlice unit = new ByteSlice();
    MetricType type = MetricType.NONE;
    Temporality temporality = Temporality.UNSPECIFIED;
    boolean monotonic;

    MetricView() {}

    void clear() {
        name.clear();
        description.clear();
        unit.clear();
        type = MetricType.NONE;
        temporality = Temporality.UNSPECIFIED;
        monotonic = false;
    }

    public ByteSlice name() {
        return name;
    }

    /** What it measures, in words. */
    public ByteSlice description() {
        return description;
    }

    /** Unit in the notation of UCUM, for example {@code By/s}. */
    public ByteSlice unit() {
        return unit;
    }

    public MetricType type() {
        return type;
    }

    /** Temporality of a sum or histogram; unspecified for what has none. */
    public Temporality temporality() {
        return temporality;
    }

    /** Whether a sum never falls; false for all that is no sum. */
    public boolean isMonotonic() {
        return monotonic;
    }
}
