package dev.bellwether.notification.alertmanager;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.notification.schedule.OutgoingAlert;
import java.util.List;
import java.util.TreeMap;

/**
 * Alerts as {@code POST /api/v2/alerts} takes them.
 *
 * @see <a href="https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml">postableAlerts</a>
 */
final class AlertJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AlertJson() {}

    static byte[] write(List<OutgoingAlert> alerts) {
        ArrayNode array = JSON.createArrayNode();
        for (OutgoingAlert alert : alerts) {
            ObjectNode tree = array.addObject();
            ObjectNode labels = tree.putObject("labels");
            new TreeMap<>(alert.labels()).forEach(labels::put);
            ObjectNode annotations = tree.putObject("annotations");
            new TreeMap<>(alert.annotations()).forEach(annotations::put);
            tree.put("startsAt", alert.startsAt().toString());
            tree.put("endsAt", alert.endsAt().toString());
            if (alert.generator() != null) {
                tree.put("generatorURL", alert.generator().toString());
            }
        }
        try {
            return JSON.writeValueAsBytes(array);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts cannot be written", e);
        }
    }
}
