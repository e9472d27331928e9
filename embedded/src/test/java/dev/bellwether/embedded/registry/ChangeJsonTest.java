package dev.bellwether.embedded.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.schemas.registry.CompatibilityLevel;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeJsonTest {

    @Test
    void version_isWrittenAsConfluentWritesIt() {
        Change change = new Change.Version("pets-value", 2, 7, "\"int\"");

        assertThat(key(change))
                .isEqualTo("{\"keytype\":\"SCHEMA\",\"subject\":\"pets-value\",\"version\":2,\"magic\":1}");
        assertThat(value(change))
                .isEqualTo(
                        "{\"subject\":\"pets-value\",\"version\":2,\"id\":7,\"schema\":\"\\\"int\\\"\",\"deleted\":false}");
    }

    @Test
    void level_isWrittenAsConfluentWritesIt() {
        Change global = new Change.Level(null, CompatibilityLevel.FULL);
        assertThat(key(global)).isEqualTo("{\"keytype\":\"CONFIG\",\"subject\":null,\"magic\":0}");
        assertThat(value(global)).isEqualTo("{\"compatibilityLevel\":\"FULL\"}");

        Change back = new Change.Level("pets-value", null);
        assertThat(key(back)).isEqualTo("{\"keytype\":\"CONFIG\",\"subject\":\"pets-value\",\"magic\":0}");
        assertThat(ChangeJson.value(back)).isNull();
    }

    @Test
    void read_givesBackWhatWasWritten() throws IOException {
        for (Change change : List.of(
                new Change.Version("a \"b\" \u2603", 1, 1, Pets.with("name").toString()),
                new Change.Level(null, CompatibilityLevel.NONE),
                new Change.Level("a", CompatibilityLevel.FORWARD_TRANSITIVE),
                new Change.Level("a", null),
                new Change.Nothing())) {
            assertThat(ChangeJson.read(ChangeJson.key(change), ChangeJson.value(change)))
                    .contains(change);
        }
    }

    @Test
    void read_leavesOutKindsThatAreNotOurs() throws IOException {
        assertThat(read("{\"keytype\":\"MODE\",\"subject\":null,\"magic\":0}", "{\"mode\":\"READONLY\"}"))
                .isFalse();
        assertThat(read("{\"keytype\":\"SCHEMA\",\"subject\":\"a\",\"version\":1,\"magic\":1}", null))
                .isFalse();
    }

    @Test
    void read_refusesWhatIsNoRecordOfARegistry() {
        assertMalformed(null, "{}");
        assertMalformed("hello", null);
        assertMalformed("{\"keytype\":\"SCHEMA\"}", "{");
        assertMalformed("{\"keytype\":\"SCHEMA\"}", "{}");
        assertMalformed("{\"keytype\":\"SCHEMA\"}", "{\"subject\":\"a\",\"version\":1,\"id\":0,\"schema\":\"\"}");
        assertMalformed("{\"keytype\":\"CONFIG\"}", "{\"compatibilityLevel\":\"SOME\"}");
    }

    private static void assertMalformed(@Nullable String key, @Nullable String value) {
        assertThatThrownBy(() -> read(key, value)).as(key + " " + value).isInstanceOf(IOException.class);
    }

    private static boolean read(@Nullable String key, @Nullable String value) throws IOException {
        return ChangeJson.read(key == null ? null : key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8))
                .isPresent();
    }

    private static String key(Change change) {
        return new String(ChangeJson.key(change), UTF_8);
    }

    private static String value(Change change) {
        byte[] value = ChangeJson.value(change);
        return value == null ? "null" : new String(value, UTF_8);
    }
}
