package dev.bellwether.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.facts.Alert;
import dev.bellwether.schemas.registry.CompatibilityLevel;
import dev.bellwether.schemas.registry.RegisteredSchema;
import dev.bellwether.schemas.registry.SchemaRegistry;
import dev.bellwether.schemas.registry.SchemaRegistryException;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.util.ClassSecurityValidator;
import org.junit.jupiter.api.Test;

final class FactSchemasTest {

    @Test
    void everySubjectIsRegisteredAndHeldToFullTransitive() {
        MemoryRegistry registry = new MemoryRegistry();

        FactSchemas.register(registry, Topics.withPrefix("x."));

        assertThat(registry.registered)
                .containsExactly(
                        "x.kubernetes-value",
                        "x.red-deltas-dev.bellwether.facts.RedDelta",
                        "x.red-deltas-dev.bellwether.facts.Watermark",
                        "x.log-deltas-dev.bellwether.facts.LogDelta",
                        "x.log-deltas-dev.bellwether.facts.Watermark",
                        "x.red-windows-value",
                        "x.samples-dev.bellwether.facts.SampleBatch",
                        "x.samples-dev.bellwether.facts.Watermark",
                        "x.rules-value",
                        "x.deployments-value",
                        "x.verdicts-value",
                        "x.alerts-value",
                        "x.alert-events-value");
        assertThat(registry.levels.keySet()).containsExactlyInAnyOrderElementsOf(registry.registered);
        assertThat(registry.levels.values()).containsOnly(CompatibilityLevel.FULL_TRANSITIVE);
    }

    /** Apicurio answered so when two processes of a cluster started together. */
    @Test
    void whatAnotherProcessDidAMomentEarlier_isDone() {
        Set<String> done = new HashSet<>();

        FactSchemas.register(refusing(done::add, done), Topics.standard());

        assertThat(done).contains("level of bellwether.verdicts-value", "schema of bellwether.verdicts-value");
    }

    @Test
    void aRefusalThatNobodyElseMadeGood_isTold() {
        assertThatThrownBy(() -> FactSchemas.register(refusing(what -> {}, Set.of()), Topics.standard()))
                .isInstanceOf(SchemaRegistryException.class)
                .hasMessage("exists already");
    }

    /**
     * A registry that refuses every change.
     *
     * @param asked told what was to be changed
     * @param done what it has
     */
    private static SchemaRegistry refusing(Consumer<String> asked, Set<String> done) {
        return (SchemaRegistry) Proxy.newProxyInstance(
                SchemaRegistry.class.getClassLoader(),
                new Class<?>[] {SchemaRegistry.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "compatibility" ->
                        done.contains("level of " + arguments[0])
                                ? CompatibilityLevel.FULL_TRANSITIVE
                                : CompatibilityLevel.BACKWARD;
                    case "lookup" ->
                        done.contains("schema of " + arguments[0])
                                ? Optional.of(new RegisteredSchema((String) arguments[0], 1, 1, (Schema) arguments[1]))
                                : Optional.empty();
                    case "setCompatibility", "register" -> {
                        asked.accept((method.getName().equals("register") ? "schema of " : "level of ") + arguments[0]);
                        throw new SchemaRegistryException(409, "exists already");
                    }
                    default -> throw new IllegalStateException("not asked by FactSchemas: " + method);
                });
    }

    @Test
    void avroMayMakeOurFactsAndNothingElse() {
        Alert.newBuilder().build();

        assertThat(ClassSecurityValidator.getGlobal().isTrusted(Alert.class)).isTrue();
        assertThat(ClassSecurityValidator.getGlobal().isTrusted(Topics.class)).isFalse();
        assertThat(ClassSecurityValidator.getGlobal().isTrusted(ProcessBuilder.class))
                .isFalse();
    }
}
