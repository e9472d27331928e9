package dev.bellwether.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.facts.Alert;
import dev.bellwether.schemas.registry.CompatibilityLevel;
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
                        "x.deployments-value",
                        "x.verdicts-value",
                        "x.alerts-value",
                        "x.alert-events-value");
        assertThat(registry.levels.keySet()).containsExactlyInAnyOrderElementsOf(registry.registered);
        assertThat(registry.levels.values()).containsOnly(CompatibilityLevel.FULL_TRANSITIVE);
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
