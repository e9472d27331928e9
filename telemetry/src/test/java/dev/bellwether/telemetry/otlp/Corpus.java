package dev.bellwether.telemetry.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Requests to start from: random ones, written plainly and oddly, and the specification's examples where they are there. */
final class Corpus {

    private static final int RANDOM_REQUESTS = 60;

    private Corpus() {}

    static List<byte[]> of(Signal signal, long seed) {
        List<byte[]> corpus = new ArrayList<>();
        for (int index = 0; index < RANDOM_REQUESTS; index++) {
            corpus.add(request(signal, seed + index));
        }
        corpus.addAll(examples(signal));
        return corpus;
    }

    /** A random request; every third one is written plainly. */
    static byte[] request(Signal signal, long seed) {
        Random random = new Random(seed);
        Message message = new RandomMessages(random, 9).next(ParsedRequests.descriptor(signal));
        return random.nextInt(3) == 0 ? message.toByteArray() : new ScramblingEncoder(random, 12).encode(message);
    }

    /** Many resources with their items: requests one after the other are one request. */
    static byte[] largeRequest(Signal signal, long seed, boolean plain) {
        Random random = new Random(seed);
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        for (int index = 0; index < 20; index++) {
            Message message = new RandomMessages(random, 7).next(ParsedRequests.descriptor(signal));
            request.writeBytes(plain ? message.toByteArray() : new ScramblingEncoder(random, 12).encode(message));
        }
        return request.toByteArray();
    }

    /**
     * The specification's JSON examples, if the system property {@code otlp.examples.dir} says where they are; it must where
     * {@code otlp-examples} is among the names in the system property {@code require}.
     */
    static List<byte[]> examples(Signal signal) {
        String folder = System.getProperty("otlp.examples.dir", "");
        if (folder.isEmpty()) {
            assertThat(System.getProperty("require", "").split(",", -1))
                    .as("names of what must be there, but otlp.examples.dir is not given")
                    .doesNotContain("otlp-examples");
            return List.of();
        }
        return switch (signal) {
            case TRACES -> List.of(transcoded(Path.of(folder, "trace.json"), ExportTraceServiceRequest.newBuilder()));
            case METRICS ->
                List.of(transcoded(Path.of(folder, "metrics.json"), ExportMetricsServiceRequest.newBuilder()));
            case LOGS ->
                List.of(
                        transcoded(Path.of(folder, "logs.json"), ExportLogsServiceRequest.newBuilder()),
                        transcoded(Path.of(folder, "events.json"), ExportLogsServiceRequest.newBuilder()));
        };
    }

    private static byte[] transcoded(Path json, Message.Builder builder) {
        try {
            JsonElement root = JsonParser.parseString(Files.readString(json));
            JsonFormat.parser().merge(withBase64Ids(root).toString(), builder);
            return builder.build().toByteArray();
        } catch (IOException e) {
            throw new AssertionError("cannot read " + json, e);
        }
    }

    /** OTLP writes ids in hexadecimal digits, where protobuf's JSON wants base64. */
    private static JsonElement withBase64Ids(JsonElement element) {
        if (element.isJsonArray()) {
            JsonArray array = new JsonArray();
            element.getAsJsonArray().forEach(child -> array.add(withBase64Ids(child)));
            return array;
        }
        if (!element.isJsonObject()) {
            return element;
        }
        JsonObject object = new JsonObject();
        for (Map.Entry<String, JsonElement> entry : element.getAsJsonObject().entrySet()) {
            boolean id = entry.getKey().endsWith("raceId") || entry.getKey().endsWith("panId");
            object.add(
                    entry.getKey(),
                    id
                            ? new JsonPrimitive(Base64.getEncoder()
                                    .encodeToString(HexFormat.of()
                                            .parseHex(entry.getValue().getAsString())))
                            : withBase64Ids(entry.getValue()));
        }
        return object;
    }
}
