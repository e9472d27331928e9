package dev.bellwether.console.http;

import dev.bellwether.console.view.VersionRates;
import dev.bellwether.facts.Alert;
import dev.bellwether.schemas.ServiceKey;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Golden signals of services, and their alerts, as Prometheus reads them. Names of services come with telemetry and so have no end: told are
 * the versions with most requests, at most as many as asked for, and how many there are besides.
 *
 * @param versions with most requests first
 * @param hidden versions that are left out
 * @param alerts that are pending or firing, at most as many as versions
 * @param hiddenAlerts alerts that are left out
 */
record ServiceMetrics(List<VersionRates> versions, int hidden, List<Alert> alerts, int hiddenAlerts) {

    static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

    private static final String PREFIX = "bellwether_service_";

    static ServiceMetrics of(Collection<VersionRates> versions, Collection<Alert> alerts, int most) {
        return new ServiceMetrics(
                versions.stream()
                        .sorted(Comparator.comparingLong(VersionRates::requests)
                                .reversed()
                                .thenComparing(version -> version.subject().toString()))
                        .limit(most)
                        .toList(),
                Math.max(0, versions.size() - most),
                alerts.stream().limit(most).toList(),
                Math.max(0, alerts.size() - most));
    }

    /** In the text format of Prometheus. */
    byte[] text() {
        MetricSnapshots all = MetricSnapshots.of(
                each("requests_per_second", "Entry spans a second", VersionRates::requestsPerSecond),
                each("error_ratio", "Share of them that failed; absent without any", VersionRates::errorRatio),
                each("latency_p50_seconds", "Median duration", version -> version.p50Millis() / 1000),
                each("latency_p99_seconds", "99th percentile of the duration", version -> version.p99Millis() / 1000),
                alerting(),
                single("versions_hidden", "Versions that are left out here, those with fewest requests", hidden),
                single("alerts_hidden", "Alerts that are left out here", hiddenAlerts));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, all);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // an array takes everything
        }
        return out.toByteArray();
    }

    private GaugeSnapshot each(String name, String help, ToDoubleFunction<VersionRates> value) {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name(PREFIX + name).help(help);
        for (VersionRates version : versions) {
            double shown = value.applyAsDouble(version);
            if (Double.isFinite(shown)) {
                ServiceKey service = version.subject().service();
                gauge.dataPoint(GaugeDataPointSnapshot.builder()
                        .value(shown)
                        .labels(Labels.of(
                                "environment",
                                service.environment(),
                                "service_namespace",
                                service.namespace(),
                                "service",
                                service.name(),
                                "version",
                                version.subject().version()))
                        .build());
            }
        }
        return gauge.build();
    }

    private GaugeSnapshot alerting() {
        GaugeSnapshot.Builder gauge =
                GaugeSnapshot.builder().name(PREFIX + "alerts").help("1 for each alert that is pending or firing");
        alerts.stream()
                .map(ServiceMetrics::labels)
                .distinct() // what is renamed may make two alike, and a series that is there twice breaks the scrape
                .forEach(labels -> gauge.dataPoint(
                        GaugeDataPointSnapshot.builder().value(1).labels(labels).build()));
        return gauge.build();
    }

    /** Those of the alert, and its state under the name that it has in Prometheus. What begins with two underscores is Prometheus' own. */
    private static Labels labels(Alert alert) {
        Map<String, String> labels = new LinkedHashMap<>(alert.getLabels());
        labels.keySet().removeIf(name -> !PrometheusNaming.isValidLabelName(name));
        String namespace = labels.remove("namespace");
        if (namespace != null) {
            // whoever scrapes in Kubernetes has a label called namespace of its own
            labels.putIfAbsent("service_namespace", namespace);
        }
        labels.put("alertstate", alert.getState().name().toLowerCase(Locale.ROOT));
        Labels.Builder builder = Labels.builder();
        labels.forEach(builder::label);
        return builder.build();
    }

    private static GaugeSnapshot single(String name, String help, int value) {
        return GaugeSnapshot.builder()
                .name(PREFIX + name)
                .help(help)
                .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
                .build();
    }
}
