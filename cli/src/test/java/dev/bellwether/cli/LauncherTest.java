package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in {@code bin/}, with a {@code java} that only says how it was called. */
class LauncherTest {

    private static final Path SCRIPT = Path.of("src", "main", "dist", "bin", "bellwether");

    @TempDir
    Path folder;

    private Path home;
    private Path tools;

    @BeforeEach
    void distribution() throws IOException {
        home = Files.createDirectories(folder.resolve("a folder"));
        tools = Files.createDirectories(folder.resolve("tools"));
        Files.createDirectories(home.resolve("bin"));
        Files.copy(SCRIPT, home.resolve("bin").resolve("bellwether"));
        assertThat(home.resolve("bin").resolve("bellwether").toFile().setExecutable(true))
                .isTrue();
    }

    @Test
    void anOldJava_isOneLineAnd1() throws IOException, InterruptedException {
        java("openjdk version \\\"11.0.2\\\" 2019-01-15");

        Launched run = launch(Map.of(), "--version");

        assertThat(run.errLines())
                .containsExactly("bellwether: Java 11 is too old: install 17 or newer, or set JAVA_HOME");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.outLines()).isEmpty();
    }

    @Test
    void aJavaFromBefore9_isTooOldToo() throws IOException, InterruptedException {
        java("java version \\\"1.8.0_292\\\"");

        Launched run = launch(Map.of(), "serve");

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.errLines()).singleElement().asString().contains("is too old: install 17 or newer");
    }

    @Test
    void noJava_isOneLineAnd1() throws IOException, InterruptedException {
        Launched run = launch(Map.of("JAVA_HOME", folder.resolve("nowhere").toString()), "serve");

        assertThat(run.errLines())
                .containsExactly("bellwether: no Java is found: install a JDK or JRE 17 or newer, or set JAVA_HOME");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void aNewerJava_getsTheDistributionAndTheArgumentsAsTheyAre() throws IOException, InterruptedException {
        java("openjdk version \\\"21.0.1\\\" 2023-10-17");

        Launched run = launch(Map.of(), "tail", "verdicts", "--filter", "service=a b");

        assertThat(run.code()).isZero();
        assertThat(run.outLines())
                .contains("-Dlog4j2.configurationFile=" + home + "/conf/log4j2.properties", home + "/lib/*")
                .endsWith("dev.bellwether.cli.Bellwether", "tail", "verdicts", "--filter", "service=a b")
                .doesNotContain("-Xmx512m");
    }

    @Test
    void serveHasTheHeap_thatItIsGiven() throws IOException, InterruptedException {
        java("openjdk version \\\"17.0.9\\\" 2023-10-17");

        assertThat(launch(Map.of(), "serve").outLines()).contains("-Xmx512m");
        assertThat(launch(Map.of("BELLWETHER_HEAP", "2g", "BELLWETHER_JAVA_OPTS", "-Da=1 -Db=2"), "serve")
                        .outLines())
                .contains("-Xmx2g", "-Da=1", "-Db=2")
                .doesNotContain("-Xmx512m");
    }

    @Test
    void aHeapInPercent_followsTheMemoryThatThereIs() throws IOException, InterruptedException {
        java("openjdk version \\\"17.0.9\\\" 2023-10-17");

        assertThat(launch(Map.of("BELLWETHER_HEAP", "50%"), "serve").outLines())
                .contains("-XX:MaxRAMPercentage=50")
                .noneMatch(option -> option.startsWith("-Xmx"));
    }

    @Test
    void aLinkToTheScript_findsTheDistribution() throws IOException, InterruptedException {
        java("openjdk version \\\"17.0.9\\\" 2023-10-17");
        Path link = Files.createSymbolicLink(
                folder.resolve("bw"), Path.of("a folder").resolve("bin").resolve("bellwether"));

        Launched run = Launched.run(folder, environment(Map.of()), List.of(link.toString(), "status"));

        assertThat(run.outLines()).contains(home + "/lib/*");
    }

    private void java(String version) throws IOException {
        Path java = tools.resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                if [ "$1" = -version ]; then echo "%s" >&2; exit 0; fi
                for argument; do printf '%%s\\n' "$argument"; done
                """.formatted(version));
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    private Launched launch(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(
                List.of(home.resolve("bin").resolve("bellwether").toString()));
        command.addAll(List.of(arguments));
        return Launched.run(folder, environment(environment), command);
    }

    private Map<String, String> environment(Map<String, String> more) {
        Map<String, String> environment = new java.util.HashMap<>(more);
        environment.put("PATH", tools + ":/usr/bin:/bin");
        environment.putIfAbsent("JAVA_HOME", "");
        return environment;
    }
}
