package dev.bellwether.ingest.remotewrite;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Reads what senders of version 1 wrote. */
public final class WrittenSamples {

    private WrittenSamples() {}

    /** Adds the samples of one series, values by times in milliseconds; all of these labels have to be among the series'. */
    public static void addTo(Map<Long, Double> samples, byte[] message, Map<String, String> labels)
            throws InvalidProtocolBufferException {
        DynamicMessage request = DynamicMessage.parseFrom(WriteSchema.of(WriteVersion.V1), message);
        for (Message series : list(request, "timeseries")) {
            Map<String, String> all = new TreeMap<>();
            list(series, "labels").forEach(label -> all.put((String) get(label, "name"), (String) get(label, "value")));
            if (all.entrySet().containsAll(labels.entrySet())) {
                list(series, "samples")
                        .forEach(sample -> samples.put((Long) get(sample, "timestamp"), (Double) get(sample, "value")));
            }
        }
    }

    private static List<Message> list(Message message, String field) {
        return ((List<?>) get(message, field)).stream().map(Message.class::cast).toList();
    }

    private static Object get(Message message, String field) {
        return message.getField(
                Objects.requireNonNull(message.getDescriptorForType().findFieldByName(field)));
    }
}
