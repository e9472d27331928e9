package dev.bellwether.telemetry.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellwether.telemetry.otlp.AttributeList;
import java.util.Map;
import java.util.Set;

/**
 * What a resource is to Prometheus.
 *
 * @param job {@code service.namespace/service.name}, or the name alone; empty where there is none
 * @param instance {@code service.instance.id}; empty where there is none
 */
record Target(String job, String instance) {

    static final Target UNKNOWN = new Target("", "");

    private static final String NAME = "service.name";
    private static final String NAMESPACE = "service.namespace";
    private static final String INSTANCE = "service.instance.id";
    private static final Set<String> IDENTIFYING = Set.of(NAME, NAMESPACE, INSTANCE);

    static Target of(AttributeList resource) {
        String name = text(resource, NAME);
        String namespace = text(resource, NAMESPACE);
        String job = name.isEmpty() || namespace.isEmpty() ? name : namespace + "/" + name;
        return new Target(job, text(resource, INSTANCE));
    }

    /** Whether there is anything to tell it apart from others by. */
    boolean isKnown() {
        return !job.isEmpty() || !instance.isEmpty();
    }

    /** Whether an attribute of a resource says more of it than what it is. */
    static boolean describes(String key) {
        return !IDENTIFYING.contains(key);
    }

    /** Sets the labels that tell it apart from others; what attributes said there does not count. */
    void addTo(Map<String, String> labels) {
        if (!job.isEmpty()) {
            labels.put("job", job);
        }
        if (!instance.isEmpty()) {
            labels.put("instance", instance);
        }
    }

    private static String text(AttributeList resource, String key) {
        byte[] bytes = key.getBytes(UTF_8);
        for (int index = 0; index < resource.size(); index++) {
            if (resource.key(index).equalsBytes(bytes)) {
                return resource.value(index).text();
            }
        }
        return "";
    }
}
