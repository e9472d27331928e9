package dev.bellwether.alerting.match;

import static java.util.Objects.requireNonNull;

import dev.bellwether.alerting.rulebook.RulebookSource;
import dev.bellwether.processors.enrich.Enrichment;
import dev.bellwether.processors.fold.FoldConfig;
import dev.bellwether.processors.fold.FoldPlan;
import dev.bellwether.processors.fold.FoldTopology;
import dev.bellwether.processors.runtime.StreamsMeters;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.Topology;

/**
 * Metrics to what rules need of them: {@code otlp_metrics} and {@code prometheus_samples} (any key) to {@code samples} (by rule group), and
 * ticks back to the raw topics.
 */
public final class MatchTopology {

    private MatchTopology() {}

    /**
     * What it is made of.
     *
     * @param fold of which ticks and the memory of retries count here
     * @param partitions how many each topic has, by its name
     * @param longestDelay how long after its time rules are evaluated at the latest
     */
    public record Inputs(
            Topics topics,
            FactCodec codec,
            FoldConfig fold,
            Map<String, Integer> partitions,
            Enrichment enrichment,
            RulebookSource rules,
            Duration longestDelay) {}

    public static Topology build(Inputs inputs, StreamsMeters meters) {
        Topology topology = new Topology();
        add(topology, FoldPlan.metrics(inputs.topics()), inputs, inputs.enrichment(), meters, MetricMatch::new);
        add(topology, FoldPlan.remoteWrite(inputs.topics()), inputs, Enrichment.none(), meters, RemoteWriteMatch::new);
        return topology;
    }

    private static void add(
            Topology topology,
            FoldPlan plan,
            Inputs inputs,
            Enrichment enrichment,
            StreamsMeters meters,
            Supplier<SampleSource> samples) {
        String source = plan.raw().name();
        MatchMeters counts = new MatchMeters(meters.counts(), source);
        FoldTopology.Reading reading = new FoldTopology.Reading(
                inputs.codec(),
                inputs.fold(),
                requireNonNull(inputs.partitions().get(source), source),
                enrichment,
                counts.records(),
                meters);
        FoldTopology.addTo(
                topology,
                plan,
                reading,
                () -> new RuleMatch(samples.get(), inputs.rules(), inputs.longestDelay(), counts));
    }
}
