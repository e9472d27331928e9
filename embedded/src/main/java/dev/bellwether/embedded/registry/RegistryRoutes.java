package dev.bellwether.embedded.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import dev.bellwether.edge.access.Guarded;
import dev.bellwether.edge.access.Permission;
import dev.bellwether.schemas.registry.CompatibilityLevel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The REST API: the part of Confluent's that Avro serializers, deserializers and the usual command lines call. See "Schema
 * Registry API Reference" in Confluent's documentation for paths, bodies and error codes. Schemas cannot be deleted: facts on
 * the topics need them.
 */
final class RegistryRoutes {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final MediaType ANSWER = MediaType.parse("application/vnd.schemaregistry.v1+json");
    // A web page can make a browser send other types here without asking first.
    private static final Set<String> TAKEN = Set.of(
            "application/vnd.schemaregistry.v1+json",
            "application/vnd.schemaregistry+json",
            "application/json",
            "application/octet-stream");

    private final Subjects subjects;
    private final Registrar registrar;

    RegistryRoutes(Subjects subjects, Registrar registrar) {
        this.subjects = subjects;
        this.registrar = registrar;
    }

    /** Answers a request; runs in a thread that may wait. */
    @FunctionalInterface
    private interface Handler {
        Object answer(ServiceRequestContext context, String body);
    }

    /** A text that is JSON already. */
    private record RawJson(String text) {}

    void addTo(ServerBuilder server) {
        get(server, "/", (context, body) -> Map.of());
        get(server, "/subjects", (context, body) -> subjects());
        get(server, "/subjects/{subject}/versions", (context, body) -> versions(context));
        post(server, Permission.OPERATE, "/subjects/{subject}/versions", this::register);
        post(server, Permission.READ, "/subjects/{subject}", this::lookup);
        get(server, "/subjects/{subject}/versions/{version}", (context, body) -> describe(version(context)));
        get(
                server,
                "/subjects/{subject}/versions/{version}/schema",
                (context, body) -> new RawJson(version(context).schema()));
        get(server, "/schemas/types", (context, body) -> List.of("AVRO"));
        get(server, "/schemas/ids/{id}", (context, body) -> Map.of("schema", byId(context)));
        get(server, "/schemas/ids/{id}/schema", (context, body) -> new RawJson(byId(context)));
        get(server, "/schemas/ids/{id}/subjects", (context, body) -> subjectsOf(context));
        get(server, "/schemas/ids/{id}/versions", (context, body) -> versionsOf(context));
        post(server, Permission.READ, "/compatibility/subjects/{subject}/versions", this::checkAll);
        post(server, Permission.READ, "/compatibility/subjects/{subject}/versions/{version}", this::checkOne);
        addConfigurationTo(server);
    }

    private void addConfigurationTo(ServerBuilder server) {
        get(server, "/config", (context, body) -> levelAnswer(subjects.level()));
        get(server, "/config/{subject}", (context, body) -> levelAnswer(levelOf(context)));
        put(server, "/config", (context, body) -> setLevel(null, body));
        put(server, "/config/{subject}", (context, body) -> setLevel(SchemaRequest.newSubject(subject(context)), body));
        delete(server, "/config", (context, body) -> {
            CompatibilityLevel before = subjects.level();
            registrar.setLevel(null, null);
            return levelAnswer(before);
        });
        delete(server, "/config/{subject}", (context, body) -> {
            CompatibilityLevel before = ownLevel(subject(context));
            registrar.setLevel(subject(context), null);
            return levelAnswer(before);
        });
        get(server, "/mode", (context, body) -> Map.of("mode", "READWRITE"));
        get(server, "/mode/{subject}", (context, body) -> {
            if (!isSet(context, "defaultToGlobal")) {
                throw RegistryError.modeNotConfigured(subject(context));
            }
            return Map.of("mode", "READWRITE");
        });
    }

    private List<String> subjects() {
        return subjects.names();
    }

    private List<Integer> versions(ServiceRequestContext context) {
        return existing(subject(context)).stream().map(Change.Version::version).toList();
    }

    private Object register(ServiceRequestContext context, String body) {
        Schema schema = SchemaRequest.schema(body);
        return Map.of(
                "id",
                registrar
                        .register(SchemaRequest.newSubject(subject(context)), schema)
                        .id());
    }

    private Object lookup(ServiceRequestContext context, String body) {
        String subject = subject(context);
        existing(subject);
        Schema schema = SchemaRequest.schema(body);
        return describe(subjects.lookup(subject, schema)
                .orElseThrow(() -> RegistryError.schemaNotFound("of subject '" + subject + "'")));
    }

    private Object checkAll(ServiceRequestContext context, String body) {
        Schema schema = SchemaRequest.schema(body);
        return compatibility(context, subjects.problems(subject(context), schema));
    }

    /** A subject without versions takes any schema as its latest. */
    private Object checkOne(ServiceRequestContext context, String body) {
        Schema schema = SchemaRequest.schema(body);
        boolean latest = SchemaRequest.version(context.pathParam("version")) == SchemaRequest.LATEST;
        if (latest && subjects.versions(subject(context)).isEmpty()) {
            return compatibility(context, List.of());
        }
        return compatibility(context, subjects.problems(version(context), schema));
    }

    private static Object compatibility(ServiceRequestContext context, List<String> problems) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("is_compatible", problems.isEmpty());
        if (isSet(context, "verbose")) {
            answer.put("messages", problems);
        }
        return answer;
    }

    private List<Change.Version> existing(String subject) {
        List<Change.Version> versions = subjects.versions(subject);
        if (versions.isEmpty()) {
            throw RegistryError.subjectNotFound(subject);
        }
        return versions;
    }

    private Change.Version version(ServiceRequestContext context) {
        int wanted = SchemaRequest.version(context.pathParam("version"));
        List<Change.Version> versions = existing(subject(context));
        if (wanted == SchemaRequest.LATEST) {
            return versions.get(versions.size() - 1);
        }
        return versions.stream()
                .filter(version -> version.version() == wanted)
                .findFirst()
                .orElseThrow(() -> RegistryError.versionNotFound(subject(context), wanted));
    }

    private static Map<String, Object> describe(Change.Version version) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("subject", version.subject());
        answer.put("version", version.version());
        answer.put("id", version.id());
        answer.put("schema", version.schema());
        return answer;
    }

    private String byId(ServiceRequestContext context) {
        int id = SchemaRequest.id(context.pathParam("id"));
        return subjects.byId(id).orElseThrow(() -> RegistryError.schemaNotFound("with id " + id));
    }

    private List<String> subjectsOf(ServiceRequestContext context) {
        byId(context);
        return subjects.withId(SchemaRequest.id(context.pathParam("id"))).stream()
                .map(Change.Version::subject)
                .distinct()
                .toList();
    }

    private List<Map<String, Object>> versionsOf(ServiceRequestContext context) {
        byId(context);
        return subjects.withId(SchemaRequest.id(context.pathParam("id"))).stream()
                .map(version -> Map.<String, Object>of("subject", version.subject(), "version", version.version()))
                .toList();
    }

    private CompatibilityLevel levelOf(ServiceRequestContext context) {
        String subject = subject(context);
        return isSet(context, "defaultToGlobal")
                ? subjects.level(subject).orElseGet(subjects::level)
                : ownLevel(subject);
    }

    private CompatibilityLevel ownLevel(String subject) {
        return subjects.level(subject).orElseThrow(() -> RegistryError.levelNotConfigured(subject));
    }

    private Object setLevel(@Nullable String subject, String body) {
        CompatibilityLevel level = SchemaRequest.level(body);
        registrar.setLevel(subject, level);
        return Map.of("compatibility", level);
    }

    private static Object levelAnswer(CompatibilityLevel level) {
        return Map.of("compatibilityLevel", level);
    }

    private static String subject(ServiceRequestContext context) {
        String subject = context.pathParam("subject");
        return subject == null ? "" : subject;
    }

    private static boolean isSet(ServiceRequestContext context, String parameter) {
        return Boolean.parseBoolean(context.queryParam(parameter));
    }

    private static void get(ServerBuilder server, String path, Handler handler) {
        server.route().get(path).build(Guarded.by(Permission.READ, service(handler)));
    }

    private static void post(ServerBuilder server, Permission permission, String path, Handler handler) {
        server.route().post(path).build(Guarded.by(permission, service(handler)));
    }

    private static void put(ServerBuilder server, String path, Handler handler) {
        server.route().put(path).build(Guarded.by(Permission.OPERATE, service(handler)));
    }

    private static void delete(ServerBuilder server, String path, Handler handler) {
        server.route().delete(path).build(Guarded.by(Permission.OPERATE, service(handler)));
    }

    private static HttpService service(Handler handler) {
        return (context, request) -> HttpResponse.of(request.aggregate()
                .thenApplyAsync(
                        whole -> respond(context, whole, handler).toHttpResponse(), context.blockingTaskExecutor()));
    }

    private static AggregatedHttpResponse respond(
            ServiceRequestContext context, AggregatedHttpRequest request, Handler handler) {
        try {
            if (hasBody(request.method()) && !isTaken(request.contentType())) {
                throw RegistryError.unsupportedMediaType();
            }
            return json(HttpStatus.OK, handler.answer(context, request.contentUtf8()));
        } catch (RegistryError e) {
            return error(e.status(), e.code(), e.text());
        }
    }

    private static boolean hasBody(HttpMethod method) {
        return method == HttpMethod.POST || method == HttpMethod.PUT;
    }

    private static boolean isTaken(@Nullable MediaType type) {
        return type != null && TAKEN.contains(type.type() + "/" + type.subtype());
    }

    static AggregatedHttpResponse error(int status, int code, String message) {
        return json(HttpStatus.valueOf(status), Map.of("error_code", code, "message", message));
    }

    private static AggregatedHttpResponse json(HttpStatus status, Object answer) {
        try {
            byte[] bytes = answer instanceof RawJson raw
                    ? raw.text().getBytes(StandardCharsets.UTF_8)
                    : JSON.writeValueAsBytes(answer);
            return AggregatedHttpResponse.of(status, ANSWER, HttpData.wrap(bytes));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps, lists, strings and numbers cannot fail to be written", e);
        }
    }
}
