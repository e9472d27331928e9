package dev.bellwether.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellwether.cli.config.ConfigurationFile.Contents;
import dev.bellwether.cli.config.ConfigurationFile.Entry;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {

    private static final String KEY = "ingest.grpc-port";
    private static final String VARIABLE = "BELLWETHER_INGEST_GRPC_PORT";

    @Test
    void nothingSet_meansTheDefaults() throws ConfigurationException {
        Configuration configuration = Configuration.of(Contents.NONE, Map.of(), Map.of());

        assertThat(configuration.get(Settings.GRPC_PORT)).isEqualTo(4317);
        assertThat(configuration.get(Settings.WINDOW_LENGTH)).isEqualTo(Duration.ofSeconds(5));
        assertThat(configuration.get(Settings.ROLES_SETTING)).containsExactlyElementsOf(Settings.ROLES);
        assertThat(configuration.value(Settings.GRPC_PORT).origin()).isEqualTo("default");
        assertThat(configuration.isSet(Settings.GRPC_PORT)).isFalse();
    }

    @Test
    void theLaterOne_wins() throws ConfigurationException {
        Contents file = file(new Entry(KEY, "1", "b.yaml:3:1"));
        Map<String, String> environment = Map.of(VARIABLE, "2", "PATH", "/bin");
        Map<String, String> options = Map.of(KEY, "3");

        assertThat(of(file, Map.of(), Map.of())).isEqualTo(new Configuration.Value("1", "b.yaml:3:1"));
        assertThat(of(file, environment, Map.of())).isEqualTo(new Configuration.Value("2", "environment"));
        assertThat(of(file, environment, options)).isEqualTo(new Configuration.Value("3", "command line"));
        assertThat(of(Contents.NONE, environment, Map.of())).isEqualTo(new Configuration.Value("2", "environment"));
    }

    @Test
    void whatIsSet_isKnownToBeSet_evenToItsDefault() throws ConfigurationException {
        Configuration configuration = Configuration.of(Contents.NONE, Map.of(), Map.of(KEY, "4317"));

        assertThat(configuration.isSet(Settings.GRPC_PORT)).isTrue();
    }

    @Test
    void allProblems_areSaidAtOnce() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("console.http-prot", "1");
        options.put("windows.grace", "soon");

        assertThat(problems(
                        new Contents(
                                List.of(
                                        new Entry("ingest.grcp-port", "1", "b.yaml:1:1"),
                                        new Entry("ingest.http-port", "high", "b.yaml:2:1")),
                                List.of("b.yaml:3:1: a key must be a word")),
                        Map.of("BELLWETHER_INGEST_GRPC_PROT", "1", VARIABLE, "", "BELLWETHER_COLOUR", "red"),
                        options))
                .containsExactly(
                        "b.yaml:3:1: a key must be a word",
                        "b.yaml:1:1: unknown setting ingest.grcp-port (did you mean ingest.grpc-port?)",
                        "b.yaml:2:1: ingest.http-port: \"high\" (expected: a port from 0 (any free one) to 65535)",
                        "environment: unknown setting BELLWETHER_COLOUR (the settings are listed by: bellwether config --reference)",
                        "environment: BELLWETHER_INGEST_GRPC_PORT: \"\" (expected: a port from 0 (any free one) to 65535)",
                        "environment: unknown setting BELLWETHER_INGEST_GRPC_PROT (did you mean BELLWETHER_INGEST_GRPC_PORT?)",
                        "command line: unknown setting console.http-prot (did you mean console.http-port?)",
                        "command line: windows.grace: \"soon\" (expected: a duration such as 500ms, 30s, 5m, 1h30m)");
    }

    @Test
    void theNearestName_isSuggested() {
        assertThat(problems(Contents.NONE, Map.of(), Map.of("ingest.htp-port", "1")))
                .singleElement()
                .asString()
                .endsWith("(did you mean ingest.http-port?)");
    }

    /** A Service called bellwether, bellwether-console or bellwether-ingest-grpc in the same namespace. */
    @ParameterizedTest
    @CsvSource({
        "BELLWETHER_SERVICE_HOST, 10.0.0.1",
        "BELLWETHER_SERVICE_PORT, 4317",
        "BELLWETHER_SERVICE_PORT_OTLP_GRPC, 4317",
        "BELLWETHER_PORT, tcp://10.0.0.1:4317",
        "BELLWETHER_PORT_4317_TCP, tcp://10.0.0.1:4317",
        "BELLWETHER_PORT_4317_TCP_ADDR, 10.0.0.1",
        "BELLWETHER_PORT_4317_TCP_PORT, 4317",
        "BELLWETHER_PORT_4317_TCP_PROTO, tcp",
        "BELLWETHER_CONSOLE_SERVICE_HOST, 10.0.0.2",
        "BELLWETHER_CONSOLE_SERVICE_PORT_HTTP, 8080",
        "BELLWETHER_CONSOLE_PORT_8080_TCP_ADDR, 10.0.0.2",
        "BELLWETHER_INGEST_GRPC_PORT, tcp://10.0.0.3:4317",
        "BELLWETHER_SERVER, http://bellwether:8080",
        "BELLWETHER_CONFIG, /etc/bellwether.yaml",
        "BELLWETHER_HEAP, 1g",
        "BELLWETHER_JAVA_OPTS, -Xlog:gc"
    })
    void variablesOfKubernetesAndOfTheLauncher_areNoSettings(String variable, String value)
            throws ConfigurationException {
        Configuration configuration = Configuration.of(Contents.NONE, Map.of(variable, value), Map.of());

        assertThat(Settings.all()).noneMatch(configuration::isSet);
    }

    @Test
    void anythingElseWithThePrefix_stops() {
        assertThat(problems(Contents.NONE, Map.of("BELLWETHER_SERVICE", "x"), Map.of()))
                .hasSize(1);
        assertThat(problems(Contents.NONE, Map.of("BELLWETHER_", "x"), Map.of()))
                .hasSize(1);
    }

    @Test
    void settingsThatAreNotInTheList_areABug() throws ConfigurationException {
        Configuration configuration = Configuration.of(Contents.NONE, Map.of(), Map.of());
        Setting<String> stranger = new Setting<>("stranger", Kinds.TEXT, "", "Nobody knows it.");

        assertThatThrownBy(() -> configuration.get(stranger))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stranger");
    }

    private static Contents file(Entry... entries) {
        return new Contents(List.of(entries), List.of());
    }

    private static Configuration.Value of(Contents file, Map<String, String> environment, Map<String, String> options)
            throws ConfigurationException {
        return Configuration.of(file, environment, options).value(Settings.GRPC_PORT);
    }

    private static List<String> problems(Contents file, Map<String, String> environment, Map<String, String> options) {
        ConfigurationException thrown =
                catchThrowableOfType(ConfigurationException.class, () -> Configuration.of(file, environment, options));
        assertThat(thrown).as("refused").isNotNull();
        return thrown.problems();
    }
}
