package dev.bellwether.cli.manifests;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bellwether.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Objects as they stand in files, or as Kustomize renders them. */
public final class Manifests {

    public static final Path FOLDER = Path.of("..", "k8s").toAbsolutePath().normalize();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, List<JsonNode>> OVERLAYS = new HashMap<>();

    private Manifests() {}

    /** Every document of a YAML text. */
    public static List<JsonNode> parse(String yaml) {
        List<JsonNode> documents = new ArrayList<>();
        new Load(LoadSettings.builder().build())
                .loadAllFromString(yaml)
                .forEach(document -> documents.add(JSON.valueToTree(document)));
        return documents;
    }

    static List<String> overlays() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER.resolve("overlays"))) {
            return folders.map(Path::getFileName).map(Path::toString).sorted().toList();
        }
    }

    /** What Kustomize makes of a folder below {@code k8s}; the test is skipped where it is not given. */
    static List<JsonNode> rendered(Path folder) throws IOException, InterruptedException {
        Path program = Requirements.program("kustomize", "kustomize");
        String command = program.getFileName().toString().equals("kubectl") ? "kustomize" : "build";
        Process process = new ProcessBuilder(program.toString(), command, folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String yaml = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError("Kustomize cannot render " + folder + "; what it says is above");
        }
        return parse(yaml);
    }

    /** What Kustomize makes of an overlay; once, since every rendering takes a second. */
    static synchronized List<JsonNode> ofOverlay(String name) throws IOException, InterruptedException {
        List<JsonNode> known = OVERLAYS.get(name);
        if (known != null) {
            return known;
        }
        List<JsonNode> rendered = rendered(FOLDER.resolve("overlays").resolve(name));
        OVERLAYS.put(name, rendered);
        return rendered;
    }

    static String name(JsonNode object) {
        return object.path("kind").asText() + "/"
                + object.path("metadata").path("name").asText();
    }

    static List<JsonNode> ofKind(List<JsonNode> objects, String... kinds) {
        return objects.stream()
                .filter(object -> List.of(kinds).contains(object.path("kind").asText()))
                .toList();
    }

    /** Whether a selector with {@code matchLabels} fits a pod's labels; an empty one fits every pod. */
    static boolean selects(JsonNode matchLabels, JsonNode labels) {
        return matchLabels.properties().stream()
                .allMatch(label -> labels.path(label.getKey()).equals(label.getValue()));
    }
}
