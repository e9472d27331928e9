package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.cli.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {

    @TempDir
    Path folder;

    @Test
    void everySetting_standsThereWithItsMeaningAndOrigin() {
        Run run = Run.of("config", "--set", "console.http-port=18080");

        assertThat(run.code()).isZero();
        Settings.all()
                .forEach(setting -> assertThat(run.outLines())
                        .contains("# " + setting.description())
                        .anyMatch(line -> line.startsWith(setting.key() + ": \"")));
        assertThat(run.out())
                .contains("; BELLWETHER_CONSOLE_HTTP_PORT; from: command line\nconsole.http-port: \"18080\"\n");
    }

    /** "A file to start from". */
    @Test
    void whatItPrints_isAFileThatMeansTheSame() throws IOException {
        Run first = Run.of("config", "--data", "C:\\bell \"wether\"", "--roles", "console");
        Path file = Files.writeString(folder.resolve("b.yaml"), first.out());

        Run second = Run.of("config", "--config", file.toString());

        assertThat(second.code()).isZero();
        assertThat(values(second)).isEqualTo(values(first));
        assertThat(second.out()).contains("data-folder: \"C:\\\\bell \\\"wether\\\"\"", "roles: \"console\"");
    }

    @Test
    void allThatIsWrong_isSaidAtOnce() throws IOException {
        Path file = Files.writeString(folder.resolve("b.yaml"), "ingest:\n  grpc-prot: 1\n- nonsense\n");

        Run broken = Run.of("config", "--config", file.toString(), "--set", "colour=red");
        Files.writeString(file, "ingest:\n  grpc-prot: 1\n  http-port: high\n");
        Run wrong = Run.of("serve", "--config", file.toString(), "--set", "colour=red");

        assertThat(broken.code()).isEqualTo(64);
        assertThat(broken.errLines()).hasSize(3);
        assertThat(wrong.code()).isEqualTo(64);
        assertThat(wrong.errLines())
                .containsExactly(
                        "bellwether: the configuration cannot be used:",
                        "  " + file + ":2:3: unknown setting ingest.grpc-prot (did you mean ingest.grpc-port?)",
                        "  " + file
                                + ":3:3: ingest.http-port: \"high\" (expected: a port from 0 (any free one) to 65535)",
                        "  command line: unknown setting colour (the settings are listed by: bellwether config"
                                + " --reference)");
    }

    @Test
    void theReference_isATableOfAllSettings() {
        Run run = Run.of("config", "--reference");

        assertThat(run.code()).isZero();
        assertThat(run.outLines()).hasSize(Settings.all().size() + 2);
        assertThat(run.out()).isEqualTo(ConfigCommand.referenceTable());
    }

    private static java.util.List<String> values(Run run) {
        return run.outLines().stream()
                .filter(line -> !line.startsWith("#") && !line.isEmpty())
                .toList();
    }
}
