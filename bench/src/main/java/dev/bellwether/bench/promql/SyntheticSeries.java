package dev.bellwether.bench.promql;

import dev.bellwether.promql.histogram.NativeHistogram;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.storage.SeriesSamples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What services under load would show: the same series for the same size, in any process.
 *
 * <p>Of a size N there are N series {@code requests_total}, N/10 classic histograms {@code latency_seconds} of ten buckets, as many native
 * ones, {@code latency_native_seconds}, and one {@code build_info} for each instance. Targets are scraped every 15 seconds, each with a
 * phase of its own that never falls on a full second: so no sample lies on the border of a range, where Prometheus 2 and 3 differ.
 */
public final class SyntheticSeries {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Duration SCRAPE_INTERVAL = Duration.ofSeconds(15);

    /** Of twenty minutes. */
    static final int SCRAPES = 80;

    private static final int JOBS = 10;
    private static final int SERIES_OF_AN_INSTANCE = 20;
    private static final int HISTOGRAMS_OF_AN_INSTANCE = SERIES_OF_AN_INSTANCE / 10;
    private static final int NATIVE_SCHEMA = 1;
    private static final int BUCKETS = 10;
    private static final double MEAN_SECONDS = 0.2;
    private static final String[] UPPER_BOUNDS = {
        "0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "+Inf"
    };

    private final int size;

    private SyntheticSeries(int size) {
        this.size = size;
    }

    /**
     * The series of a size.
     *
     * @param size number of series of the counter, at least 10
     */
    public static List<SeriesSamples> of(int size) {
        if (size < 10) {
            throw new IllegalArgumentException("size: " + size + " (expected: at least 10 series)");
        }
        return new SyntheticSeries(size).all();
    }

    private List<SeriesSamples> all() {
        List<SeriesSamples> series = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            series.add(counter(i));
        }
        for (int i = 0; i < size / BUCKETS; i++) {
            series.addAll(classicHistogram(i));
            series.add(nativeHistogram(i));
        }
        for (int instance = 0; instance * SERIES_OF_AN_INSTANCE < size; instance++) {
            series.add(buildInfo(instance));
        }
        return series;
    }

    private static SeriesSamples counter(int number) {
        int instance = number / SERIES_OF_AN_INSTANCE;
        int inInstance = number % SERIES_OF_AN_INSTANCE;
        Labels labels = Labels.of(
                "__name__",
                "requests_total",
                "job",
                job(instance),
                "instance",
                instance(instance),
                "path",
                "/api/v1/resource-" + inInstance / 2,
                "code",
                inInstance % 2 == 0 ? "200" : "500");
        SplittableRandom random = new SplittableRandom(number);
        SeriesSamples.Builder samples = SeriesSamples.builder(labels);
        long value = random.nextInt(1_000);
        for (int scrape = 0; scrape < SCRAPES; scrape++) {
            boolean restart = random.nextInt(1_000) == 0;
            value = restart ? 0 : value + random.nextInt(100_000);
            samples.add(time(instance, scrape), value);
        }
        return samples.build();
    }

    private static List<SeriesSamples> classicHistogram(int number) {
        int instance = number / HISTOGRAMS_OF_AN_INSTANCE;
        List<SeriesSamples.Builder> buckets = Arrays.stream(UPPER_BOUNDS)
                .map(bound -> SeriesSamples.builder(histogramLabels("latency_seconds_bucket", number, "le", bound)))
                .toList();
        SplittableRandom random = new SplittableRandom(number);
        long[] counts = new long[BUCKETS];
        for (int scrape = 0; scrape < SCRAPES; scrape++) {
            long below = 0;
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                counts[bucket] += random.nextInt(10);
                below += counts[bucket];
                buckets.get(bucket).add(time(instance, scrape), below);
            }
        }
        return buckets.stream().map(SeriesSamples.Builder::build).toList();
    }

    private static SeriesSamples nativeHistogram(int number) {
        int instance = number / HISTOGRAMS_OF_AN_INSTANCE;
        SeriesSamples.Builder samples = SeriesSamples.builder(histogramLabels("latency_native_seconds", number));
        SplittableRandom random = new SplittableRandom(number);
        double[] counts = new double[BUCKETS];
        for (int scrape = 0; scrape < SCRAPES; scrape++) {
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                counts[bucket] += random.nextInt(10);
            }
            double count = Arrays.stream(counts).sum();
            samples.add(
                    time(instance, scrape),
                    NativeHistogram.builder()
                            .schema(NATIVE_SCHEMA)
                            .count(count)
                            .sum(count * MEAN_SECONDS)
                            .positive(-BUCKETS / 2, counts)
                            .build());
        }
        return samples.build();
    }

    private static SeriesSamples buildInfo(int instance) {
        SeriesSamples.Builder samples = SeriesSamples.builder(Labels.of(
                "__name__",
                "build_info",
                "job",
                job(instance),
                "instance",
                instance(instance),
                "version",
                "1." + instance % 3));
        for (int scrape = 0; scrape < SCRAPES; scrape++) {
            samples.add(time(instance, scrape), 1);
        }
        return samples.build();
    }

    private static Labels histogramLabels(String name, int number, String... more) {
        int instance = number / HISTOGRAMS_OF_AN_INSTANCE;
        Labels labels = Labels.of(
                "__name__",
                name,
                "job",
                job(instance),
                "instance",
                instance(instance),
                "path",
                "/api/v1/resource-" + number % HISTOGRAMS_OF_AN_INSTANCE);
        return more.length == 0 ? labels : labels.with(more[0], more[1]);
    }

    private static String job(int instance) {
        return "job-" + instance % JOBS;
    }

    private static String instance(int instance) {
        return "host-" + instance + ":8080";
    }

    private static long time(int instance, int scrape) {
        long phase = 37 + instance % 149 * 100L;
        return START.toEpochMilli() + scrape * SCRAPE_INTERVAL.toMillis() + phase;
    }
}
