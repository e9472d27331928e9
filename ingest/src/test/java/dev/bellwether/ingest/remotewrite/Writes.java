package dev.bellwether.ingest.remotewrite;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Builds messages of remote write, right and wrong ones. */
public final class Writes {

    private final WriteVersion version;
    private final DynamicMessage.Builder message;
    private final List<String> symbols = new ArrayList<>(List.of(""));

    public Writes(WriteVersion version) {
        this.version = version;
        this.message = DynamicMessage.newBuilder(WriteSchema.of(version));
    }

    /** A message of one series with one sample, and one with a native histogram and an exemplar. */
    public static byte[] small(WriteVersion version) {
        return new Writes(version)
                .series(1, 0, 0, "__name__", "up", "job", "cart")
                .series(0, 1, 1, "__name__", "duration_seconds", "job", "cart")
                .toBytes();
    }

    /** Adds a series with so many samples, histograms and exemplars, and these labels as they are. */
    public Writes series(int samples, int histograms, int exemplars, String... namesAndValues) {
        DynamicMessage.Builder series = WriteSchema.message(version, "TimeSeries");
        addLabels(series, namesAndValues);
        for (int index = 0; index < samples; index++) {
            add(series, "samples", sample(index));
        }
        for (int index = 0; index < histograms; index++) {
            DynamicMessage.Builder histogram = WriteSchema.message(version, "Histogram");
            set(histogram, "count_int", 7L);
            set(histogram, "timestamp", 1_760_000_000_000L + index);
            add(series, "histograms", histogram.build());
        }
        for (int index = 0; index < exemplars; index++) {
            DynamicMessage.Builder exemplar = WriteSchema.message(version, "Exemplar");
            addLabels(exemplar, "trace_id", "abc");
            set(exemplar, "value", 0.25);
            add(series, "exemplars", exemplar.build());
        }
        add(message, "timeseries", series.build());
        return this;
    }

    /** Adds a description of a metric, as version 1 has them. */
    public Writes metadata(String family) {
        DynamicMessage.Builder metadata = WriteSchema.message(version, "MetricMetadata");
        set(metadata, "metric_family_name", family);
        add(message, "metadata", metadata.build());
        return this;
    }

    /** Adds a series of version 2 that refers to symbols by these numbers. */
    public Writes references(Integer... references) {
        DynamicMessage.Builder series = WriteSchema.message(version, "TimeSeries");
        for (Integer reference : references) {
            add(series, "labels_refs", reference);
        }
        add(message, "timeseries", series.build());
        return this;
    }

    /** Makes this text the first symbol of version 2. */
    public Writes firstSymbol(String text) {
        symbols.set(0, text);
        return this;
    }

    public byte[] toBytes() {
        DynamicMessage.Builder whole = message.clone();
        if (version == WriteVersion.V2) {
            symbols.forEach(symbol -> add(whole, "symbols", symbol));
        }
        return whole.build().toByteArray();
    }

    private DynamicMessage sample(int index) {
        DynamicMessage.Builder sample = WriteSchema.message(version, "Sample");
        set(sample, "value", index + 0.5);
        set(sample, "timestamp", 1_760_000_000_000L + index);
        return sample.build();
    }

    private void addLabels(DynamicMessage.Builder target, String... namesAndValues) {
        for (int index = 0; index < namesAndValues.length; index += 2) {
            if (version == WriteVersion.V1) {
                DynamicMessage.Builder label = WriteSchema.message(version, "Label");
                set(label, "name", namesAndValues[index]);
                set(label, "value", namesAndValues[index + 1]);
                add(target, "labels", label.build());
            } else {
                add(target, "labels_refs", symbol(namesAndValues[index]));
                add(target, "labels_refs", symbol(namesAndValues[index + 1]));
            }
        }
    }

    private int symbol(String text) {
        int known = symbols.indexOf(text);
        if (known >= 0) {
            return known;
        }
        symbols.add(text);
        return symbols.size() - 1;
    }

    private static void set(DynamicMessage.Builder target, String field, Object value) {
        target.setField(field(target, field), value);
    }

    private static void add(DynamicMessage.Builder target, String field, Object value) {
        target.addRepeatedField(field(target, field), value);
    }

    private static FieldDescriptor field(DynamicMessage.Builder target, String name) {
        return Objects.requireNonNull(target.getDescriptorForType().findFieldByName(name), name);
    }
}
