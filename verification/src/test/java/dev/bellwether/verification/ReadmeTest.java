package dev.bellwether.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.verification.deployment.Outbox;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    private final String readme;

    ReadmeTest() throws IOException {
        readme = Files.readString(Path.of("README.md"));
    }

    @Test
    void configuration_isThatOfTheCode() throws ReflectiveOperationException {
        VerificationConfig config = VerificationConfig.DEFAULT;
        for (Record part :
                new Record[] {config, config.deployments(), config.deployments().gate()}) {
            for (RecordComponent field : part.getClass().getRecordComponents()) {
                Object value = field.getAccessor().invoke(part);
                if (!(value instanceof Record)) {
                    String text = value instanceof Collection<?> all ? all.toString() : String.valueOf(value);
                    assertThat(readme).contains("| `" + field.getName() + "` | " + text + " |");
                }
            }
        }
    }

    @Test
    void metrics_areThoseOfTheCode() {
        for (Enum<?>[] values : new Enum<?>[][] {
            VerificationMeters.RecordResult.values(), VerificationMeters.RequestResult.values(), Outbox.Ignored.values()
        }) {
            for (Enum<?> value : values) {
                assertThat(readme).contains("`" + value.name().toLowerCase(Locale.ROOT) + "`");
            }
        }
    }
}
