package dev.bellwether.kubernetes.watch;

import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.bellwether.kubernetes.cluster.AllowList;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.apps.DaemonSetSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads of each object what is kept, and passes over the rest while the bytes are read: managed fields, environments, volumes and
 * conditions make up nearly all of a list, and would all be in memory at once.
 */
final class TrimmedDecoding {

    private static final String LABELS = "labels";
    private static final String ANNOTATIONS = "annotations";

    private TrimmedDecoding() {}

    static KubernetesSerialization of(AllowList labels, AllowList annotations, int maxValueLength) {
        ObjectMapper mapper = new ObjectMapper();
        mapper.addMixIn(ObjectMeta.class, MetadataFields.class);
        mapper.addMixIn(PodSpec.class, PodSpecFields.class);
        mapper.addMixIn(PodStatus.class, PodStatusFields.class);
        mapper.addMixIn(Container.class, ContainerFields.class);
        mapper.addMixIn(ContainerStatus.class, ContainerStatusFields.class);
        mapper.addMixIn(ContainerState.class, ContainerStateFields.class);
        mapper.addMixIn(ContainerStateTerminated.class, TerminatedFields.class);
        for (Class<?> kind : List.of(ReplicaSet.class, Job.class, Namespace.class, Node.class)) {
            mapper.addMixIn(kind, ObjectFields.class);
        }
        for (Class<?> spec : List.of(DeploymentSpec.class, StatefulSetSpec.class, DaemonSetSpec.class)) {
            mapper.addMixIn(spec, WorkloadSpecFields.class);
        }
        for (Class<?> status : List.of(DeploymentStatus.class, StatefulSetStatus.class, DaemonSetStatus.class)) {
            mapper.addMixIn(status, WorkloadStatusFields.class);
        }
        KubernetesSerialization serialization = new KubernetesSerialization(mapper, true);
        mapper.setConfig(mapper.getDeserializationConfig()
                .withAttribute(LABELS, new Entries(labels, maxValueLength))
                .withAttribute(ANNOTATIONS, new Entries(annotations, maxValueLength)));
        return serialization;
    }

    @JsonIncludeProperties({"apiVersion", "kind", "metadata"})
    private interface ObjectFields {}

    @JsonIncludeProperties({
        "uid",
        "name",
        "namespace",
        "resourceVersion",
        "generation",
        "creationTimestamp",
        "ownerReferences",
        LABELS,
        ANNOTATIONS
    })
    private interface MetadataFields {

        @JsonDeserialize(using = LabelsReader.class)
        Map<String, String> getLabels();

        @JsonDeserialize(using = LabelsReader.class)
        void setLabels(Map<String, String> labels);

        @JsonDeserialize(using = AnnotationsReader.class)
        Map<String, String> getAnnotations();

        @JsonDeserialize(using = AnnotationsReader.class)
        void setAnnotations(Map<String, String> annotations);
    }

    @JsonIncludeProperties({"replicas", "template"})
    private interface WorkloadSpecFields {}

    @JsonIncludeProperties({
        "observedGeneration",
        "updateRevision",
        "replicas",
        "updatedReplicas",
        "readyReplicas",
        "desiredNumberScheduled",
        "currentNumberScheduled",
        "updatedNumberScheduled",
        "numberReady"
    })
    private interface WorkloadStatusFields {}

    @JsonIncludeProperties({"nodeName", "hostNetwork", "containers"})
    private interface PodSpecFields {}

    @JsonIncludeProperties({"phase", "podIP", "podIPs", "startTime", "containerStatuses"})
    private interface PodStatusFields {}

    @JsonIncludeProperties({"name", "image"})
    private interface ContainerFields {}

    @JsonIncludeProperties({"name", "imageID", "containerID", "state"})
    private interface ContainerStatusFields {}

    @JsonIncludeProperties({"terminated"})
    private interface ContainerStateFields {}

    @JsonIncludeProperties({"finishedAt"})
    private interface TerminatedFields {}

    /** Entries that are kept, each cut to the longest value allowed. */
    private record Entries(AllowList allowed, int maxValueLength) {

        Map<String, String> read(JsonParser json) throws IOException {
            Map<String, String> entries = new HashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String key = json.currentName();
                json.nextToken();
                if (allowed.allows(key) && json.hasToken(JsonToken.VALUE_STRING)) {
                    entries.put(key, cut(json.getText()));
                } else {
                    json.skipChildren();
                }
            }
            return entries;
        }

        private String cut(String value) {
            if (value.length() <= maxValueLength) {
                return value;
            }
            boolean within = Character.isHighSurrogate(value.charAt(maxValueLength - 1));
            return value.substring(0, within ? maxValueLength - 1 : maxValueLength);
        }
    }

    private static final class LabelsReader extends JsonDeserializer<Map<String, String>> {

        @Override
        public Map<String, String> deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return ((Entries) context.getAttribute(LABELS)).read(json);
        }
    }

    private static final class AnnotationsReader extends JsonDeserializer<Map<String, String>> {

        @Override
        public Map<String, String> deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return ((Entries) context.getAttribute(ANNOTATIONS)).read(json);
        }
    }
}
