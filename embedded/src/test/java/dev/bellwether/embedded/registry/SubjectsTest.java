package dev.bellwether.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.bellwether.schemas.registry.CompatibilityLevel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class SubjectsTest {

    private final Subjects subjects = new Subjects(CompatibilityLevel.FULL_TRANSITIVE);

    @Test
    void registration_changesNothingUntilItIsApplied() {
        Subjects.Registration registration = subjects.registration("a", Pets.with("name"));

        assertThat(registration.isNew()).isTrue();
        assertThat(registration.version()).isEqualTo(new Change.Version("a", 1, 1, text("name")));
        assertThat(subjects.names()).isEmpty();
        assertThat(subjects.byId(1)).isEmpty();

        subjects.apply(registration.version());
        assertThat(subjects.names()).containsExactly("a");
        assertThat(subjects.byId(1)).contains(text("name"));
    }

    @Test
    void registration_ofAKnownSchemaIsThatVersion() {
        register("a", "name");
        register("a", "name", "age");

        Subjects.Registration again = subjects.registration("a", Pets.with("name"));
        assertThat(again.isNew()).isFalse();
        assertThat(again.version().version()).isEqualTo(1);
    }

    @Test
    void registration_underAnotherSubjectKeepsTheId() {
        register("a", "name");
        register("a", "name", "age");
        register("b", "name", "age");

        assertThat(subjects.versions("b")).containsExactly(new Change.Version("b", 1, 2, text("name", "age")));
        assertThat(subjects.withId(2)).extracting(Change.Version::subject).containsExactly("a", "b");
        assertThat(subjects.withId(1)).extracting(Change.Version::subject).containsExactly("a");
    }

    @Test
    void registration_tellsSchemasApartThatDifferInDocumentationOnly() {
        register("a", "name");
        Schema documented = new Schema.Parser()
                .parse(text("name").replace("\"type\":\"record\"", "\"type\":\"record\",\"doc\":\"An animal.\""));

        assertThat(subjects.registration("a", documented).version().id()).isEqualTo(2);
    }

    @Test
    void registration_ofAnIncompatibleSchemaIsRefusedWithTheReason() {
        register("a", "name");

        assertThatThrownBy(() -> subjects.registration("a", Pets.requiring("home")))
                .isInstanceOfSatisfying(RegistryError.class, error -> {
                    assertThat(error.code()).isEqualTo(409);
                    assertThat(error.status()).isEqualTo(409);
                })
                .hasMessageContainingAll("\"a\"", "home");
    }

    @Test
    void problems_withOneVersionLookAtThatOneOnly() {
        register("a", "name");
        subjects.apply(new Change.Level("a", CompatibilityLevel.NONE));
        subjects.apply(subjects.registration("a", Pets.requiring("home")).version());
        subjects.apply(new Change.Level("a", CompatibilityLevel.FULL_TRANSITIVE));
        Change.Version first = subjects.versions("a").get(0);

        assertThat(subjects.problems(first, Pets.with("name", "age"))).isEmpty();
        assertThat(subjects.problems("a", Pets.with("name", "age"))).isNotEmpty();
    }

    @Test
    void level_ofASubjectComesBeforeTheGlobalOneUntilItIsTakenBack() {
        subjects.apply(new Change.Level("a", CompatibilityLevel.NONE));
        subjects.apply(new Change.Level(null, CompatibilityLevel.BACKWARD));
        assertThat(subjects.level("a")).contains(CompatibilityLevel.NONE);
        assertThat(subjects.level("b")).isEmpty();
        assertThat(subjects.level()).isEqualTo(CompatibilityLevel.BACKWARD);

        subjects.apply(new Change.Level("a", null));
        subjects.apply(new Change.Level(null, null));
        assertThat(subjects.level("a")).isEmpty();
        assertThat(subjects.level()).isEqualTo(CompatibilityLevel.FULL_TRANSITIVE);
    }

    @Test
    void parse_refusesWhatIsNoSchema() {
        for (String text : List.of("", "{", "{}", "hello", "[\"int\"", "\"nonesuch\"", "\"int\" \"int\"", "null")) {
            RegistryError error = catchThrowableOfType(RegistryError.class, () -> Subjects.parse(text));
            assertThat(error).as(text).isNotNull();
            assertThat(error.code()).isEqualTo(42201);
        }
    }

    @Test
    void parse_refusesWhatIsNestedTooDeeply() {
        int depth = 100_000;
        String text = "{\"type\":\"array\",\"items\":".repeat(depth) + "\"int\"" + "}".repeat(depth);

        assertThatThrownBy(() -> Subjects.parse(text))
                .isInstanceOfSatisfying(
                        RegistryError.class, error -> assertThat(error.code()).isEqualTo(42201));
    }

    @Test
    void deepSchemasAreComparedWithoutHarm() {
        int depth = 400;
        String text = "{\"type\":\"array\",\"items\":".repeat(depth) + "\"int\"" + "}".repeat(depth);
        Schema deep = Subjects.parse(text);
        subjects.apply(subjects.registration("a", deep).version());

        assertThat(subjects.problems("a", Subjects.parse(text.replace("int", "long"))))
                .isNotEmpty();
        assertThat(subjects.problems("a", deep)).isEmpty();
    }

    @Test
    void theSameChangesGiveTheSameStateAndIdsStandForOneSchema() throws IOException {
        long seed = 20_240_607L;
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            Subjects first = new Subjects(CompatibilityLevel.NONE);
            Subjects second = new Subjects(CompatibilityLevel.NONE);
            Map<String, Integer> ids = new HashMap<>();
            for (int step = 0; step < 40; step++) {
                Change change = randomChange(random, first);
                first.apply(change);
                second.apply(ChangeJson.read(ChangeJson.key(change), ChangeJson.value(change))
                        .orElseThrow());
                if (change instanceof Change.Version version) {
                    assertThat(ids.computeIfAbsent(version.schema(), absent -> version.id()))
                            .as("seed " + seed + " round " + round)
                            .isEqualTo(version.id());
                }
            }
            assertThat(describe(second)).as("seed " + seed + " round " + round).isEqualTo(describe(first));
            assertThat(new HashSet<>(ids.values()))
                    .as("seed " + seed + " round " + round)
                    .hasSameSizeAs(ids.keySet());
            assertVersionsCountFromOne(first, "seed " + seed + " round " + round);
        }
    }

    private static void assertVersionsCountFromOne(Subjects subjects, String which) {
        for (String name : subjects.names()) {
            List<Change.Version> versions = subjects.versions(name);
            for (int i = 0; i < versions.size(); i++) {
                assertThat(versions.get(i).version()).as(which).isEqualTo(i + 1);
            }
        }
    }

    private static Change randomChange(Random random, Subjects subjects) {
        String subject = "subject-" + random.nextInt(5);
        if (random.nextInt(4) == 0) {
            CompatibilityLevel[] levels = {null, CompatibilityLevel.NONE, CompatibilityLevel.FULL};
            return new Change.Level(random.nextBoolean() ? null : subject, levels[random.nextInt(3)]);
        }
        Set<String> fields = new HashSet<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            fields.add("field" + random.nextInt(4));
        }
        return subjects.registration(subject, Pets.with(new ArrayList<>(fields)))
                .version();
    }

    private static String describe(Subjects subjects) {
        StringBuilder text = new StringBuilder(subjects.level().name());
        for (String name : subjects.names()) {
            text.append('\n').append(subjects.versions(name));
        }
        for (int i = 0; i < 5; i++) {
            text.append('\n').append(subjects.level("subject-" + i));
        }
        return text.toString();
    }

    private void register(String subject, String... fields) {
        subjects.apply(subjects.registration(subject, Pets.with(fields)).version());
    }

    private static String text(String... fields) {
        return Pets.with(fields).toString();
    }
}
