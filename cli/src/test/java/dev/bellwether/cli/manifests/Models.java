package dev.bellwether.cli.manifests;

import static java.util.Map.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The kinds of objects that there are. Of Kubernetes' own, fields that its models do not have are refused. */
final class Models {

    /** Kinds of operators, for which there are no models here; what stands in them is held to what it names instead. */
    static final Set<String> OF_OPERATORS = Set.of(
            "monitoring.coreos.com/v1 ServiceMonitor",
            "monitoring.coreos.com/v1 PrometheusRule",
            "external-secrets.io/v1 ExternalSecret",
            "keda.sh/v1alpha1 ScaledObject",
            "kafka.strimzi.io/v1beta2 Kafka",
            "kafka.strimzi.io/v1beta2 KafkaNodePool",
            "kafka.strimzi.io/v1beta2 KafkaUser",
            "argoproj.io/v1alpha1 ClusterAnalysisTemplate");

    private static final Map<String, Class<?>> OF_KUBERNETES = Map.ofEntries(
            entry("v1 Namespace", Namespace.class),
            entry("v1 ConfigMap", ConfigMap.class),
            entry("v1 Service", Service.class),
            entry("v1 ServiceAccount", ServiceAccount.class),
            entry("apps/v1 Deployment", Deployment.class),
            entry("apps/v1 StatefulSet", StatefulSet.class),
            entry("autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
            entry("policy/v1 PodDisruptionBudget", PodDisruptionBudget.class),
            entry("networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class),
            entry("rbac.authorization.k8s.io/v1 ClusterRole", ClusterRole.class),
            entry("rbac.authorization.k8s.io/v1 ClusterRoleBinding", ClusterRoleBinding.class));

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new WithoutCatchAll())
            .build();

    private Models() {}

    /** The models keep what they do not know; strictly, that is a mistake. */
    private static final class WithoutCatchAll extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    static String kind(JsonNode object) {
        return object.path("apiVersion").asText() + " " + object.path("kind").asText();
    }

    /** What is wrong with an object; empty where nothing is. */
    static Optional<String> problem(JsonNode object) {
        Class<?> model = OF_KUBERNETES.get(kind(object));
        if (model == null) {
            return OF_OPERATORS.contains(kind(object))
                    ? Optional.empty()
                    : Optional.of("no such kind: " + kind(object));
        }
        try {
            Object read = STRICT.treeToValue(object, model);
            return read == null ? Optional.of("nothing in it") : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.of(Manifests.name(object) + ": " + e.getOriginalMessage());
        }
    }
}
