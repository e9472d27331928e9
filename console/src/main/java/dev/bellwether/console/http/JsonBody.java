package dev.bellwether.console.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Bodies of requests, which are JSON objects. */
final class JsonBody {

    private static final int MAX_DEPTH = 16;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonBody() {}

    /** A browser asks before it sends JSON to a foreign server, and not before it sends a form. */
    static void require(Call call) {
        MediaType type = call.request().contentType();
        if (type == null || !type.is(MediaType.JSON.withoutParameters())) {
            throw HttpProblem.of(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "content-type: " + type + " (expected: application/json)",
                    "send the header Content-Type: application/json");
        }
    }

    /**
     * Reads a body.
     *
     * @param whatToDo what is told to whoever sent something else
     * @throws HttpProblem if it is no JSON object
     */
    static JsonNode parse(byte[] body, String whatToDo) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " (line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")";
            throw HttpProblem.badRequest(List.of("not JSON: " + e.getOriginalMessage() + where), whatToDo);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
        if (!tree.isObject()) {
            String found = tree.getNodeType().name().toLowerCase(Locale.ROOT);
            throw HttpProblem.badRequest(List.of("body: " + found + " (expected: a JSON object)"), whatToDo);
        }
        return tree;
    }
}
