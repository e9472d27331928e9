package dev.bellwether.console.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Bellwether's own meters by role. Any meter whose name begins with {@code bellwether.} appears, so that a role that counts
 * something new need not tell the console; the table says whose it is, and the word after the prefix does where the table
 * does not.
 */
public final class MeterReport {

    /** What the names of Bellwether's own meters begin with. */
    public static final String PREFIX = "bellwether.";

    /** Whose meters these are: the first entry whose prefix fits. */
    static final List<Owner> OWNERS = List.of(
            new Owner("bellwether.ingest.", "ingest"),
            new Owner("bellwether.fold.", "processors"),
            new Owner("bellwether.windows.", "processors"),
            new Owner("bellwether.alerting.", "alerting"),
            new Owner("bellwether.verification.", "verification"),
            new Owner("bellwether.console.", "console"),
            new Owner("bellwether.streams.", "streams"),
            new Owner("bellwether.dead.letters", "streams"),
            new Owner("bellwether.broker.", "broker"),
            new Owner("bellwether.registry.", "registry"));

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private MeterReport() {}

    record Owner(String prefix, String role) {}

    /** One array a role, of {@code {"name", "tags", "value"}}; timers and the like have one value a statistic. */
    public static ObjectNode toTree(MeterRegistry meters) {
        TreeMap<String, ArrayNode> byRole = new TreeMap<>();
        meters.getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith(PREFIX))
                .sorted(Comparator.comparing((Meter meter) -> meter.getId().getName())
                        .thenComparing(meter -> meter.getId().getTags().toString()))
                .forEach(meter -> byRole.computeIfAbsent(owner(meter.getId().getName()), absent -> NODES.arrayNode())
                        .add(tree(meter)));
        ObjectNode tree = NODES.objectNode();
        tree.setAll(byRole);
        return tree;
    }

    static String owner(String meter) {
        for (Owner owner : OWNERS) {
            if (meter.startsWith(owner.prefix())) {
                return owner.role();
            }
        }
        int dot = meter.indexOf('.', PREFIX.length());
        return meter.substring(PREFIX.length(), dot < 0 ? meter.length() : dot);
    }

    private static ObjectNode tree(Meter meter) {
        ObjectNode tree = NODES.objectNode().put("name", meter.getId().getName());
        ObjectNode tags = tree.putObject("tags");
        meter.getId().getTags().forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
        tree.put("description", meter.getId().getDescription());
        ObjectNode statistics = NODES.objectNode();
        int count = 0;
        double only = Double.NaN;
        for (Measurement measurement : meter.measure()) {
            double value = measurement.getValue();
            only = value;
            count++;
            put(statistics, measurement.getStatistic().getTagValueRepresentation(), value);
        }
        if (count == 1) {
            put(tree, "value", only);
        } else {
            tree.set("statistics", statistics);
        }
        return tree;
    }

    private static void put(ObjectNode tree, String name, double value) {
        if (!Double.isFinite(value)) {
            tree.putNull(name);
        } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            tree.put(name, (long) value);
        } else {
            tree.put(name, value);
        }
    }
}
