package dev.bellwether.processors.rollout;

import static dev.bellwether.processors.runtime.AfterInit.present;

import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.KubernetesObject;
import dev.bellwether.kubernetes.cluster.ClusterObject;
import dev.bellwether.kubernetes.cluster.ObjectKey;
import dev.bellwether.kubernetes.cluster.Rollout;
import dev.bellwether.kubernetes.rollout.RolloutNews;
import dev.bellwether.kubernetes.rollout.RolloutTrack;
import dev.bellwether.kubernetes.rollout.RolloutTrack.Step;
import dev.bellwether.kubernetes.watch.ClusterFacts;
import dev.bellwether.observation.meter.Catalogue;
import dev.bellwether.observation.meter.Count;
import dev.bellwether.observation.meter.Counts;
import dev.bellwether.schemas.ServiceKey;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Objects of a cluster in, as they change; events of deployments out. */
final class RolloutProcessor implements Processor<String, KubernetesObject, String, DeploymentEvent> {

    private final Map<RolloutNews.Kind, Count> counts = new EnumMap<>(RolloutNews.Kind.class);

    // Set once in init(), before any record.
    private @Nullable ProcessorContext<String, DeploymentEvent> context;
    private @Nullable KeyValueStore<String, RolloutTrack> tracks;

    RolloutProcessor(Counts counts) {
        for (RolloutNews.Kind kind : RolloutNews.Kind.values()) {
            this.counts.put(
                    kind, counts.of(Catalogue.Rollouts.CHANGES, kind.name().toLowerCase(Locale.ROOT)));
        }
    }

    @Override
    public void init(ProcessorContext<String, DeploymentEvent> processorContext) {
        context = processorContext;
        tracks = processorContext.getStateStore(RolloutTopology.TRACKS_STORE);
    }

    @Override
    public void process(Record<String, KubernetesObject> record) {
        if (ObjectKey.parse(record.key()).filter(key -> key.kind().isWorkload()).isEmpty()) {
            return; // to delete what is not there would write a tombstone for each pod that ends
        }
        Optional<ClusterObject> object = Optional.ofNullable(record.value()).flatMap(ClusterFacts::fromFact);
        if (object.isEmpty() || object.get().life().hasEnded()) {
            present(tracks).delete(record.key());
            return;
        }
        Rollout now = object.get().rollout();
        if (now != null) {
            look(record, object.get(), now);
        }
    }

    private void look(Record<String, KubernetesObject> record, ClusterObject workload, Rollout now) {
        RolloutTrack known = present(tracks).get(record.key());
        if (known == null) {
            present(tracks).put(record.key(), RolloutTrack.begin(now));
            return;
        }
        Step step = known.next(now);
        if (!step.track().equals(known)) {
            present(tracks).put(record.key(), step.track());
        }
        for (RolloutNews news : step.news()) {
            present(counts.get(news.kind())).increment();
            tell(RolloutEvents.of(workload, now.service(), news, Instant.ofEpochMilli(record.timestamp())), record);
        }
    }

    private void tell(List<DeploymentEvent> events, Record<String, KubernetesObject> of) {
        for (DeploymentEvent event : events) {
            present(context).forward(new Record<>(ServiceKey.from(event).toString(), event, of.timestamp()));
        }
    }
}
