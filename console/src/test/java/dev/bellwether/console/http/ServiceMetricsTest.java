package dev.bellwether.console.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.console.view.ServiceVersion;
import dev.bellwether.console.view.VersionRates;
import dev.bellwether.facts.Alert;
import dev.bellwether.facts.AlertState;
import dev.bellwether.schemas.ServiceKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceMetricsTest {

    private static VersionRates version(String version, long requests, long errors) {
        return new VersionRates(
                new ServiceVersion(new ServiceKey("prod", "shop", "checkout"), version),
                requests,
                errors,
                requests,
                requests / 60.0,
                requests == 0 ? Double.NaN : 20,
                requests == 0 ? Double.NaN : 250,
                Instant.EPOCH);
    }

    private static List<String> lines(ServiceMetrics metrics) {
        return new String(metrics.text(), UTF_8).lines().toList();
    }

    @Test
    void goldenSignals_areOfEachVersion_inSecondsAndRatios() {
        String labels = "{environment=\"prod\",service=\"checkout\",service_namespace=\"shop\",version=\"1.0.0\"}";

        assertThat(lines(ServiceMetrics.of(List.of(version("1.0.0", 120, 30)), List.of(), 10)))
                .contains(
                        "bellwether_service_requests_per_second" + labels + " 2.0",
                        "bellwether_service_error_ratio" + labels + " 0.25",
                        "bellwether_service_latency_p50_seconds" + labels + " 0.02",
                        "bellwether_service_latency_p99_seconds" + labels + " 0.25",
                        "bellwether_service_versions_hidden 0.0");
    }

    @Test
    void versionsBeyondTheLimit_areLeftOut_thoseWithFewestRequestsFirst_andCounted() {
        List<String> lines = lines(ServiceMetrics.of(
                List.of(version("1", 10, 0), version("2", 30, 0), version("3", 20, 0)), List.of(), 2));

        assertThat(lines)
                .filteredOn(line -> line.startsWith("bellwether_service_requests_per_second{"))
                .hasSize(2)
                .noneMatch(line -> line.contains("version=\"1\""));
        assertThat(lines).contains("bellwether_service_versions_hidden 1.0");
    }

    @Test
    void versionWithoutRequests_hasARate_andNoRatioOfNothing() {
        List<String> lines = lines(ServiceMetrics.of(List.of(version("1", 0, 0)), List.of(), 10));

        assertThat(lines).anyMatch(line -> line.matches("bellwether_service_requests_per_second\\{.*} 0.0"));
        assertThat(lines).noneMatch(line -> line.startsWith("bellwether_service_error_ratio{"));
    }

    @Test
    void alerts_haveTheirLabels_andTheirStateAsInPrometheus() {
        assertThat(alerts(alert(Map.of("alertname", "HighErrorRatio", "namespace", "shop", "service", "checkout"))))
                .containsExactly("bellwether_service_alerts{alertname=\"HighErrorRatio\",alertstate=\"firing\","
                        + "service=\"checkout\",service_namespace=\"shop\"} 1.0");
    }

    /** A label that is there twice would break the whole scrape. */
    @Test
    void labelsThatRulesMayChoose_breakNothing() {
        assertThat(alerts(alert(Map.of("alertname", "A", "state", "TX", "alertstate", "odd", "__tmp", "x"))))
                .containsExactly("bellwether_service_alerts{alertname=\"A\",alertstate=\"firing\",state=\"TX\"} 1.0");
        assertThat(alerts(alert(Map.of("alertname", "A", "namespace", "pods", "service_namespace", "shop"))))
                .containsExactly("bellwether_service_alerts{alertname=\"A\",alertstate=\"firing\","
                        + "service_namespace=\"shop\"} 1.0");
    }

    @Test
    void alertsThatAreAlikeHere_areOneSeries() {
        assertThat(alerts(
                        alert(Map.of("alertname", "A", "namespace", "shop")),
                        alert(Map.of("alertname", "A", "service_namespace", "shop"))))
                .containsExactly("bellwether_service_alerts{alertname=\"A\",alertstate=\"firing\","
                        + "service_namespace=\"shop\"} 1.0");
    }

    private static List<String> alerts(Alert... alerts) {
        return lines(ServiceMetrics.of(List.of(), List.of(alerts), 10)).stream()
                .filter(line -> line.startsWith("bellwether_service_alerts{"))
                .toList();
    }

    private static Alert alert(Map<String, String> labels) {
        return Alert.newBuilder()
                .setFingerprint("0123456789abcdef")
                .setLabels(labels)
                .setState(AlertState.FIRING)
                .setActiveAt(Instant.EPOCH)
                .setStartsAt(Instant.EPOCH)
                .build();
    }
}
