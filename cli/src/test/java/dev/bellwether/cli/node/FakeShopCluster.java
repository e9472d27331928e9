package dev.bellwether.cli.node;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.server.mock.KubernetesCrudDispatcher;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.fabric8.mockwebserver.Context;
import io.fabric8.mockwebserver.MockWebServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;

/** fabric8's mock of an API server, with the workloads of a shop in it. */
final class FakeShopCluster implements AutoCloseable {

    private static final String NAMESPACE = "shop";

    private final KubernetesMockServer api = new KubernetesMockServer(
            new Context(Serialization.jsonMapper()),
            new MockWebServer(),
            new HashMap<>(),
            new KubernetesCrudDispatcher(),
            false);

    /** For the test's own changes. */
    final KubernetesClient client;

    FakeShopCluster() {
        api.init();
        this.client = api.createClient();
    }

    /** Writes a file as kubectl has it that leads here. */
    Path kubeConfig(Path file) throws IOException {
        return Files.writeString(file, """
                apiVersion: v1
                kind: Config
                current-context: test
                clusters: [{name: test, cluster: {server: "%s"}}]
                contexts: [{name: test, context: {cluster: test, user: test}}]
                users: [{name: test, user: {}}]
                """.formatted(client.getConfiguration().getMasterUrl()));
    }

    /** Two replicas of {@code shop/<name>:1.4.2}, all of them there. */
    Deployment createDeployment(String name) {
        return client.resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(2)
                        .withNewTemplate()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("main")
                        .withImage("shop/" + name + ":1.4.2")
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .withStatus(status(2))
                        .build())
                .create();
    }

    /** Another image in the template. */
    void setTag(Deployment deployment, String tag) {
        named(deployment)
                .edit(before -> new DeploymentBuilder(before)
                        .editSpec()
                        .editTemplate()
                        .editSpec()
                        .editFirstContainer()
                        .withImage("shop/cart:" + tag)
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build());
    }

    /** The controller has seen the template, and this many of the two replicas run it. */
    void setUpdated(Deployment deployment, int updated) {
        named(deployment)
                .editStatus(before -> new DeploymentBuilder(before)
                        .withStatus(new DeploymentStatusBuilder(status(updated))
                                .withObservedGeneration(before.getMetadata().getGeneration())
                                .build())
                        .build());
    }

    private RollableScalableResource<Deployment> named(Deployment deployment) {
        return client.apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName(deployment.getMetadata().getName());
    }

    private static DeploymentStatus status(int updated) {
        return new DeploymentStatusBuilder()
                .withReplicas(2)
                .withUpdatedReplicas(updated)
                .withReadyReplicas(2)
                .build();
    }

    ReplicaSet createReplicaSet(String name, Deployment of) {
        return client.resource(new ReplicaSetBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(NAMESPACE)
                        .withOwnerReferences(controlledBy("Deployment", of))
                        .endMetadata()
                        .build())
                .create();
    }

    /** A running pod on node-1 with one container, {@code shop/cart:1.4.2}; start times have whole seconds, as in Kubernetes. */
    Pod createPod(String name, String address, Instant start, ReplicaSet of) {
        return client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(NAMESPACE)
                        .addToLabels("app.kubernetes.io/name", "cart")
                        .withOwnerReferences(controlledBy("ReplicaSet", of))
                        .endMetadata()
                        .withNewSpec()
                        .withNodeName("node-1")
                        .addNewContainer()
                        .withName("main")
                        .withImage("shop/cart:1.4.2")
                        .endContainer()
                        .endSpec()
                        .withNewStatus()
                        .withPhase("Running")
                        .withPodIP(address)
                        .withStartTime(start.truncatedTo(ChronoUnit.SECONDS).toString())
                        .endStatus()
                        .build())
                .create();
    }

    private static OwnerReference controlledBy(String kind, HasMetadata owner) {
        return new OwnerReferenceBuilder()
                .withApiVersion("apps/v1")
                .withKind(kind)
                .withName(owner.getMetadata().getName())
                .withUid(owner.getMetadata().getUid())
                .withController(true)
                .build();
    }

    @Override
    public void close() {
        client.close();
        api.destroy();
    }
}
