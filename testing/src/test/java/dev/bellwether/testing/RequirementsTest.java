package dev.bellwether.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class RequirementsTest {

    private static final String PROPERTY = "requirements.test.dir";

    private final String required = System.getProperty(Requirements.REQUIRE, "");

    @BeforeEach
    void requireNothing() {
        System.clearProperty(Requirements.REQUIRE);
    }

    @AfterEach
    void restore() {
        System.setProperty(Requirements.REQUIRE, required);
        System.clearProperty(PROPERTY);
    }

    @Test
    void givenFolder_isReturned(@TempDir Path folder) {
        System.setProperty(PROPERTY, folder.toString());
        assertThat(Requirements.folder(PROPERTY, "things")).isEqualTo(folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "/no/such/folder"})
    void missingFolder_skipsTheTest_inOneLine(String value) {
        System.setProperty(PROPERTY, value);
        assertThatThrownBy(() -> Requirements.folder(PROPERTY, "things"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("-D" + PROPERTY)
                .hasMessageNotContaining("\n");
    }

    @Test
    void givenProgram_isReturned_andAFolderIsNone(@TempDir Path folder) throws IOException {
        Path program = Files.createFile(folder.resolve("program"));
        System.setProperty(PROPERTY, program.toString());
        assertThatThrownBy(() -> Requirements.program(PROPERTY, "things")).isInstanceOf(TestAbortedException.class);

        assertThat(program.toFile().setExecutable(true)).isTrue();
        assertThat(Requirements.program(PROPERTY, "things")).isEqualTo(program);

        System.setProperty(PROPERTY, folder.toString());
        assertThatThrownBy(() -> Requirements.program(PROPERTY, "things"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("not a program")
                .hasMessageContaining("-D" + PROPERTY + "=PROGRAM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"things", "other, things", "things,"})
    void missingFolderThatIsRequired_failsTheTest(String require) {
        System.setProperty(Requirements.REQUIRE, require);
        assertThatThrownBy(() -> Requirements.folder(PROPERTY, "things"))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("-D" + PROPERTY);
    }

    @Test
    void whatIsThere_letsTheTestGoOn() {
        System.setProperty(Requirements.REQUIRE, "things");
        Requirements.met(true, "things", "none answer");
    }

    @Test
    void whatIsNotThere_skipsTheTest_andFailsItWhereRequired() {
        assertThatThrownBy(() -> Requirements.met(false, "things", "none answer"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage("needs things, but none answer");

        System.setProperty(Requirements.REQUIRE, "things");
        assertThatThrownBy(() -> Requirements.met(false, "things", "none answer"))
                .isInstanceOf(AssertionFailedError.class)
                .hasMessageContaining("needs things, but none answer");
    }

    @Test
    void requiringSomethingElse_isNotRequiringThis() {
        System.setProperty(Requirements.REQUIRE, "other things,thing");
        assertThatThrownBy(() -> Requirements.folder(PROPERTY, "things")).isInstanceOf(TestAbortedException.class);
    }
}
