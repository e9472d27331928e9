package dev.bellwether.processors.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.kubernetes.directory.Association;
import dev.bellwether.kubernetes.directory.Directory;
import dev.bellwether.observation.meter.Counts;
import dev.bellwether.processors.resource.ResourceCache;
import dev.bellwether.telemetry.otlp.Signal;
import dev.bellwether.testing.OtlpPayloads;
import dev.bellwether.testing.ResourceBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EnricherTest {

    private static final Instant TEN = Instant.parse("2026-03-01T10:00:00Z");
    private static final Duration GRACE = Duration.ofMinutes(10);

    /** So short that waiting in vain costs a test nothing. */
    private static final Duration PATIENCE = Duration.ofMillis(20);

    private static final int MAX_MISSING = 3;

    private final Directory directory = new Directory(List.of(Association.values()), GRACE);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    /** Happens where an enricher asks how long it may still wait: after it has looked, and before it waits. */
    private final List<Runnable> meanwhile = new ArrayList<>();

    private Instant now = TEN;
    private final Enricher enricher = new Enricher(
            directory,
            new ResourceCache<>(1 << 20, (key, sender) -> sender.bytes(key), evicted -> {}),
            new Patience(PATIENCE, this::tellTime),
            new VainWaits(MAX_MISSING),
            new EnrichmentMeters(Counts.atOnce(meters), Signal.TRACES));

    private Instant tellTime() {
        List<Runnable> due = List.copyOf(meanwhile);
        meanwhile.clear();
        due.forEach(Runnable::run);
        return now;
    }

    @Test
    void resource_getsWhatItsPodHas() throws Exception {
        directory.put(Pods.deployment("cart"));
        directory.put(Pods.replicaSet("cart-7f", "cart"));
        directory.put(Pods.ownedBy(Pods.pod("cart-7f-a", "10.1.0.1", "1.4.2", TEN), "cart-7f"));

        Map<String, String> enriched = enriched(cart -> cart.attribute("k8s.pod.ip", "10.1.0.1"), "", TEN);

        assertThat(enriched)
                .containsEntry("service.name", "cart")
                .containsEntry("k8s.namespace.name", "shop")
                .containsEntry("k8s.pod.name", "cart-7f-a")
                .containsEntry("k8s.pod.uid", "uid-of-cart-7f-a")
                .containsEntry("k8s.pod.start_time", TEN.toString())
                .containsEntry("k8s.deployment.name", "cart")
                .containsEntry("k8s.node.name", "node-1")
                .containsEntry("container.image.name", "registry/cart-7f-a")
                .containsEntry("container.image.tag", "1.4.2")
                .containsEntry("k8s.pod.label.app.kubernetes.io/name", "cart-7f-a")
                .doesNotContainKey(Sender.UNRESOLVED);
        assertThat(results()).isEqualTo(Map.of("pod_ip", 1L));
        assertThat(waits()).isEmpty();
    }

    /** Two pods that have an address one after the other, and telemetry whose bytes are the same. */
    @Test
    void addressThatIsGivenAgain_leadsToWhoHadItAtTheTime() throws Exception {
        directory.put(Pods.pod("old", "10.1.0.1", "1", TEN).withEnd(TEN.plusSeconds(60)));
        directory.put(Pods.pod("new", "10.1.0.1", "2", TEN.plusSeconds(90)));

        assertThat(podOf("10.1.0.1", TEN.plusSeconds(59))).isEqualTo("old");
        assertThat(podOf("10.1.0.1", TEN.plusSeconds(89))).isEqualTo("old");
        assertThat(podOf("10.1.0.1", TEN.plusSeconds(90))).isEqualTo("new");
        assertThat(podOf("10.1.0.1", TEN.plusSeconds(59)))
                .as("the order in which records are read does not matter")
                .isEqualTo("old");
        assertThat(enriched(cart -> {}, "10.1.0.1", TEN.minusSeconds(1)))
                .containsEntry(Sender.UNRESOLVED, "other_time");
    }

    @Test
    void podThatWasDeleted_isKnownUntilItsGraceHasPassed() throws Exception {
        directory.put(Pods.pod("gone", "10.1.0.1", "1", TEN).withEnd(TEN.plusSeconds(60)));
        Instant over = TEN.plusSeconds(60).plus(GRACE);
        now = over;

        assertThat(podOf("10.1.0.1", over.minusMillis(1))).isEqualTo("gone");
        assertThat(enriched(cart -> {}, "10.1.0.1", over)).containsEntry(Sender.UNRESOLVED, "other_time");
        directory.remove(Pods.pod("gone", "", "", TEN).key());
        assertThat(enriched(cart -> {}, "10.1.0.1", over)).containsEntry(Sender.UNRESOLVED, "not_known");
    }

    @Test
    void metadataThatIsLate_isWaitedFor() throws Exception {
        meanwhile.add(() -> directory.put(Pods.pod("late", "10.1.0.1", "1", TEN)));

        assertThat(podOf("10.1.0.1", TEN)).isEqualTo("late");
        assertThat(waits()).isEqualTo(Map.of("found", 1L));
    }

    @Test
    void ownerThatIsLate_isWaitedForToo() throws Exception {
        directory.put(Pods.ownedBy(Pods.pod("cart-7f-a", "10.1.0.1", "1", TEN), "cart-7f"));
        meanwhile.add(() -> {
            directory.put(Pods.deployment("cart"));
            directory.put(Pods.replicaSet("cart-7f", "cart"));
        });

        assertThat(enriched(cart -> {}, "10.1.0.1", TEN)).containsEntry("k8s.deployment.name", "cart");
        assertThat(results()).isEqualTo(Map.of("connection", 1L));
    }

    /** Something else changes meanwhile; that does not end the waiting. */
    @Test
    void otherNews_areNotWhatIsWaitedFor() throws Exception {
        meanwhile.add(() -> {
            directory.put(Pods.pod("other", "10.1.0.2", "1", TEN));
            meanwhile.add(() -> directory.put(Pods.pod("late", "10.1.0.1", "1", TEN)));
        });

        assertThat(podOf("10.1.0.1", TEN)).isEqualTo("late");
    }

    @Test
    void metadataThatDoesNotCome_isWaitedForOnce() throws Exception {
        assertThat(enriched(cart -> {}, "10.7.7.7", TEN)).containsEntry(Sender.UNRESOLVED, "not_known");
        assertThat(enriched(cart -> {}, "10.7.7.7", TEN)).containsEntry(Sender.UNRESOLVED, "not_known");
        assertThat(waits()).isEqualTo(Map.of("missing", 1L));

        directory.put(Pods.pod("at-last", "10.7.7.7", "1", TEN));
        assertThat(podOf("10.7.7.7", TEN))
                .as("found all the same once it is there")
                .isEqualTo("at-last");
    }

    /** Or a version that has been replaced would go on being told, until somebody else's metadata is there. */
    @Test
    void podThatTakesTheAddressOfOneThatEnded_isWaitedFor() throws Exception {
        enriched(cart -> {}, "10.1.0.1", TEN);
        directory.put(Pods.pod("old", "10.1.0.1", "1", TEN));
        assertThat(podOf("10.1.0.1", TEN)).isEqualTo("old");
        Instant end = TEN.plusSeconds(60);
        directory.put(Pods.pod("old", "10.1.0.1", "1", TEN).withEnd(end));
        now = end;
        meanwhile.add(() -> directory.put(Pods.pod("new", "10.1.0.1", "2", end)));

        assertThat(podOf("10.1.0.1", end)).isEqualTo("new");
        assertThat(waits()).isEqualTo(Map.of("missing", 1L, "found", 1L));
    }

    @Test
    void addressThatWasKnownMeanwhile_isWaitedForAgain() throws Exception {
        enriched(cart -> {}, "10.1.0.1", TEN);
        directory.put(Pods.pod("old", "10.1.0.1", "1", TEN));
        assertThat(podOf("10.1.0.1", TEN)).isEqualTo("old");
        directory.remove(Pods.pod("old", "", "", TEN).key());
        meanwhile.add(() -> directory.put(Pods.pod("new", "10.1.0.1", "2", TEN)));

        assertThat(podOf("10.1.0.1", TEN)).isEqualTo("new");
    }

    @Test
    void podWhoseOwnersNeverCame_isWaitedForAgain_whenItHasEnded() throws Exception {
        directory.put(Pods.ownedBy(Pods.pod("old", "10.1.0.1", "1", TEN), "nobody"));
        assertThat(podOf("10.1.0.1", TEN)).isEqualTo("old");
        assertThat(podOf("10.1.0.1", TEN)).isEqualTo("old");
        assertThat(waits()).isEqualTo(Map.of("missing", 1L));
        assertThat(skips()).isEqualTo(Map.of("in_vain", 1L));

        Instant end = TEN.plusSeconds(60);
        directory.put(
                Pods.ownedBy(Pods.pod("old", "10.1.0.1", "1", TEN), "nobody").withEnd(end));
        now = end;
        meanwhile.add(() -> directory.put(Pods.pod("new", "10.1.0.1", "2", end)));

        assertThat(podOf("10.1.0.1", end)).isEqualTo("new");
    }

    /** One was not remembered at all, so each of its requests was held up. */
    @Test
    void largeResource_isWaitedForOnce() throws Exception {
        for (int request = 0; request < 3; request++) {
            enriched(cart -> cart.attribute("process.command_args", "x".repeat(100_000)), "10.7.7.7", TEN);
        }

        assertThat(waits()).isEqualTo(Map.of("missing", 1L));
        assertThat(skips()).isEqualTo(Map.of("in_vain", 2L));
    }

    @Test
    void resourcesOfOneSender_areWaitedForOnce() throws Exception {
        enriched(cart -> cart.instance("a"), "10.7.7.7", TEN);
        enriched(cart -> cart.instance("b"), "10.7.7.7", TEN);

        assertThat(waits()).isEqualTo(Map.of("missing", 1L));
    }

    @Test
    void whatWasWaitedForInVain_isRememberedOfSoMany() throws Exception {
        for (int sender = 0; sender <= MAX_MISSING; sender++) {
            enriched(cart -> {}, "10.7.7." + sender, TEN);
        }
        enriched(cart -> {}, "10.7.7." + MAX_MISSING, TEN);
        assertThat(waits()).isEqualTo(Map.of("missing", MAX_MISSING + 1L));

        enriched(cart -> {}, "10.7.7.0", TEN);
        assertThat(waits()).as("the oldest is forgotten").isEqualTo(Map.of("missing", MAX_MISSING + 2L));
    }

    @Test
    void brokerWhoseClockWasAhead_isCounted() throws Exception {
        enriched(cart -> {}, "10.7.7.7", TEN.plusSeconds(5));
        enriched(cart -> {}, "10.7.7.8", TEN);

        assertThat(waits()).isEqualTo(Map.of("missing", 1L));
        assertThat(skips()).isEqualTo(Map.of("clock", 1L));
    }

    @Test
    void backlog_waitsForNothing() throws Exception {
        now = TEN.plus(PATIENCE);
        assertThat(enriched(cart -> {}, "10.7.7.7", TEN)).containsEntry(Sender.UNRESOLVED, "not_known");
        assertThat(waits()).isEmpty();
        assertThat(skips()).isEqualTo(Map.of("late", 1L));

        now = TEN;
        assertThat(enriched(cart -> {}, "10.7.7.7", TEN)).containsEntry(Sender.UNRESOLVED, "not_known");
        assertThat(waits()).as("what is new is waited for").isEqualTo(Map.of("missing", 1L));
    }

    @Test
    void resourceThatSaysNothing_saysSo_andIsNotWaitedFor() throws Exception {
        assertThat(enriched(cart -> {}, "", TEN)).containsEntry(Sender.UNRESOLVED, "no_clue");
        assertThat(results()).isEqualTo(Map.of("no_clue", 1L));
        assertThat(waits()).isEmpty();
    }

    @Test
    void attributesThatTheTelemetryHas_stay() throws Exception {
        directory.put(Pods.pod("cart-7f-a", "10.1.0.1", "1.4.2", TEN));

        assertThat(enriched(
                        cart -> cart.attribute("k8s.pod.uid", "uid-of-cart-7f-a")
                                .attribute("k8s.pod.name", "mine")
                                .attribute("k8s.node.name", "my-node"),
                        "",
                        TEN))
                .containsEntry("k8s.pod.name", "mine")
                .containsEntry("k8s.node.name", "my-node")
                .containsEntry("k8s.namespace.name", "shop");
    }

    /** Equal resources that came over two connections are of two pods. */
    @Test
    void equalResources_areToldApartByTheirConnections() throws Exception {
        directory.put(Pods.pod("a", "10.1.0.1", "1", TEN));
        directory.put(Pods.pod("b", "10.1.0.2", "1", TEN));

        assertThat(podOf("10.1.0.1", TEN)).isEqualTo("a");
        assertThat(podOf("10.1.0.2", TEN)).isEqualTo("b");
        assertThat(podOf("10.1.0.1", TEN)).isEqualTo("a");
    }

    @Test
    void moreResourcesThanAreRemembered_areAllEnriched() throws Exception {
        directory.put(Pods.pod("a", "10.1.0.1", "1", TEN));
        for (int instance = 0; instance < 10_050; instance++) {
            String id = "instance-" + instance;
            assertThat(enriched(cart -> cart.instance(id), "10.1.0.1", TEN)).containsEntry("k8s.pod.name", "a");
        }
    }

    private String podOf(String connection, Instant logTime) throws Exception {
        return enriched(cart -> {}, connection, logTime).getOrDefault("k8s.pod.name", "none");
    }

    private Map<String, String> enriched(Consumer<ResourceBuilder> more, String connection, Instant logTime)
            throws Exception {
        byte[] request = OtlpPayloads.traces()
                .resource(resource -> {
                    resource.service("cart");
                    more.accept(resource);
                })
                .span(span -> span.server("GET /"))
                .bytes();
        byte[] enriched = enricher.enrich(request, connection, logTime.toEpochMilli());
        return ExportTraceServiceRequest.parseFrom(enriched)
                .getResourceSpans(0)
                .getResource()
                .getAttributesList()
                .stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey, each -> each.getValue().getStringValue()));
    }

    private Map<String, Long> results() {
        Map<String, Long> results = counts("bellwether.enrichment.resources", "result");
        assertThat(results.values().stream().mapToLong(Long::longValue).sum())
                .as("read = sum of the results")
                .isEqualTo((long) meters.get("bellwether.enrichment.read.resources")
                        .counter()
                        .count());
        return results;
    }

    private Map<String, Long> waits() {
        return counts("bellwether.enrichment.waits", "outcome");
    }

    private Map<String, Long> skips() {
        return counts("bellwether.enrichment.waits.skipped", "reason");
    }

    private Map<String, Long> counts(String meter, String label) {
        return meters.get(meter).tag("signal", "traces").counters().stream()
                .filter(counter -> counter.count() > 0)
                .collect(Collectors.toMap(
                        counter -> String.valueOf(counter.getId().getTag(label)), counter -> (long) counter.count()));
    }
}
