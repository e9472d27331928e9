package dev.bellwether.alerting.match;

import com.google.protobuf.CodedInputStream;
import dev.bellwether.facts.HistogramBuckets;
import dev.bellwether.facts.Sample;
import dev.bellwether.facts.SampledHistogram;
import dev.bellwether.promql.histogram.NativeHistogram;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@code Histogram} of remote write; both versions have the same. Counts are integers, of which each bucket tells the difference to the
 * one before, or floats.
 */
final class WrittenHistogram {

    private static final int COUNT_INT = WireTag.varint(1);
    private static final int COUNT_FLOAT = WireTag.fixed64(2);
    private static final int SUM = WireTag.fixed64(3);
    private static final int SCHEMA = WireTag.varint(4);
    private static final int ZERO_THRESHOLD = WireTag.fixed64(5);
    private static final int ZERO_COUNT_INT = WireTag.varint(6);
    private static final int ZERO_COUNT_FLOAT = WireTag.fixed64(7);
    private static final int NEGATIVE = 8;
    private static final int POSITIVE = 11;
    private static final int RESET_HINT = WireTag.varint(14);
    private static final int TIME = WireTag.varint(15);
    private static final int CUSTOM_VALUES = 16;
    private static final int START = WireTag.varint(17);

    private static final int GAUGE = 3;

    private final Side negative = new Side(NEGATIVE);
    private final Side positive = new Side(POSITIVE);
    private final List<Double> customBounds = new ArrayList<>();
    private final SampledHistogram.Builder histogram = SampledHistogram.newBuilder();
    private long time;
    private long start;

    /** Reads up to the limit. */
    Sample read(CodedInputStream in) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (!readTotals(tag, in) && !readTimes(tag, in) && !negative.read(tag, in) && !positive.read(tag, in)) {
                in.skipField(tag);
            }
        }
        SampledHistogram read = histogram
                .setNegative(negative.buckets())
                .setPositive(positive.buckets())
                .setCustomBounds(customBounds)
                .build();
        checkSchema(read.getBucketSchema());
        return Sample.newBuilder()
                .setTime(Instant.ofEpochMilli(time))
                .setStartTime(Instant.ofEpochMilli(start))
                .setHistogram(read)
                .build();
    }

    private static void checkSchema(int schema) {
        if (schema != NativeHistogram.CUSTOM_SCHEMA && (schema < -4 || schema > 8)) {
            throw new IllegalArgumentException("a histogram of schema " + schema + " (expected: -4 to 8, or "
                    + NativeHistogram.CUSTOM_SCHEMA + ")");
        }
    }

    private boolean readTotals(int tag, CodedInputStream in) throws IOException {
        if (tag == COUNT_INT) {
            histogram.setCount(unsigned(in.readUInt64()));
        } else if (tag == COUNT_FLOAT) {
            histogram.setCount(in.readDouble());
        } else if (tag == SUM) {
            histogram.setSum(in.readDouble());
        } else if (tag == SCHEMA) {
            histogram.setBucketSchema(in.readSInt32());
        } else if (tag == ZERO_THRESHOLD) {
            histogram.setZeroThreshold(in.readDouble());
        } else if (tag == ZERO_COUNT_INT) {
            histogram.setZeroCount(unsigned(in.readUInt64()));
        } else if (tag == ZERO_COUNT_FLOAT) {
            histogram.setZeroCount(in.readDouble());
        } else {
            return false;
        }
        return true;
    }

    private boolean readTimes(int tag, CodedInputStream in) throws IOException {
        if (tag == RESET_HINT) {
            histogram.setGauge(in.readEnum() == GAUGE);
        } else if (tag == TIME) {
            time = in.readInt64();
        } else if (tag == START) {
            start = in.readInt64();
        } else if (tag == WireTag.fixed64(CUSTOM_VALUES)) {
            customBounds.add(in.readDouble());
        } else if (tag == WireTag.delimited(CUSTOM_VALUES)) {
            Side.readDoubles(in, customBounds);
        } else {
            return false;
        }
        return true;
    }

    private static double unsigned(long value) {
        return value >= 0 ? value : (value >>> 1) * 2.0;
    }

    /** The buckets on one side of 0: spans of them, and what is in each. */
    private static final class Side {

        private static final int LARGEST = 10_000;

        private final int spans;
        private final int deltas;
        private final int counts;
        private final List<Integer> indexes = new ArrayList<>();
        private final List<Double> integers = new ArrayList<>();
        private final List<Double> floats = new ArrayList<>();
        private int next;
        private long last;

        Side(int firstField) {
            this.spans = WireTag.delimited(firstField);
            this.deltas = firstField + 1;
            this.counts = firstField + 2;
        }

        boolean read(int tag, CodedInputStream in) throws IOException {
            if (tag == spans) {
                readSpan(in);
            } else if (tag == WireTag.delimited(deltas)) {
                int outer = in.pushLimit(in.readRawVarint32());
                while (!in.isAtEnd()) {
                    addDelta(in.readSInt64());
                }
                in.popLimit(outer);
            } else if (tag == WireTag.varint(deltas)) {
                addDelta(in.readSInt64());
            } else if (tag == WireTag.delimited(counts)) {
                readDoubles(in, floats);
            } else if (tag == WireTag.fixed64(counts)) {
                floats.add(in.readDouble());
            } else {
                return false;
            }
            return true;
        }

        private void addDelta(long delta) {
            last += delta;
            integers.add((double) last);
        }

        private void readSpan(CodedInputStream in) throws IOException {
            int outer = in.pushLimit(in.readRawVarint32());
            int offset = 0;
            int length = 0;
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                if (tag == WireTag.varint(1)) {
                    offset = in.readSInt32();
                } else if (tag == WireTag.varint(2)) {
                    length = in.readUInt32();
                } else {
                    in.skipField(tag);
                }
            }
            in.popLimit(outer);
            if (length < 0 || indexes.size() + (long) length > LARGEST) {
                throw new IllegalArgumentException("a histogram of more than " + LARGEST + " buckets");
            }
            next += offset;
            for (int i = 0; i < length; i++) {
                indexes.add(next++);
            }
        }

        private static void readDoubles(CodedInputStream in, List<Double> into) throws IOException {
            int outer = in.pushLimit(in.readRawVarint32());
            while (!in.isAtEnd()) {
                into.add(in.readDouble());
            }
            in.popLimit(outer);
        }

        HistogramBuckets buckets() {
            List<Double> counted = floats.isEmpty() ? integers : floats;
            if (counted.size() != indexes.size()) {
                throw new IllegalArgumentException(
                        "a histogram with " + indexes.size() + " buckets and " + counted.size() + " counts");
            }
            return HistogramBuckets.newBuilder()
                    .setIndexes(indexes)
                    .setCounts(counted)
                    .build();
        }
    }
}
