package dev.bellwether.alerting.lifecycle;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sample as the alert that a rule makes of it.
 *
 * @param fingerprint of the labels
 * @param labels the sample's, overwritten by the rule's, and {@code alertname}
 * @param annotations text for people
 * @param value unit as the rule says
 * @param evidence the numbers behind the value, where known
 */
public record Finding(
        Fingerprint fingerprint,
        Labels labels,
        Map<String, String> annotations,
        double value,
        @Nullable Evidence evidence) {

    public Finding {
        requireNonNull(fingerprint, "fingerprint");
        requireNonNull(labels, "labels");
        annotations = Map.copyOf(annotations);
    }

    static Finding of(Labels labels, Map<String, String> annotations, Sample sample) {
        return new Finding(labels.fingerprint(), labels, annotations, sample.value(), sample.evidence());
    }
}
