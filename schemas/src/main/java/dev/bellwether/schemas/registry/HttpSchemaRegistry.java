package dev.bellwether.schemas.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.schemas.registry.RegistryClient.Answer;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * Client of a registry that speaks Confluent's REST API: Confluent Schema Registry, Apicurio (its path {@code
 * /apis/ccompat/v7}), Karapace, Redpanda, and Bellwether's embedded one.
 *
 * <p>Schemas by id and ids by subject and schema never change, and are asked for once. Connection failures, answers 5xx and
 * 429 are tried again, at the next address first, then after a pause; other errors are final at once.
 */
public final class HttpSchemaRegistry implements SchemaRegistry {

    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;

    /** Error codes that say "there is no such thing": subject, version, schema, level of a subject. */
    private static final Set<Integer> ABSENT = Set.of(40401, 40402, UnknownSchemaException.CODE, 40408);

    private final RegistryClient client;
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
    private final Map<SubjectSchema, Integer> ids = new ConcurrentHashMap<>();

    /** With the bounds of {@link HttpRegistryConfig#of}. */
    public HttpSchemaRegistry(URI... uris) {
        this(HttpRegistryConfig.of(uris));
    }

    public HttpSchemaRegistry(HttpRegistryConfig config) {
        this(config, HttpSchemaRegistry::sleep);
    }

    HttpSchemaRegistry(HttpRegistryConfig config, RegistryClient.Pause pause) {
        this.client = new RegistryClient(requireNonNull(config, "config"), pause);
    }

    @Override
    public int register(String subject, Schema schema) {
        SubjectSchema key = new SubjectSchema(subject, schema.toString());
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        Answer answer = client.send("POST", "/subjects/" + segment(subject) + "/versions", schemaBody(key.schema()));
        if (answer.status() == CONFLICT) {
            throw new IncompatibleSchemaException(subject + ": " + answer.message());
        }
        int id = integer(required(answer), "id");
        ids.put(key, id);
        return id;
    }

    @Override
    public Schema byId(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        Answer answer = client.send("GET", "/schemas/ids/" + id, null);
        if (answer.errorCode() == UnknownSchemaException.CODE) {
            throw new UnknownSchemaException("schema id " + id + ": " + answer.message());
        }
        Schema schema = schema(required(answer));
        schemas.put(id, schema);
        return schema;
    }

    @Override
    public Optional<RegisteredSchema> lookup(String subject, Schema schema) {
        Answer answer = client.send("POST", "/subjects/" + segment(subject), schemaBody(schema.toString()));
        return isAbsent(answer) ? Optional.empty() : Optional.of(registered(subject, required(answer)));
    }

    @Override
    public Optional<RegisteredSchema> latest(String subject) {
        Answer answer = client.send("GET", "/subjects/" + segment(subject) + "/versions/latest", null);
        return isAbsent(answer) ? Optional.empty() : Optional.of(registered(subject, required(answer)));
    }

    @Override
    public List<String> subjects() {
        Answer answer = required(client.send("GET", "/subjects", null));
        if (!answer.json().isArray()) {
            throw unexpected(answer, "a list of subjects");
        }
        List<String> subjects = new ArrayList<>();
        answer.json().forEach(subject -> subjects.add(subject.asText()));
        return subjects.stream().sorted().toList();
    }

    @Override
    public boolean isCompatible(String subject, Schema schema) {
        Answer answer = compatible(subject, schemaBody(schema.toString()));
        if (isAbsent(answer)) {
            return true;
        }
        JsonNode compatible = required(answer).json().path("is_compatible");
        if (!compatible.isBoolean()) {
            throw unexpected(answer, "is_compatible");
        }
        return compatible.booleanValue();
    }

    private Answer compatible(String subject, JsonNode body) {
        String versions = "/compatibility/subjects/" + segment(subject) + "/versions";
        // Asked about all versions, Apicurio looks at all of them whatever the level says.
        if (compatibility(subject).isTransitive()) {
            Answer answer = client.send("POST", versions, body);
            if (answer.isSuccess() || isAbsent(answer) || (answer.status() != NOT_FOUND && answer.status() != 405)) {
                return answer;
            }
            // Not every registry can be asked about all versions at once.
        }
        return client.send("POST", versions + "/latest", body);
    }

    @Override
    public CompatibilityLevel compatibility() {
        return level(required(client.send("GET", "/config", null)));
    }

    @Override
    public CompatibilityLevel compatibility(String subject) {
        // Without the parameter Apicurio answers NONE for a subject that has no level of its own.
        Answer answer = client.send("GET", "/config/" + segment(subject) + "?defaultToGlobal=true", null);
        return isAbsent(answer) ? compatibility() : level(required(answer));
    }

    @Override
    public void setCompatibility(CompatibilityLevel level) {
        putLevel("/config", level);
    }

    @Override
    public void setCompatibility(String subject, CompatibilityLevel level) {
        putLevel("/config/" + segment(subject), level);
    }

    private void putLevel(String path, CompatibilityLevel level) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("compatibility", level.name());
        required(client.send("PUT", path, body));
    }

    private static Answer required(Answer answer) {
        if (!answer.isSuccess()) {
            throw new SchemaRegistryException(answer.status(), answer.errorCode(), answer.message());
        }
        return answer;
    }

    private static boolean isAbsent(Answer answer) {
        return answer.status() == NOT_FOUND && ABSENT.contains(answer.errorCode());
    }

    private static RegisteredSchema registered(String subject, Answer answer) {
        return new RegisteredSchema(subject, integer(answer, "version"), integer(answer, "id"), schema(answer));
    }

    private static Schema schema(Answer answer) {
        String type = answer.json().path("schemaType").asText("AVRO");
        JsonNode text = answer.json().path("schema");
        if (!type.equals("AVRO")) {
            throw new UnknownSchemaException("the schema is of type " + type + " (expected: AVRO)");
        }
        if (!text.isTextual()) {
            throw unexpected(answer, "an Avro schema");
        }
        try {
            return new Schema.Parser().parse(text.textValue());
        } catch (AvroRuntimeException e) {
            throw new SchemaRegistryException(answer.address() + " gave a schema that cannot be read: " + e, e);
        }
    }

    private static int integer(Answer answer, String field) {
        JsonNode value = answer.json().path(field);
        if (!value.isInt()) {
            throw unexpected(answer, field);
        }
        return value.intValue();
    }

    private static CompatibilityLevel level(Answer answer) {
        JsonNode json = answer.json();
        String name = json.path("compatibilityLevel")
                .asText(json.path("compatibility").asText(""));
        try {
            return CompatibilityLevel.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw unexpected(answer, "a compatibility level");
        }
    }

    private static SchemaRegistryException unexpected(Answer answer, String expected) {
        return new SchemaRegistryException(
                answer.address() + " answers " + answer.status() + " without what was asked for: " + expected);
    }

    private static ObjectNode schemaBody(String schema) {
        return JsonNodeFactory.instance.objectNode().put("schema", schema);
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    private static void sleep(Duration duration) throws InterruptedException {
        Thread.sleep(duration.toMillis());
    }

    @Override
    public String toString() {
        return "schema registry at " + client;
    }

    private record SubjectSchema(String subject, String schema) {}
}
