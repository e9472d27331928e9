package dev.bellwether.bench.promql;

import com.google.protobuf.CodedOutputStream;
import dev.bellwether.promql.histogram.Bucket;
import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.storage.SeriesSamples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.xerial.snappy.Snappy;

/**
 * The body of a request to write series to Prometheus: {@code prometheus.WriteRequest}, compressed.
 *
 * <p>Source: "Prometheus Remote-Write Specification" 1.0; field numbers are those of {@code prompb/types.proto}.
 */
final class RemoteWrite {

    private static final int REQUEST_SERIES = 1;
    private static final int SERIES_LABELS = 1;
    private static final int SERIES_SAMPLES = 2;
    private static final int SERIES_HISTOGRAMS = 4;
    private static final int LABEL_NAME = 1;
    private static final int LABEL_VALUE = 2;
    private static final int SAMPLE_VALUE = 1;
    private static final int SAMPLE_TIME = 2;
    private static final int HISTOGRAM_COUNT_FLOAT = 2;
    private static final int HISTOGRAM_SUM = 3;
    private static final int HISTOGRAM_SCHEMA = 4;
    private static final int HISTOGRAM_ZERO_THRESHOLD = 5;
    private static final int HISTOGRAM_ZERO_COUNT_FLOAT = 7;
    private static final int HISTOGRAM_POSITIVE_SPANS = 11;
    private static final int HISTOGRAM_POSITIVE_COUNTS = 13;
    private static final int HISTOGRAM_TIME = 15;
    private static final int SPAN_OFFSET = 1;
    private static final int SPAN_LENGTH = 2;

    private RemoteWrite() {}

    /** The body for some series. */
    static byte[] body(Collection<SeriesSamples> series) throws IOException {
        return Snappy.compress(message(request -> {
            for (SeriesSamples one : series) {
                request.writeByteArray(REQUEST_SERIES, series(one));
            }
        }));
    }

    private static byte[] series(SeriesSamples series) throws IOException {
        return message(out -> {
            Labels labels = series.labels();
            for (int i = 0; i < labels.size(); i++) {
                out.writeByteArray(SERIES_LABELS, label(labels.name(i), labels.value(i)));
            }
            for (int i = 0; i < series.size(); i++) {
                NativeHistogram histogram = series.histogram(i);
                if (histogram == null) {
                    out.writeByteArray(SERIES_SAMPLES, sample(series.time(i), series.value(i)));
                } else {
                    out.writeByteArray(SERIES_HISTOGRAMS, histogram(series.time(i), histogram));
                }
            }
        });
    }

    private static byte[] label(String name, String value) throws IOException {
        return message(out -> {
            out.writeString(LABEL_NAME, name);
            out.writeString(LABEL_VALUE, value);
        });
    }

    private static byte[] sample(long time, double value) throws IOException {
        return message(out -> {
            out.writeDouble(SAMPLE_VALUE, value);
            out.writeInt64(SAMPLE_TIME, time);
        });
    }

    /** Of positive values, in buckets that follow each other. */
    private static byte[] histogram(long time, NativeHistogram histogram) throws IOException {
        List<Bucket> buckets = histogram.buckets();
        if (histogram.zeroCount() != 0 || buckets.isEmpty() || buckets.get(0).lower() <= 0) {
            throw new IllegalArgumentException("histogram: " + histogram + " (expected: positive values only)");
        }
        int first = Math.toIntExact(
                Math.round(Math.scalb(Math.log(buckets.get(0).upper()) / Math.log(2), histogram.schema())));
        return message(out -> {
            out.writeDouble(HISTOGRAM_COUNT_FLOAT, histogram.count());
            out.writeDouble(HISTOGRAM_SUM, histogram.sum());
            out.writeSInt32(HISTOGRAM_SCHEMA, histogram.schema());
            out.writeDouble(HISTOGRAM_ZERO_THRESHOLD, histogram.zeroThreshold());
            out.writeDouble(HISTOGRAM_ZERO_COUNT_FLOAT, 0);
            out.writeByteArray(HISTOGRAM_POSITIVE_SPANS, span(first, buckets.size()));
            for (Bucket bucket : buckets) {
                out.writeDouble(HISTOGRAM_POSITIVE_COUNTS, bucket.count());
            }
            out.writeInt64(HISTOGRAM_TIME, time);
        });
    }

    private static byte[] span(int offset, int length) throws IOException {
        return message(out -> {
            out.writeSInt32(SPAN_OFFSET, offset);
            out.writeUInt32(SPAN_LENGTH, length);
        });
    }

    private interface Fields {
        void writeTo(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Fields fields) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        fields.writeTo(out);
        out.flush();
        return bytes.toByteArray();
    }
}
