package dev.bellwether.alerting.match;

import com.google.protobuf.CodedInputStream;
import dev.bellwether.facts.Sample;
import dev.bellwether.facts.SampleKind;
import dev.bellwether.facts.SampledSeries;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A {@code TimeSeries} of remote write, of either version. Reused for each one of a request.
 *
 * <p>Source: {@code prompb/types.proto} and {@code prompb/io/prometheus/write/v2/types.proto} of Prometheus.
 */
final class WrittenSeries {

    private static final int LABELS = WireTag.delimited(1);
    private static final int LABEL_ALONE = WireTag.varint(1);
    private static final int SAMPLES = WireTag.delimited(2);
    private static final int HISTOGRAMS = WireTag.delimited(4);
    private static final int HISTOGRAMS_V2 = WireTag.delimited(3);
    private static final int CREATED_V2 = WireTag.varint(6);

    private static final int LABEL_NAME = WireTag.delimited(1);
    private static final int LABEL_VALUE = WireTag.delimited(2);

    private static final int SAMPLE_VALUE = WireTag.fixed64(1);
    private static final int SAMPLE_TIME = WireTag.varint(2);
    private static final int SAMPLE_START = WireTag.varint(3);

    private final SymbolTable symbols;
    private final Map<String, String> labels = new TreeMap<>();
    private final List<Sample> samples = new ArrayList<>();

    /** Of all samples that say none themselves. */
    private long created;

    private String pendingName = "";
    private boolean pending;

    WrittenSeries(SymbolTable symbols) {
        this.symbols = symbols;
    }

    /** Reads up to the limit. */
    void read(CodedInputStream in, boolean version2) throws IOException {
        labels.clear();
        samples.clear();
        created = 0;
        pending = false;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (!(version2 ? readVersion2(tag, in) : readVersion1(tag, in))) {
                in.skipField(tag);
            }
        }
    }

    private boolean readVersion1(int tag, CodedInputStream in) throws IOException {
        if (tag == LABELS) {
            readLabel(in);
        } else if (tag == SAMPLES) {
            readSample(in);
        } else if (tag == HISTOGRAMS) {
            readHistogram(in);
        } else {
            return false;
        }
        return true;
    }

    private boolean readVersion2(int tag, CodedInputStream in) throws IOException {
        if (tag == LABELS) {
            int outer = in.pushLimit(in.readRawVarint32());
            while (!in.isAtEnd()) {
                addReference(in.readRawVarint32());
            }
            in.popLimit(outer);
        } else if (tag == LABEL_ALONE) {
            addReference(in.readRawVarint32());
        } else if (tag == SAMPLES) {
            readSample(in);
        } else if (tag == HISTOGRAMS_V2) {
            readHistogram(in);
        } else if (tag == CREATED_V2) {
            created = in.readInt64();
        } else {
            return false;
        }
        return true;
    }

    private void addReference(int reference) {
        String symbol = symbols.get(reference);
        if (pending) {
            labels.put(pendingName, symbol);
        }
        pendingName = symbol;
        pending = !pending;
    }

    private void readLabel(CodedInputStream in) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        String name = "";
        String value = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == LABEL_NAME) {
                name = in.readStringRequireUtf8();
            } else if (tag == LABEL_VALUE) {
                value = in.readStringRequireUtf8();
            } else {
                in.skipField(tag);
            }
        }
        in.popLimit(outer);
        labels.put(name, value);
    }

    private void readSample(CodedInputStream in) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        Sample.Builder sample = Sample.newBuilder().setStartTime(Instant.EPOCH);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag == SAMPLE_VALUE) {
                sample.setValue(in.readDouble());
            } else if (tag == SAMPLE_TIME) {
                sample.setTime(Instant.ofEpochMilli(in.readInt64()));
            } else if (tag == SAMPLE_START) {
                sample.setStartTime(Instant.ofEpochMilli(in.readInt64()));
            } else {
                in.skipField(tag);
            }
        }
        in.popLimit(outer);
        samples.add(sample.build());
    }

    private void readHistogram(CodedInputStream in) throws IOException {
        int outer = in.pushLimit(in.readRawVarint32());
        samples.add(new WrittenHistogram().read(in));
        in.popLimit(outer);
    }

    /** The value of a label; empty where there is none. */
    String label(String name) {
        return labels.getOrDefault(name, "");
    }

    /** Number of samples. */
    int samples() {
        return samples.size();
    }

    SampledSeries fact() {
        if (created != 0) {
            Instant start = Instant.ofEpochMilli(created);
            samples.stream()
                    .filter(sample -> sample.getStartTime().equals(Instant.EPOCH))
                    .forEach(sample -> sample.setStartTime(start));
        }
        return SampledSeries.newBuilder()
                .setLabels(Map.copyOf(labels))
                .setKind(SampleKind.UNKNOWN)
                .setSamples(List.copyOf(samples))
                .build();
    }
}
