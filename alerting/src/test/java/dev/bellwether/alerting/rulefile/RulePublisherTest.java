package dev.bellwether.alerting.rulefile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bellwether.alerting.rulebook.FileVersion;
import dev.bellwether.alerting.rulebook.FileVersion.Origin;
import dev.bellwether.alerting.rulebook.RuleReading;
import dev.bellwether.alerting.rulebook.Rulebook;
import dev.bellwether.alerting.rulebook.RulebookConfig;
import dev.bellwether.alerting.rulefile.Publication.Published;
import dev.bellwether.alerting.rulefile.Publication.Reason;
import dev.bellwether.alerting.rulefile.Publication.Refused;
import dev.bellwether.alerting.rulefile.Publication.Unchanged;
import dev.bellwether.facts.RuleFileVersion;
import dev.bellwether.schemas.FactCodec;
import dev.bellwether.schemas.Topics;
import dev.bellwether.testing.LocalSchemas;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RulePublisherTest {

    private static final String RULES = """
            groups:
              - name: shop
                rules:
                  - alert: Down
                    expr: up == 0
            """;
    private static final String OTHER_RULES = RULES.replace("up == 0", "up < 1");
    private static final long LEAD = RulebookConfig.DEFAULT.lead().toMillis();

    private final FactCodec codec = new FactCodec(new LocalSchemas());
    private final AppendingProducer broker = new AppendingProducer();

    /** What the process has read; it reads nothing of what is written in these tests by itself. */
    private Optional<Rulebook> read = Optional.of(Rulebook.EMPTY);

    private final RulePublisher publisher =
            new RulePublisher(broker, Topics.standard(), codec, RulebookConfig.DEFAULT, () -> read);

    @AfterEach
    void close() {
        publisher.close();
    }

    // ---- what is written

    @Test
    void newFile_isWritten_andTakesEffectALeadAfterItWasAppended() {
        Publication publication = apply(RULES);

        assertThat(publication)
                .isInstanceOfSatisfying(
                        Published.class,
                        published -> assertThat(published.version().since()).isEqualTo(broker.appendTime + LEAD));
        assertThat(broker.history()).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo("bellwether.rules");
            assertThat(record.key()).asString(UTF_8).isEqualTo("shop.yml");
        });
        RuleFileVersion fact = fact(0);
        assertThat(fact.getFile()).isEqualTo("shop.yml");
        assertThat(fact.getText()).isEqualTo(RULES);
        assertThat(fact.getRemoved()).isFalse();
        assertThat(fact.getLeadMillis()).isEqualTo(LEAD);
        assertThat(fact.getOrigin()).isEqualTo("api");
    }

    @Test
    void fileThatSaysTheSame_isNotWrittenAgain_alsoBeforeItsFirstVersionWasReadBack() {
        apply(RULES);

        Publication again = apply(RULES + "# with a comment\n");

        assertThat(again).isInstanceOf(Unchanged.class);
        assertThat(broker.history()).hasSize(1);
    }

    @Test
    void changedFile_isWritten_whereWhatStandsWasReadFromTheTopic() throws Exception {
        read = Optional.of(Rulebook.EMPTY.with(version(RULES, 1_000, Origin.API)));

        assertThat(apply(RULES)).isInstanceOf(Unchanged.class);
        assertThat(apply(OTHER_RULES)).isInstanceOf(Published.class);
        assertThat(apply(RULES)).as("as it was before that").isInstanceOf(Published.class);
        assertThat(broker.history()).hasSize(2);
    }

    @Test
    void whatOthersWroteLater_countsMoreThanWhatThisProcessWrote() throws Exception {
        apply(RULES);
        read = Optional.of(Rulebook.EMPTY
                .with(version(RULES, broker.appendTime + LEAD, Origin.API))
                .with(version(OTHER_RULES, broker.appendTime + LEAD + 5, Origin.API)));

        assertThat(apply(OTHER_RULES)).isInstanceOf(Unchanged.class);
    }

    @Test
    void removedFile_isWrittenAsSuch_once() {
        apply(RULES);

        Publication removed = remove();

        assertThat(removed)
                .isInstanceOfSatisfying(
                        Published.class,
                        published -> assertThat(published.version().isRemoval()).isTrue());
        assertThat(fact(1).getRemoved()).isTrue();
        assertThat(fact(1).getText()).isEmpty();
        assertThat(publisher.known().orElseThrow().newest()).isEmpty();
        assertThat(remove())
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.why()).isEqualTo(Reason.UNKNOWN));
    }

    // ---- what is refused

    @Test
    void malformedFile_isRefusedWithAllProblems_andTheOneBeforeStays() {
        apply(RULES);

        Publication publication = apply("""
                groups:
                  - name: shop
                    rules:
                      - alert: Down
                        expr: up ==
                      - alert: Up
                        expr: up
                        fro: 5m
                """);

        assertThat(publication).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.why()).isEqualTo(Reason.MALFORMED);
            assertThat(refused.problems()).hasSize(2);
            assertThat(refused.problems().get(0)).startsWith("shop.yml:5:").contains("could not parse expression");
            assertThat(refused.problems().get(1)).startsWith("shop.yml:8:").contains("fro");
        });
        assertThat(broker.history()).hasSize(1);
        assertThat(publisher
                        .known()
                        .orElseThrow()
                        .newest("shop.yml")
                        .orElseThrow()
                        .text())
                .isEqualTo(RULES);
    }

    @Test
    void whatPrometheusTakes_andALogCannotAnswer_isRefused() {
        assertThat(problems(apply(RULES.replace("up == 0", "up @ 12 == rate(up[9d])"))))
                .singleElement()
                .asString()
                .startsWith("shop.yml: group \"shop\", rule \"Down\": ")
                .contains("@");
        assertThat(broker.history()).isEmpty();
    }

    @Test
    void textThatDoesNotFitIntoARecord_isRefused() {
        String text = RULES + "# " + "x".repeat(RulePublisher.MAX_TEXT_BYTES - RULES.length() - 2);
        assertThat(apply(text)).as("as long as may be").isInstanceOf(Published.class);

        Publication publication = apply(text + "x");

        assertThat(publication)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.why()).isEqualTo(Reason.TOO_LARGE));
        assertThat(problems(publication)).singleElement().asString().contains("1000001 bytes", "at most 1000000");
    }

    @Test
    void namesThatCannotBeKeys_areRefused() {
        for (String name : List.of("", " ", "a;b.yml", "a/b.yml", "a\nb", "x".repeat(201))) {
            assertThat(problems(publisher.apply(name, RULES).join()))
                    .as("\"%s\"", name)
                    .singleElement()
                    .asString()
                    .contains("file name");
        }
        assertThat(broker.history()).isEmpty();
    }

    @Test
    void emptyText_isNotTakenForARemoval() {
        apply(RULES);

        assertThat(problems(apply(""))).singleElement().asString().contains("remove it");
        assertThat(broker.history()).hasSize(1);
    }

    @Test
    void beforeAllWasRead_nothingIsWritten() {
        read = Optional.empty();

        for (Publication publication : List.of(apply(RULES), remove())) {
            assertThat(publication)
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.why()).isEqualTo(Reason.NOT_LOADED));
        }
        assertThat(broker.history()).isEmpty();
    }

    @Test
    void brokerThatDoesNotConfirm_isTold_andTheFileIsWrittenWhenItIsAppliedAgain() {
        broker.sendException = new TimeoutException("the broker is away");

        assertThatThrownBy(() -> apply(RULES))
                .hasRootCauseMessage("the broker is away")
                .hasCauseInstanceOf(NotPublishedException.class);

        broker.sendException = null;
        assertThat(apply(RULES)).isInstanceOf(Published.class);
    }

    // ---- what the configuration names

    @Test
    void configuredFiles_areWritten_andThoseOfBeforeEnd_butNotWhatSomebodyApplied() throws Exception {
        publisher.apply("applied.yml", RULES).join();
        configure(Map.of("one.yml", RULES, "two.yml", RULES));

        List<Publication> publications = configure(Map.of("two.yml", RULES));

        assertThat(publications).extracting(Publication::file).containsExactly("two.yml", "one.yml");
        assertThat(publications.get(0)).isInstanceOf(Unchanged.class);
        assertThat(publisher.known().orElseThrow().newest())
                .extracting(FileVersion::file, FileVersion::origin)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("applied.yml", Origin.API),
                        org.assertj.core.groups.Tuple.tuple("two.yml", Origin.FILES));
        assertThat(fact(broker.history().size() - 1).getOrigin()).isEqualTo("files");
    }

    @Test
    void configuredFile_isChangedByNobodyElse() {
        configure(Map.of("shop.yml", RULES));

        for (Publication publication : List.of(apply(OTHER_RULES), remove())) {
            assertThat(publication)
                    .isInstanceOfSatisfying(
                            Refused.class, refused -> assertThat(refused.why()).isEqualTo(Reason.CONFIGURED));
        }
        configure(Map.of());
        assertThat(apply(OTHER_RULES)).as("once it is not configured any more").isInstanceOf(Published.class);
    }

    @Test
    void appliedFile_isTheConfigurations_onceThatNamesIt_andTakesEffectNoLaterForThat() {
        apply(RULES);
        long since = newest().since();

        configure(Map.of("shop.yml", RULES));

        assertThat(newest().origin()).isEqualTo(Origin.FILES);
        assertThat(newest().since()).isEqualTo(since);
        configure(Map.of());
        assertThat(publisher.known().orElseThrow().newest()).isEmpty();
    }

    @Test
    void configuredFileWithoutContent_isNoRules_andIsWrittenAtMostOnce() {
        configure(Map.of("shop.yml", ""));
        assertThat(broker.history()).isEmpty();

        configure(Map.of("shop.yml", RULES));
        configure(Map.of("shop.yml", ""));
        configure(Map.of("shop.yml", ""));

        assertThat(broker.history()).hasSize(2);
        assertThat(publisher.known().orElseThrow().newest()).isEmpty();
    }

    private Publication apply(String text) {
        return publisher.apply("shop.yml", text).join();
    }

    private Publication remove() {
        return publisher.remove("shop.yml").join();
    }

    private List<Publication> configure(Map<String, String> texts) {
        return publisher.configure(new TreeMap<>(texts)).join();
    }

    private FileVersion newest() {
        return publisher.known().orElseThrow().newest("shop.yml").orElseThrow();
    }

    private static List<String> problems(Publication publication) {
        assertThat(publication).isInstanceOf(Refused.class);
        return ((Refused) publication).problems();
    }

    private static FileVersion version(String text, long since, Origin origin) throws Exception {
        return new RuleReading(RulebookConfig.DEFAULT).read("shop.yml", text, since, origin);
    }

    private RuleFileVersion fact(int index) {
        return codec.decode(broker.history().get(index).value(), RuleFileVersion.class);
    }
}
