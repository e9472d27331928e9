package dev.bellwether.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.schemas.FactSchemas;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topics;
import dev.bellwether.schemas.registry.CompatibilityLevel;
import dev.bellwether.schemas.registry.IncompatibleSchemaException;
import dev.bellwether.schemas.registry.SchemaRegistry;
import dev.bellwether.schemas.registry.UnknownSchemaException;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/**
 * What every schema registry does. A test of one extends this and gives an empty registry for each test method; a client that
 * caches may be given, too, if {@link #another} gives one that has not seen anything yet.
 */
public abstract class SchemaRegistryContract {

    private static final String SUBJECT = "pets-value";

    private static final Schema NAME = pet(List.of("name"));
    private static final Schema NAME_AGE = pet(List.of("name", "age"));

    /** The registry of the present test method, empty when it begins. */
    protected abstract SchemaRegistry registry();

    /** The same registry as a program sees it that starts now: nothing cached. */
    protected SchemaRegistry another() {
        return registry();
    }

    @Test
    public void register_givesTheSameIdAgain() {
        int id = registry().register(SUBJECT, NAME);

        assertThat(registry().register(SUBJECT, NAME)).isEqualTo(id);
        assertThat(another().register(SUBJECT, NAME)).isEqualTo(id);
        assertThat(another().latest(SUBJECT).orElseThrow().version()).isEqualTo(1);
    }

    @Test
    public void register_givesTheSameSchemaTheSameIdUnderEverySubject() {
        int id = registry().register(SUBJECT, NAME);

        assertThat(registry().register("others-value", NAME)).isEqualTo(id);
    }

    @Test
    public void register_givesOtherSchemasOtherIdsAndTheNextVersion() {
        registry().setCompatibility(CompatibilityLevel.FULL_TRANSITIVE);
        int first = registry().register(SUBJECT, NAME);
        int second = registry().register(SUBJECT, NAME_AGE);

        assertThat(second).isNotEqualTo(first);
        var latest = another().latest(SUBJECT).orElseThrow();
        assertThat(latest.subject()).isEqualTo(SUBJECT);
        assertThat(latest.version()).isEqualTo(2);
        assertThat(latest.id()).isEqualTo(second);
        assertThat(latest.schema()).isEqualTo(NAME_AGE);
    }

    @Test
    public void register_ofAnEarlierVersionAddsNone() {
        registry().setCompatibility(CompatibilityLevel.FULL_TRANSITIVE);
        int first = registry().register(SUBJECT, NAME);
        registry().register(SUBJECT, NAME_AGE);

        assertThat(another().register(SUBJECT, NAME)).isEqualTo(first);
        assertThat(another().latest(SUBJECT).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    public void register_fromManyThreadsAddsOneVersion() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Integer> registering = () -> another().register(SUBJECT, NAME);
            List<Integer> ids = threads.invokeAll(Collections.nCopies(32, registering)).stream()
                    .map(SchemaRegistryContract::join)
                    .distinct()
                    .toList();

            assertThat(ids).hasSize(1);
            assertThat(another().latest(SUBJECT).orElseThrow().version()).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    public void byId_givesTheSchemaWithEverythingInIt() {
        int id = registry().register(SUBJECT, NAME_AGE);

        assertThat(another().byId(id).toString()).isEqualTo(NAME_AGE.toString());
    }

    @Test
    public void byId_ofAnUnknownIdSaysSo() {
        int id = registry().register(SUBJECT, NAME);

        assertThatThrownBy(() -> registry().byId(id + 1000))
                .isInstanceOfSatisfying(
                        UnknownSchemaException.class,
                        e -> assertThat(e.errorCode()).isEqualTo(40403));
    }

    @Test
    public void lookup_findsWhatIsRegisteredUnderTheSubjectOnly() {
        int id = registry().register(SUBJECT, NAME);

        var found = another().lookup(SUBJECT, NAME).orElseThrow();
        assertThat(found.id()).isEqualTo(id);
        assertThat(found.version()).isEqualTo(1);
        assertThat(registry().lookup(SUBJECT, NAME_AGE)).isEmpty();
        assertThat(registry().lookup("others-value", NAME)).isEmpty();
    }

    @Test
    public void latest_ofAnUnknownSubjectIsEmpty() {
        assertThat(registry().latest("nobody-value")).isEmpty();
    }

    @Test
    public void subjects_areSortedAndComplete() {
        assertThat(registry().subjects()).isEmpty();

        registry().register("zebras-value", NAME);
        registry().register("ants-dev.bellwether.test.Pet", NAME);
        registry().register("a b/c%d-value", NAME);

        assertThat(another().subjects())
                .containsExactly("a b/c%d-value", "ants-dev.bellwether.test.Pet", "zebras-value");
    }

    @Test
    public void fullTransitive_asksAllEarlierVersionsNotOnlyTheLast() {
        registry().setCompatibility(CompatibilityLevel.FULL_TRANSITIVE);
        registry().register(SUBJECT, pet(List.of("name", "age")));
        registry().register(SUBJECT, pet(List.of("name")));
        // "age" comes back with another type: the last version does not know it, the first does
        Schema returned = pet(List.of("name", "ageAsText"));

        assertThat(registry().isCompatible(SUBJECT, returned)).isFalse();
        assertThatThrownBy(() -> registry().register(SUBJECT, returned))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining(SUBJECT);
        assertThat(another().latest(SUBJECT).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    public void full_asksTheLastVersionOnly() {
        registry().setCompatibility(SUBJECT, CompatibilityLevel.FULL);
        registry().register(SUBJECT, pet(List.of("name", "age")));
        registry().register(SUBJECT, pet(List.of("name")));
        Schema returned = pet(List.of("name", "ageAsText"));

        assertThat(registry().isCompatible(SUBJECT, returned)).isTrue();
        registry().register(SUBJECT, returned);
        assertThat(another().latest(SUBJECT).orElseThrow().version()).isEqualTo(3);
    }

    @Test
    public void backward_letsTheNewReadTheOldAndNotTheOtherWayRound() {
        registry().setCompatibility(CompatibilityLevel.BACKWARD);
        registry().register(SUBJECT, required("name", "age"));

        assertThat(registry().isCompatible(SUBJECT, required("name"))).isTrue();
        assertThat(registry().isCompatible(SUBJECT, required("name", "age", "home")))
                .isFalse();
    }

    @Test
    public void forward_letsTheOldReadTheNewAndNotTheOtherWayRound() {
        registry().setCompatibility(CompatibilityLevel.FORWARD);
        registry().register(SUBJECT, required("name", "age"));

        assertThat(registry().isCompatible(SUBJECT, required("name", "age", "home")))
                .isTrue();
        assertThat(registry().isCompatible(SUBJECT, required("name"))).isFalse();
    }

    @Test
    public void none_takesEverything() {
        registry().setCompatibility(CompatibilityLevel.NONE);
        registry().register(SUBJECT, NAME_AGE);

        assertThat(registry().isCompatible(SUBJECT, pet(List.of("ageAsText")))).isTrue();
        registry().register(SUBJECT, pet(List.of("ageAsText")));
    }

    @Test
    public void isCompatible_holdsForASubjectWithoutVersions() {
        assertThat(registry().isCompatible("nobody-value", NAME)).isTrue();
    }

    @Test
    public void aSubjectsOwnLevelComesBeforeTheGlobalOne() {
        registry().setCompatibility(CompatibilityLevel.FULL_TRANSITIVE);
        registry().register("others-value", NAME);
        registry().setCompatibility(SUBJECT, CompatibilityLevel.NONE);

        assertThat(another().compatibility()).isEqualTo(CompatibilityLevel.FULL_TRANSITIVE);
        assertThat(another().compatibility(SUBJECT)).isEqualTo(CompatibilityLevel.NONE);
        assertThat(another().compatibility("others-value")).isEqualTo(CompatibilityLevel.FULL_TRANSITIVE);

        registry().setCompatibility(CompatibilityLevel.FORWARD);
        assertThat(another().compatibility(SUBJECT)).isEqualTo(CompatibilityLevel.NONE);
        assertThat(another().compatibility("others-value")).isEqualTo(CompatibilityLevel.FORWARD);
    }

    @Test
    public void everyLevelCanBeSetAndRead() {
        for (CompatibilityLevel level : CompatibilityLevel.values()) {
            registry().setCompatibility(level);
            assertThat(another().compatibility()).isEqualTo(level);
        }
    }

    @Test
    public void facts_areTakenAndHeldToFullTransitive() {
        Topics topics = Topics.standard();
        FactSchemas.register(registry(), topics);
        FactSchemas.register(another(), topics);

        for (Topic topic : topics.all()) {
            for (Class<? extends SpecificRecord> fact : topic.facts()) {
                Schema schema = FactSchemas.of(fact);
                var latest = another().latest(topic.subject(schema)).orElseThrow();
                assertThat(latest.schema().toString()).isEqualTo(schema.toString());
                assertThat(latest.version()).isEqualTo(1);
                assertThat(another().compatibility(latest.subject())).isEqualTo(CompatibilityLevel.FULL_TRANSITIVE);
            }
        }
        assertThat(another().subjects())
                .hasSameSizeAs(topics.all().stream()
                        .flatMap(topic -> topic.facts().stream())
                        .toList());
    }

    private static int join(Future<Integer> id) {
        try {
            return id.get();
        } catch (Exception e) {
            throw new AssertionError("registering failed", e);
        }
    }

    /** A record whose fields all have defaults; "ageAsText" is the field age with the type string. */
    private static Schema pet(List<String> fields) {
        var assembler = SchemaBuilder.record("Pet")
                .namespace("dev.bellwether.test")
                .doc("An animal.")
                .fields();
        for (String field : fields) {
            assembler = switch (field) {
                case "age" ->
                    assembler.name("age").doc("In years.").type().intType().intDefault(0);
                case "ageAsText" ->
                    assembler.name("age").doc("In words.").type().stringType().stringDefault("");
                default -> assembler.name(field).type().stringType().stringDefault("");
            };
        }
        return assembler.endRecord();
    }

    /** A record whose fields have no defaults. */
    private static Schema required(String... fields) {
        var assembler =
                SchemaBuilder.record("Pet").namespace("dev.bellwether.test").fields();
        for (String field : fields) {
            assembler = assembler.requiredString(field);
        }
        return assembler.endRecord();
    }
}
