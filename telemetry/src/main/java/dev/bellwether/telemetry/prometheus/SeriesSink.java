package dev.bellwether.telemetry.prometheus;

/** Takes what {@link SeriesConverter} makes of a request. */
public interface SeriesSink {

    /** Whether samples of series with this name are wanted; asked once for a metric, so that others cost nothing. */
    default boolean takes(String metricName) {
        return true;
    }

    /** What the next samples belong to. */
    default void family(MetricFamily family) {}

    void sample(SeriesSample sample);

    /** A data point that became no sample. Each point is either converted, passed over since nobody takes it, or refused once. */
    void refused(Refusal reason);
}
