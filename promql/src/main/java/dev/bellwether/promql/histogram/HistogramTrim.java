package dev.bellwether.promql.histogram;

import dev.bellwether.promql.histogram.NativeHistogram.Totals;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts off observations above or below a value. Of the bucket in which the value lies, a part remains, estimated as
 * {@link HistogramFraction} does; the sum is that of the middles of what remains, unless nothing was cut off.
 */
final class HistogramTrim {

    private final NativeHistogram histogram;
    private final double value;
    private final boolean keepsBelow;
    private final List<Bucket> remains = new ArrayList<>();
    private boolean cut;

    private HistogramTrim(NativeHistogram histogram, double value, boolean keepsBelow) {
        this.histogram = histogram;
        this.value = value;
        this.keepsBelow = keepsBelow;
    }

    static NativeHistogram above(NativeHistogram histogram, double value) {
        return new HistogramTrim(histogram, value, true).trim();
    }

    static NativeHistogram below(NativeHistogram histogram, double value) {
        return new HistogramTrim(histogram, value, false).trim();
    }

    private NativeHistogram trim() {
        BucketLayout layout = histogram.layout();
        Buckets positive = trim(histogram.positive(), false);
        Buckets negative = trim(histogram.negative(), true);
        double zeroCount = 0;
        if (histogram.zeroCount() != 0) {
            Bucket zero = new Bucket(-histogram.zeroThreshold(), histogram.zeroThreshold(), histogram.zeroCount());
            zeroCount = remaining(histogram.withoutEmptySide(zero), true);
        }
        if (!cut) {
            return histogram;
        }
        double count = positive.total() + negative.total() + zeroCount;
        double sum = 0;
        for (Bucket part : remains) {
            sum += part.count() == 0 ? 0 : part.count() * middle(part);
        }
        return new NativeHistogram(
                histogram.hint(),
                layout,
                new Totals(count, sum, zeroCount),
                histogram.zeroThreshold(),
                positive.compact(),
                negative.compact());
    }

    private Buckets trim(Buckets buckets, boolean mirrored) {
        BucketLayout layout = histogram.layout();
        Buckets result = Buckets.NONE;
        for (int i = 0; i < buckets.size(); i++) {
            int index = buckets.index(i);
            double lower = mirrored ? -layout.upper(index) : layout.lower(index);
            double upper = mirrored ? -layout.lower(index) : layout.upper(index);
            double left = remaining(new Bucket(lower, upper, buckets.count(i)), layout.isCustom());
            result = result.combine(Buckets.from(index, left), Double::sum);
        }
        return result;
    }

    /** How many of a bucket's observations remain. */
    private double remaining(Bucket found, boolean linear) {
        Bucket bucket = linear && beginsAnywhere(found) && found.upper() > 0 && Double.isFinite(found.upper())
                ? found.withBorders(0, found.upper())
                : found;
        double share;
        if (bucket.upper() <= value) {
            share = 1;
        } else if (beginsAnywhere(found) && !keepsBelow && value < 0 && value != Double.NEGATIVE_INFINITY) {
            share = 1;
        } else if (bucket.lower() >= value) {
            share = 0;
        } else if (beginsAnywhere(bucket)) {
            share = keepsBelow && Double.isInfinite(bucket.upper()) ? 0 : 1;
        } else {
            share = Double.isInfinite(bucket.upper()) ? 0 : HistogramFraction.shareBelow(value, bucket, linear);
        }
        double kept = keepsBelow ? share : 1 - share;
        cut |= kept != 1 && bucket.count() != 0;
        remains.add(part(found, bucket, kept));
        return bucket.count() * kept;
    }

    /** The first custom bucket: of what lies in it, nobody knows how far down it goes. */
    private static boolean beginsAnywhere(Bucket bucket) {
        return bucket.lower() == Double.NEGATIVE_INFINITY;
    }

    private Bucket part(Bucket found, Bucket bucket, double kept) {
        double from = keepsBelow ? bucket.lower() : Math.max(bucket.lower(), value);
        double to = keepsBelow ? Math.min(bucket.upper(), value) : bucket.upper();
        return new Bucket(from, to, found.count() * kept);
    }

    private double middle(Bucket part) {
        if (Double.isInfinite(part.lower())) {
            return part.upper();
        }
        if (Double.isInfinite(part.upper())) {
            return part.lower();
        }
        boolean linear = histogram.hasCustomBuckets()
                || part.lower() <= 0 && part.upper() >= 0
                || Math.abs(part.lower() + part.upper()) / 2 < histogram.zeroThreshold();
        if (linear) {
            return (part.lower() + part.upper()) / 2;
        }
        double middle = Math.sqrt(part.lower() * part.upper());
        return part.upper() < 0 ? -middle : middle;
    }
}
