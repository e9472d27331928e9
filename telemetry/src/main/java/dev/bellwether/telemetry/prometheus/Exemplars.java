package dev.bellwether.telemetry.prometheus;

import dev.bellwether.telemetry.otlp.ByteSlice;
import dev.bellwether.telemetry.otlp.DataPointView;
import dev.bellwether.telemetry.otlp.ExemplarView;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Exemplars of a data point: the ids of the trace, and the other attributes as far as they may be that long. */
final class Exemplars {

    /** Of all names and values together, in characters. Source: OpenMetrics 1.0, "Exemplars". */
    private static final int MAX_CHARACTERS = 128;

    private final AttributeLabels attributeLabels;

    Exemplars(AttributeLabels attributeLabels) {
        this.attributeLabels = attributeLabels;
    }

    /** Those above one value and up to another, in the order they were sent; without those that have no value. */
    List<Exemplar> between(DataPointView point, double above, double upTo) throws MalformedOtlpException {
        List<Exemplar> exemplars = List.of();
        for (int index = 0; index < point.exemplarCount(); index++) {
            ExemplarView exemplar = point.exemplar(index);
            double value = exemplar.value().doubleValue();
            if (exemplar.value().isPresent() && value > above && value <= upTo) {
                exemplars = exemplars.isEmpty() ? new ArrayList<>() : exemplars;
                exemplars.add(convert(exemplar));
            }
        }
        return exemplars;
    }

    /** All that have a value. */
    List<Exemplar> all(DataPointView point) throws MalformedOtlpException {
        List<Exemplar> exemplars = List.of();
        for (int index = 0; index < point.exemplarCount(); index++) {
            if (point.exemplar(index).value().isPresent()) {
                exemplars = exemplars.isEmpty() ? new ArrayList<>() : exemplars;
                exemplars.add(convert(point.exemplar(index)));
            }
        }
        return exemplars;
    }

    private Exemplar convert(ExemplarView exemplar) throws MalformedOtlpException {
        Map<String, String> ids = new TreeMap<>();
        addId("trace_id", exemplar.traceId(), ids);
        addId("span_id", exemplar.spanId(), ids);
        Map<String, String> all = new TreeMap<>();
        attributeLabels.add(exemplar.attributes(), "", key -> true, all);
        all.putAll(ids);
        return new Exemplar(
                SeriesLabels.of(characters(all) <= MAX_CHARACTERS ? all : ids),
                exemplar.value().doubleValue(),
                Math.max(0, exemplar.timeUnixNanos()));
    }

    private static void addId(String name, ByteSlice id, Map<String, String> labels) {
        for (int index = 0; index < id.length(); index++) {
            if (id.at(index) != 0) { // an id of zeros is none
                labels.put(name, id.toHex());
                return;
            }
        }
    }

    private static int characters(Map<String, String> labels) {
        int characters = 0;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            characters += label.getKey().codePointCount(0, label.getKey().length());
            characters += label.getValue().codePointCount(0, label.getValue().length());
        }
        return characters;
    }
}
