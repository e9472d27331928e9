package dev.bellwether.console.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.facts.DeploymentSource;
import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.schemas.Versions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody announces: the body of {@code POST /v1/deployments}.
 *
 * @param service name of the service
 * @param environment of the service; null where left out
 * @param namespace of the service; null where left out
 * @param version that is rolled out, without a leading {@code v}
 * @param previousVersion that it replaces; empty where left out
 * @param phase what happened
 * @param source who says so
 * @param weight share of traffic for the version, in percent; null where left out
 * @param step number of the step, from 1; 0 where left out
 */
record DeploymentForm(
        String service,
        @Nullable String environment,
        @Nullable String namespace,
        String version,
        String previousVersion,
        DeploymentPhase phase,
        DeploymentSource source,
        @Nullable Double weight,
        int step) {

    private static final int MAX_TEXT = 255;
    private static final int MAX_STEP = 1000;

    private static final List<String> FIELDS = List.of(
            "service", "version", "previousVersion", "environment", "namespace", "phase", "weight", "step", "source");

    private static final Map<String, DeploymentPhase> PHASES = phases();

    private static final Map<String, DeploymentSource> SOURCES =
            Map.of("api", DeploymentSource.API, "command", DeploymentSource.COMMAND);

    private static Map<String, DeploymentPhase> phases() {
        Map<String, DeploymentPhase> phases = new LinkedHashMap<>();
        phases.put("started", DeploymentPhase.ANNOUNCED);
        phases.put("stepped", DeploymentPhase.STEPPED);
        phases.put("finished", DeploymentPhase.FINISHED);
        phases.put("rolled_back", DeploymentPhase.ROLLED_BACK);
        return phases;
    }

    /** The event that says this of a service. */
    DeploymentEvent event(ServiceKey key, Instant at) {
        return DeploymentEvent.newBuilder()
                .setDeployment("")
                .setEnvironment(key.environment())
                .setNamespace(key.namespace())
                .setService(key.name())
                .setVersion(version)
                .setPreviousVersion(previousVersion)
                .setPhase(phase)
                .setSource(source)
                .setWeight(weight)
                .setStep(step)
                .setAt(at)
                .build();
    }

    /**
     * Reads a body.
     *
     * @throws HttpProblem with all that is wrong with it
     */
    static DeploymentForm parse(byte[] body) {
        return new Reader(JsonBody.parse(body, "send {\"service\":\"checkout\",\"version\":\"1.4.2\"}")).read();
    }

    /** Reads the fields one by one, and gathers what is wrong with them. */
    private static final class Reader {

        private final JsonNode tree;
        private final List<String> problems = new ArrayList<>();

        Reader(JsonNode tree) {
            this.tree = tree;
        }

        DeploymentForm read() {
            tree.fieldNames().forEachRemaining(name -> {
                if (!FIELDS.contains(name)) {
                    problems.add(
                            "unknown field \"" + shortened(name) + "\" (expected: " + String.join(", ", FIELDS) + ")");
                }
            });
            DeploymentForm form = new DeploymentForm(
                    required("service"),
                    text("environment"),
                    text("namespace"),
                    Versions.normalise(required("version")),
                    Versions.normalise(orEmpty(text("previousVersion"))),
                    word("phase", PHASES, DeploymentPhase.ANNOUNCED),
                    word("source", SOURCES, DeploymentSource.API),
                    weight(),
                    step());
            if (form.phase == DeploymentPhase.STEPPED && form.weight == null && form.step == 0) {
                problems.add("phase: \"stepped\" says nothing without step or weight");
            }
            if (!form.version.isEmpty() && form.version.equals(form.previousVersion)) {
                problems.add("previousVersion: the same as version");
            }
            if (!problems.isEmpty()) {
                throw HttpProblem.badRequest(problems, null);
            }
            return form;
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }

        private String required(String field) {
            if (!tree.hasNonNull(field)) {
                problems.add(field + ": is missing");
                return "";
            }
            return orEmpty(text(field));
        }

        private @Nullable String text(String field) {
            JsonNode value = tree.get(field);
            if (value == null || value.isNull()) {
                return null;
            }
            if (!value.isTextual()) {
                problems.add(field + ": " + shortened(value.toString()) + " (expected: a string)");
                return null;
            }
            String text = value.textValue();
            if (text.isBlank() || text.length() > MAX_TEXT || text.chars().anyMatch(Character::isISOControl)) {
                problems.add(field + ": \"" + shortened(text) + "\" (expected: 1 to " + MAX_TEXT
                        + " characters, not only blanks, no control characters)");
                return null;
            }
            return text;
        }

        private <T> T word(String field, Map<String, T> words, T fallback) {
            JsonNode value = tree.get(field);
            if (value == null || value.isNull()) {
                return fallback;
            }
            T meaning = value.isTextual() ? words.get(value.textValue()) : null;
            if (meaning == null) {
                problems.add(field + ": " + shortened(value.toString()) + " (expected: one of "
                        + String.join(", ", words.keySet().stream().sorted().toList()) + ")");
                return fallback;
            }
            return meaning;
        }

        private @Nullable Double weight() {
            JsonNode value = tree.get("weight");
            if (value == null || value.isNull()) {
                return null;
            }
            if (!value.isNumber() || !(value.doubleValue() >= 0 && value.doubleValue() <= 100)) {
                problems.add("weight: " + shortened(value.toString()) + " (expected: a number from 0 to 100)");
                return null;
            }
            return value.doubleValue();
        }

        private int step() {
            JsonNode value = tree.get("step");
            if (value == null || value.isNull()) {
                return 0;
            }
            if (!value.isInt() || value.intValue() < 1 || value.intValue() > MAX_STEP) {
                problems.add("step: " + shortened(value.toString()) + " (expected: a whole number from 1 to " + MAX_STEP
                        + ")");
                return 0;
            }
            return value.intValue();
        }

        private static String shortened(String text) {
            return text.length() <= 100 ? text : text.substring(0, 100) + "…";
        }
    }
}
