package dev.bellwether.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.rulefile.RulePublisher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rules apply}, {@code list} and {@code remove}. */
class ServerRulesTest {

    private static final String APPLIED =
            "{\"file\":\"shop.yml\",\"result\":\"applied\",\"effectiveFrom\":\"2026-01-31T12:00:10.000Z\"}";
    private static final String REFUSED = "{\"error\":{\"message\":\"shop.yml:5:3: this; shop.yml:7:1: that\","
            + "\"what_to_do\":\"nothing has changed\","
            + "\"problems\":[\"shop.yml:5:3: this\",\"shop.yml:7:1: that\"]}}";

    @TempDir
    Path folder;

    private StubServer server;

    @BeforeEach
    void start() throws IOException {
        server = StubServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void apply_putsEachFileUnderItsName() throws IOException {
        Path shop = write("shop.yml", "groups: []\n# ü");
        Path other = write("my rules;1.yml", "groups: []");
        server.answering(APPLIED).answering("{\"file\":\"my rules;1.yml\",\"result\":\"unchanged\"}");

        Run run = run("apply", shop.toString(), other.toString());

        assertThat(run.code()).isZero();
        assertThat(server.asked())
                .extracting(asked -> asked.method() + " " + asked.path() + " " + asked.body())
                .containsExactly("PUT /v1/rules/shop.yml groups: []\n# ü", "PUT /v1/rules/my rules;1.yml groups: []");
        assertThat(run.outLines())
                .containsExactly(shop + ": applied, in force from 2026-01-31T12:00:10.000Z", other + ": unchanged");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void refusedFile_isToldWithAllThatIsWrong_atItsPath_andTheNextOneIsAppliedToo() throws IOException {
        Path bad = write("shop.yml", "groups: []");
        Path good = write("good.yml", "groups: []");
        server.answering(400, REFUSED).answering(APPLIED);

        Run run = run("apply", bad.toString(), good.toString());

        assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.errLines()).containsExactly(bad + ":5:3: this", bad + ":7:1: that");
        assertThat(run.outLines()).containsExactly(good + ": applied, in force from 2026-01-31T12:00:10.000Z");
    }

    @Test
    void json_isOneLineAFile_alsoOfARefusedOne() throws IOException {
        Path shop = write("shop.yml", "groups: []");
        server.answering(400, REFUSED).answering(APPLIED);

        Run refused = run("apply", "--json", shop.toString());
        Run applied = run("apply", "--json", shop.toString());

        assertThat(refused.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(refused.outLines())
                .containsExactly("{\"file\":\"shop.yml\",\"result\":\"refused\","
                        + "\"problems\":[\"shop.yml:5:3: this\",\"shop.yml:7:1: that\"]}"
                                .replace("\"shop.yml:", "\"" + shop + ":"));
        assertThat(applied.outLines()).containsExactly(APPLIED);
    }

    @Test
    void filesThatCannotBeSent_areTold_andNothingIsAsked() throws IOException {
        Path large = write("large.yml", "x".repeat(RulePublisher.MAX_TEXT_BYTES + 1));
        Path missing = folder.resolve("missing.yml");

        Run run = run("apply", large.toString(), missing.toString());

        assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.errLines()).hasSize(2);
        assertThat(run.errLines().get(0)).startsWith(large + ": 1000001 bytes (expected: at most 1000000)");
        assertThat(run.errLines().get(1)).isEqualTo(missing + ": no such file");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void filesOfOneName_areWrongUsage() throws IOException {
        Path one = write("a/rules.yml", "groups: []");
        Path other = write("b/rules.yml", "groups: []");

        Run run = run("apply", one.toString(), other.toString());

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains(one.toString(), other.toString(), "the same name");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void whatIsNotAboutTheFile_endsTheCommand() throws IOException {
        Path one = write("one.yml", "groups: []");
        Path two = write("two.yml", "groups: []");
        server.answering(403, "{\"error\":{\"message\":\"needs the permission operate\"}}");

        Run run = run("apply", one.toString(), two.toString());

        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.errLines()).containsExactly("bellwether: needs the permission operate");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void list_showsAFileALine() {
        server.answering("""
                {"complete":true,"files":[
                  {"file":"nodes.yml","origin":"files","state":"in_force","effectiveFrom":"2026-01-31T12:00:10.000Z",
                   "groups":[{"group":"a","rules":2},{"group":"b","rules":3}]},
                  {"file":"shop.yml","origin":"api","state":"pending","effectiveFrom":"2026-01-31T12:00:20.000Z",
                   "groups":[]}]}""");

        Run run = run("list");

        assertThat(run.code()).isZero();
        assertThat(server.askedLast().method() + " " + server.askedLast().path())
                .isEqualTo("GET /v1/rules");
        assertThat(run.outLines())
                .containsExactly(
                        "FILE       GROUPS  RULES  ORIGIN  STATE     FROM",
                        "nodes.yml  2       5      files   in force  2026-01-31T12:00:10.000Z",
                        "shop.yml   0       0      api     pending   2026-01-31T12:00:20.000Z");
        assertThat(run("list", "--json").outLines()).hasSize(2).allMatch(line -> line.startsWith("{\"file\":"));
    }

    @Test
    void list_saysWhereThereAreNone_orNotAllAreKnown() {
        server.answering("{\"complete\":false,\"files\":[]}");

        Run run = run("list");

        assertThat(run.outLines()).containsExactly("No rule files.");
        assertThat(run.errLines()).containsExactly("note: the server is still reading what rules there are");
    }

    @Test
    void remove_endsFiles_andTellsOfThoseThatAreNotThere() {
        server.answering(
                        404,
                        "{\"error\":{\"message\":\"there is no rule file \\\"none.yml\\\"\","
                                + "\"problems\":[\"there is no rule file \\\"none.yml\\\"\"]}}")
                .answering("{\"file\":\"shop.yml\",\"result\":\"removed\","
                        + "\"effectiveFrom\":\"2026-01-31T12:00:10.000Z\"}");

        Run run = run("remove", "none.yml", "shop.yml");

        assertThat(run.code()).isEqualTo(ExitCode.FAILURE);
        assertThat(run.errLines()).containsExactly("there is no rule file \"none.yml\"");
        assertThat(run.outLines()).containsExactly("shop.yml: removed, in force until 2026-01-31T12:00:10.000Z");
        assertThat(server.asked())
                .extracting(asked -> asked.method() + " " + asked.path())
                .containsExactly("DELETE /v1/rules/none.yml", "DELETE /v1/rules/shop.yml");
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Run run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("rules"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--server", server.url()));
        return Run.of(all.toArray(String[]::new));
    }
}
