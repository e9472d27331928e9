package dev.bellwether.telemetry.prometheus;

import dev.bellwether.telemetry.otlp.AttributeList;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import dev.bellwether.telemetry.otlp.ScopeView;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Labels of data points: their attributes, over them those of the scope, over them what tells the target apart. */
final class PointLabels {

    private static final String SCOPE_PREFIX = "otel_scope_";

    private final AttributeLabels attributeLabels;
    private Target target = Target.UNKNOWN;
    private final Map<String, String> scopeLabels = new TreeMap<>();
    private boolean scopeIsNamed = true;

    PointLabels(AttributeLabels attributeLabels) {
        this.attributeLabels = attributeLabels;
    }

    /** The next points are of this target. */
    void enter(Target newTarget) {
        target = newTarget;
    }

    /** The next points are of this scope. Its attributes give way to its name, version and schema. */
    void enter(ScopeView scope) throws MalformedOtlpException {
        scopeLabels.clear();
        scopeIsNamed = attributeLabels.add(scope.attributes(), SCOPE_PREFIX, key -> true, scopeLabels);
        scopeLabels.put(SCOPE_PREFIX + "name", scope.name().toString());
        scopeLabels.put(SCOPE_PREFIX + "version", scope.version().toString());
        scopeLabels.put(SCOPE_PREFIX + "schema_url", scope.schemaUrl().toString());
    }

    /** The labels of a point, but for the metric's name; empty where an attribute's key cannot be one. */
    Optional<SeriesLabels> of(AttributeList attributes) throws MalformedOtlpException {
        Map<String, String> labels = new TreeMap<>();
        boolean named = attributeLabels.add(attributes, "", key -> true, labels);
        if (!named || !scopeIsNamed) {
            return Optional.empty();
        }
        labels.putAll(scopeLabels);
        target.addTo(labels);
        return Optional.of(SeriesLabels.of(labels));
    }
}
