package dev.bellwether.telemetry.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TemplateMinerTest {

    private static final long SEED = 20_261_121;
    private static final MinerLimits SMALL = new MinerLimits(0.5, 1, 4, 8);

    private final List<MinedTemplate<List<List<String>>>> evicted = new ArrayList<>();

    private TemplateMiner<List<List<String>>> miner(MinerLimits limits) {
        return new TemplateMiner<>(limits, ArrayList::new, evicted::add);
    }

    private static void add(TemplateMiner<List<List<String>>> miner, String... messages) {
        for (String message : messages) {
            List<String> words = List.of(message.split(" ", -1));
            miner.add(words).add(words);
        }
    }

    private static List<String> texts(TemplateMiner<?> miner) {
        return miner.templates().stream().map(MinedTemplate::text).toList();
    }

    @Test
    void wordThatDiffers_becomesAWildcard() {
        var miner = miner(MinerLimits.DEFAULT);
        add(miner, "user alice logged in", "user bob logged in", "user alice logged in");
        assertThat(texts(miner)).containsExactly("user <*> logged in");
        assertThat(miner.templates().get(0).tally()).hasSize(3);
    }

    @Test
    void differentMessages_haveDifferentTemplates() {
        var miner = miner(MinerLimits.DEFAULT);
        add(miner, "user alice logged in", "cart emptied", "disk is full now", "user alice logged in at last");
        assertThat(texts(miner))
                .containsExactly(
                        "user alice logged in", "cart emptied", "disk is full now", "user alice logged in at last");
    }

    @Test
    void tooFewEqualWords_areAnotherTemplate() {
        var miner = miner(MinerLimits.DEFAULT);
        add(miner, "order a b c", "order x y z");
        assertThat(texts(miner)).containsExactly("order a b c", "order x y z");
        add(miner, "order a y z");
        assertThat(texts(miner)).containsExactly("order a b c", "order <*> y z");
    }

    @Test
    void ofEquallySimilarTemplates_theMoreGeneralOneIsTaken() {
        var miner = miner(MinerLimits.DEFAULT);
        add(miner, "a x y z v w", "a b c d e f", "a b c q e f");
        assertThat(texts(miner)).containsExactly("a x y z v w", "a b c <*> e f");
        // three words are equal in both
        add(miner, "a b c z v p");
        assertThat(texts(miner)).containsExactly("a x y z v w", "a b c <*> <*> <*>");
    }

    @Test
    void firstWordWithDigits_isVariable() {
        var miner = miner(MinerLimits.DEFAULT);
        add(miner, "worker7 is done", "worker8 is done", "<number> is done");
        assertThat(texts(miner)).containsExactly("<*> is done");
    }

    @Test
    void firstWordsBeyondTheLimit_areVariable() {
        var miner = miner(new MinerLimits(0.5, 1, 2, 64));
        add(miner, "alice is here now", "bob is here now", "carol is here now", "dave is here now");
        assertThat(texts(miner)).containsExactly("alice is here now", "bob is here now", "<*> is here now");
    }

    @Test
    void prefixOfNoWords_looksAtTheLengthOnly() {
        var miner = miner(new MinerLimits(0.5, 0, 100, 64));
        add(miner, "alice is here now", "bob is here now");
        assertThat(texts(miner)).containsExactly("<*> is here now");
    }

    @Test
    void templateWithoutMessagesForLongest_makesRoom() {
        var miner = miner(new MinerLimits(0.5, 1, 100, 2));
        add(miner, "a", "b", "a", "c");
        assertThat(texts(miner)).containsExactly("a", "c");
        assertThat(evicted).extracting(MinedTemplate::text).containsExactly("b");
        assertThat(evicted.get(0).tally()).hasSize(1);
    }

    @Test
    void templateThatWent_beginsAnew() {
        var miner = miner(new MinerLimits(0.5, 1, 100, 1));
        add(miner, "a", "a", "b", "a");
        assertThat(miner.templates()).hasSize(1);
        assertThat(miner.templates().get(0).tally()).hasSize(1);
        assertThat(evicted).extracting(template -> template.tally().size()).containsExactly(2, 1);
    }

    @Test
    void everyMessage_hasATemplateThatMatchesIt_andThereAreNeverTooMany() {
        for (long seed = SEED; seed < SEED + 20; seed++) {
            evicted.clear();
            Random random = new Random(seed);
            var miner = miner(SMALL);
            int added = 0;
            for (; added < 2_000; added++) {
                List<String> message = message(random);
                miner.add(message).add(message);
                assertThat(miner.templates()).as("seed %d", seed).hasSizeLessThanOrEqualTo(8);
                // a path for each template: its length, and at most one word
                assertThat(miner.nodes()).as("seed %d", seed).isLessThanOrEqualTo(2 * 8);
            }
            List<MinedTemplate<List<List<String>>>> all = new ArrayList<>(evicted);
            all.addAll(miner.templates());
            assertThat(all)
                    .as("seed %d", seed)
                    .allSatisfy(template ->
                            assertThat(template.tally()).isNotEmpty().allMatch(template::matches));
            assertThat(all.stream()
                            .mapToInt(template -> template.tally().size())
                            .sum())
                    .as("seed %d: no message is lost", seed)
                    .isEqualTo(added);
            assertThat(evicted).as("seed %d", seed).hasSizeGreaterThan(100);
        }
    }

    private static List<String> message(Random random) {
        List<String> words = new ArrayList<>();
        for (int length = 1 + random.nextInt(5); length > 0; length--) {
            words.add(List.of("a", "b", "c", "d", "e", "f1", "<number>", "<*>").get(random.nextInt(8)));
        }
        return words;
    }

    @Test
    void sameMessagesInTheSameOrder_giveTheSameTemplates() {
        var one = miner(SMALL);
        var other = miner(SMALL);
        Random random = new Random(SEED);
        for (int round = 0; round < 1_000; round++) {
            List<String> message = message(random);
            one.add(message).add(message);
            other.add(message).add(message);
        }
        assertThat(one.templates()).isEqualTo(other.templates());
    }

    @Test
    void everyMessage_isSimilarToItsTemplate() {
        Random random = new Random(SEED);
        var miner = miner(new MinerLimits(0.5, 1, 100, 10_000));
        for (int round = 0; round < 2_000; round++) {
            List<String> message = message(random).stream()
                    .map(word -> word.equals(TemplateMiner.WILDCARD) ? "g" : word)
                    .toList();
            miner.add(message).add(message);
        }
        assertThat(miner.templates())
                .allSatisfy(template -> assertThat(template.words().stream()
                                .filter(word -> !word.equals(TemplateMiner.WILDCARD))
                                .count())
                        .as(template.text())
                        .isGreaterThanOrEqualTo((template.words().size() + 1) / 2));
    }

    @Test
    void templatesMinedApart_areMergedByAddingTheirWords() {
        var one = miner(MinerLimits.DEFAULT);
        add(one, "user alice logged in", "user bob logged in");
        var other = miner(MinerLimits.DEFAULT);
        add(other, "user carol logged in");
        var both = miner(MinerLimits.DEFAULT);
        other.templates().forEach(template -> both.add(template.words()));
        one.templates().forEach(template -> both.add(template.words()));
        assertThat(texts(both)).containsExactly("user <*> logged in");
    }

    @Test
    void template_matchesNothingElse() {
        MinedTemplate<String> template = new MinedTemplate<>(List.of("user", "<*>", "logged", "in"), "");
        assertThat(template.matches(List.of("user", "x", "logged", "in"))).isTrue();
        assertThat(template.matches(List.of("user", "x", "logged", "out"))).isFalse();
        assertThat(template.matches(List.of("user", "x", "logged"))).isFalse();
        assertThat(template.matches(List.of("user", "x", "logged", "in", "twice")))
                .isFalse();
    }

    @Test
    void limitsThatMakeNoSense_areRefused() {
        Set<String> messages = new HashSet<>();
        for (var limits : List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
                () -> new MinerLimits(0, 1, 1, 1),
                () -> new MinerLimits(1.1, 1, 1, 1),
                () -> new MinerLimits(Double.NaN, 1, 1, 1),
                () -> new MinerLimits(0.5, -1, 1, 1),
                () -> new MinerLimits(0.5, 1, 0, 1),
                () -> new MinerLimits(0.5, 1, 1, 0))) {
            assertThatThrownBy(limits)
                    .isInstanceOf(IllegalArgumentException.class)
                    .satisfies(e -> messages.add(String.valueOf(e.getMessage())));
        }
        assertThat(messages).hasSize(6);
    }

    @Test
    void messageWithoutWords_isRefused() {
        assertThatThrownBy(() -> miner(SMALL).add(List.of())).hasMessage("message: no words (expected: at least one)");
    }
}
