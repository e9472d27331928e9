package dev.bellwether.kubernetes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.kubernetes.cluster.AllowList;
import dev.bellwether.kubernetes.cluster.Rollout;
import dev.bellwether.kubernetes.cluster.Rollout.Replicas;
import dev.bellwether.kubernetes.cluster.Rollout.ServiceHint;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Workloads as an API server writes them, decoded as the watch decodes them. */
class WorkloadsTest {

    private final KubernetesSerialization decoding = TrimmedDecoding.of(
            AllowList.of(Set.of("app.kubernetes.io/*")), AllowList.of(Set.of("resource.opentelemetry.io/*")), 100);

    @Test
    void deployment_tellsWhatItRuns_andHowFarItIs() {
        assertThat(rollout(Deployment.class, """
                        {"metadata": {"name": "cart", "namespace": "shop", "generation": 7},
                         "spec": {"replicas": 4, "paused": false,
                           "template": {"spec": {"containers": [{"name": "main", "image": "reg:5000/shop/cart:1.5.0@sha256:1"}]}}},
                         "status": {"observedGeneration": 7, "replicas": 5, "updatedReplicas": 2, "readyReplicas": 3}}"""))
                .isEqualTo(new Rollout("7", "1.5.0", new ServiceHint("", "", "cart"), new Replicas(4, 2, 3, 3)));
    }

    @Test
    void statusOfAnEarlierTemplate_tellsOfNoUpdatedReplica() {
        Rollout before = rollout(Deployment.class, """
                {"metadata": {"name": "cart", "generation": 8},
                 "spec": {"replicas": 2, "template": {}},
                 "status": {"observedGeneration": 7, "replicas": 2, "updatedReplicas": 2, "readyReplicas": 2}}""");

        assertThat(before.replicas()).isEqualTo(new Replicas(2, 0, 2, 2));
        assertThat(before.replicas().areComplete()).isFalse();
    }

    @Test
    void statefulSet_andDaemonSet_tellIt() {
        assertThat(rollout(StatefulSet.class, """
                        {"metadata": {"name": "db", "generation": 2},
                         "spec": {"replicas": 3, "template": {"metadata": {"labels": {
                           "app.kubernetes.io/version": "15.2", "app.kubernetes.io/name": "postgres", "secret": "x"}}}},
                         "status": {"observedGeneration": 2, "replicas": 3, "updatedReplicas": 3, "readyReplicas": 3,
                           "updateRevision": "db-6c45"}}"""))
                .isEqualTo(
                        new Rollout("db-6c45", "15.2", new ServiceHint("", "", "postgres"), new Replicas(3, 3, 3, 0)));
        assertThat(rollout(DaemonSet.class, """
                        {"metadata": {"name": "agent", "generation": 3},
                         "spec": {"template": {"spec": {"containers": [{"name": "a", "image": "agent:2"}]}}},
                         "status": {"observedGeneration": 3, "desiredNumberScheduled": 5, "currentNumberScheduled": 5,
                           "updatedNumberScheduled": 4, "numberReady": 5}}"""))
                .isEqualTo(new Rollout("3", "2", new ServiceHint("", "", "agent"), new Replicas(5, 4, 5, 1)));
    }

    /** https://opentelemetry.io/docs/specs/semconv/non-normative/k8s-attributes/ */
    @Test
    void annotationsOfTheTemplate_sayWhichServiceItIs() {
        Rollout rollout = rollout(Deployment.class, """
                {"metadata": {"name": "cart"},
                 "spec": {"template": {
                   "metadata": {
                     "labels": {"app.kubernetes.io/version": "1", "app.kubernetes.io/name": "cart"},
                     "annotations": {
                       "resource.opentelemetry.io/service.name": "checkout",
                       "resource.opentelemetry.io/service.namespace": "shop",
                       "resource.opentelemetry.io/service.version": "2",
                       "resource.opentelemetry.io/deployment.environment.name": "prod"}}}}}""");

        assertThat(rollout.service()).isEqualTo(new ServiceHint("prod", "shop", "checkout"));
        assertThat(rollout.version()).isEqualTo("2");
        assertThat(rollout.replicas()).as("one, as Kubernetes takes it").isEqualTo(new Replicas(1, 0, 0, 0));
    }

    @Test
    void whatCannotBeTold_isNotGuessed() {
        assertThat(rollout(Deployment.class, """
                        {"metadata": {"name": "cart"}, "spec": {"template": {"spec": {"containers": [
                          {"name": "a", "image": "a:1"}, {"name": "b", "image": "b:2"}]}}}}""").version())
                .as("two containers")
                .isEmpty();
        assertThat(Workloads.rollout(decoding.unmarshal("{\"metadata\": {\"name\": \"cart\"}}", Deployment.class)))
                .isEmpty();
        assertThat(Workloads.rollout(new ReplicationController())).isEmpty();
    }

    private Rollout rollout(Class<? extends HasMetadata> kind, String json) {
        return Workloads.rollout(decoding.unmarshal(json, kind)).orElseThrow();
    }
}
