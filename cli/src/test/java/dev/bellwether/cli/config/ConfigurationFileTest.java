package dev.bellwether.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.bellwether.cli.config.ConfigurationFile.Contents;
import dev.bellwether.cli.config.ConfigurationFile.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationFileTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void file() {
        file = folder.resolve("b.yaml");
    }

    @Test
    void groups_areNestedOrWrittenOut() throws IOException {
        Contents contents = read("""
                # the port that everybody uses
                ingest:
                  grpc-port: 14317
                  http-port: 14318
                console.http-port: 18080
                windows: {length: 5s, grace: "10s"}
                """);

        assertThat(contents.problems()).isEmpty();
        assertThat(contents.entries())
                .extracting(Entry::key, Entry::text, entry -> place(entry.place()))
                .containsExactly(
                        tuple("ingest.grpc-port", "14317", "3:3"),
                        tuple("ingest.http-port", "14318", "4:3"),
                        tuple("console.http-port", "18080", "5:1"),
                        tuple("windows.length", "5s", "6:11"),
                        tuple("windows.grace", "10s", "6:23"));
    }

    @Test
    void lists_areTheirItemsWithCommas() throws IOException {
        assertThat(read("roles: [ingest, console]\nexcluded-services:\n  - a\n  - b\n")
                        .entries())
                .extracting(Entry::key, Entry::text)
                .containsExactly(tuple("roles", "ingest,console"), tuple("excluded-services", "a,b"));
    }

    @Test
    void numbersAndWords_areTakenAsTheyAreWritten() throws IOException {
        assertThat(read("verification.tolerance: 2.50\ntopics.prefix: yes\nkafka.client-properties:\n")
                        .entries())
                .extracting(Entry::text)
                .containsExactly("2.50", "yes", "");
    }

    @Test
    void anEmptyFile_saysNothing() throws IOException {
        assertThat(read("# nothing\n")).isEqualTo(Contents.NONE);
    }

    @Test
    void aSettingTwice_isAProblem_howeverItIsWritten() throws IOException {
        Contents contents = read("ingest:\n  grpc-port: 1\ningest.grpc-port: 2\nroles: console\nroles: ingest\n");

        assertThat(contents.problems())
                .containsExactly(
                        file + ":3:1: ingest.grpc-port is set a second time (the first is at " + file + ":2:3)",
                        file + ":5:1: roles is set a second time (the first is at " + file + ":4:1)");
    }

    @Test
    void wrongShapes_areAllNamed() throws IOException {
        assertThat(read("just a sentence\n").problems())
                .containsExactly(file + ":1:1: expected settings, one a line, such as \"ingest.grpc-port: 4317\"");
        assertThat(read("- ingest\n").problems())
                .containsExactly(file + ":1:1: expected settings, one a line, such as \"ingest.grpc-port: 4317\"");
        assertThat(read("roles: [[ingest]]\n[a, b]: c\n").problems())
                .containsExactly(file + ":1:9: roles: expected a plain value", file + ":2:1: a key must be a word");
    }

    @Test
    void whatIsNotYaml_isNamedWithItsPlace() throws IOException {
        assertThat(read("roles: ingest\nwindows: {length: 5s\n").problems())
                .singleElement()
                .asString()
                .startsWith(file + ":3:1: ")
                .doesNotContain("\n");
    }

    @Test
    void whatCannotBeRead_isNamed() throws IOException {
        assertThat(ConfigurationFile.read(folder.resolve("none.yaml")).problems())
                .containsExactly(folder.resolve("none.yaml") + ": there is no such file");
        assertThat(ConfigurationFile.read(folder).problems())
                .singleElement()
                .asString()
                .startsWith(folder + ": cannot be read: ");
        Files.write(file, "roles: \u00e4".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(ConfigurationFile.read(file).problems()).containsExactly(file + ": is not UTF-8");
        Files.write(file, new byte[(1 << 20) + 1]);
        assertThat(ConfigurationFile.read(file).problems())
                .containsExactly(file + ": cannot be read: it has more than 1048576 bytes");
    }

    private Contents read(String yaml) throws IOException {
        Files.writeString(file, yaml);
        return ConfigurationFile.read(file);
    }

    private String place(String place) {
        assertThat(place).startsWith(file + ":");
        return place.substring(file.toString().length() + 1);
    }

    /** Words of the file in such a message may be half a password. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: *CANARY",
                "password: !CANARY!rest text",
                "a: &CANARY x\nb: &CANARY &CANARY y",
                "%TAG !CANARY! tag:x\n%TAG !CANARY! tag:y\n---\na: b",
                "password: !<%FF%FECANARY> x",
                "url: \"http://me:CANARY@one\nroles: console",
                "url: http://me:CANARY@one: x",
                "password: @CANARY",
                "password: \"\\CANARY\"",
                "? [CANARY]\n: x",
                "CANARY"
            })
    void problems_doNotRepeatWhatTheFileSays(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("secret.yaml"), text);

        assertThat(ConfigurationFile.read(file).problems())
                .isNotEmpty()
                .allSatisfy(problem ->
                        assertThat(problem).startsWith(file.toString()).doesNotContain("CANARY"));
    }
}
