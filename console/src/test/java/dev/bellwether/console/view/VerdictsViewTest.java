package dev.bellwether.console.view;

import static dev.bellwether.console.Fixtures.verdict;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.facts.Verdict;
import dev.bellwether.facts.VerdictStatus;
import org.junit.jupiter.api.Test;

class VerdictsViewTest {

    private final VerdictsView view = new VerdictsView(2);

    @Test
    void finalVerdict_neverChanges() {
        view.apply(verdict("aa", "cart", "2", 0, true, VerdictStatus.FAIL));
        view.apply(verdict("aa", "cart", "2", 0, true, VerdictStatus.PASS));
        view.apply(verdict("aa", "cart", "2", 1, false, VerdictStatus.PASS));
        assertThat(view.finalOf("aa")).map(Verdict::getStatus).contains(VerdictStatus.FAIL);
        assertThat(view.latestOf("aa")).map(Verdict::getStatus).contains(VerdictStatus.FAIL);
    }

    @Test
    void verdictOnAStep_isNotFinal() {
        view.apply(verdict("aa", "cart", "2", 1, false, VerdictStatus.PASS));
        view.apply(verdict("aa", "cart", "2", 2, false, VerdictStatus.INCONCLUSIVE));
        assertThat(view.finalOf("aa")).isEmpty();
        assertThat(view.latestOf("aa")).map(Verdict::getStep).contains(2);
        assertThat(view.ofStep("aa", 1)).map(Verdict::getStatus).contains(VerdictStatus.PASS);
        assertThat(view.ofStep("aa", 3)).isEmpty();
    }

    @Test
    void stepThatHasNoVerdictOfItsOwn_hasTheFinalOne() {
        view.apply(verdict("aa", "cart", "2", 1, false, VerdictStatus.INCONCLUSIVE));
        view.apply(verdict("aa", "cart", "2", 0, true, VerdictStatus.PASS));
        assertThat(view.ofStep("aa", 1)).map(Verdict::getStatus).contains(VerdictStatus.INCONCLUSIVE);
        assertThat(view.ofStep("aa", 2)).map(Verdict::getStatus).contains(VerdictStatus.PASS);
    }

    @Test
    void finalFail_speaksForStepsThatPassed() {
        view.apply(verdict("aa", "cart", "2", 1, false, VerdictStatus.PASS));
        view.apply(verdict("aa", "cart", "2", 0, true, VerdictStatus.FAIL));
        assertThat(view.ofStep("aa", 1)).map(Verdict::getStatus).contains(VerdictStatus.FAIL);
    }

    @Test
    void beyondTheLimit_theEldestGoes() {
        view.apply(verdict("aa", "cart", "1", 0, true, VerdictStatus.PASS));
        view.apply(verdict("bb", "cart", "2", 0, true, VerdictStatus.PASS));
        view.apply(verdict("cc", "cart", "3", 0, true, VerdictStatus.PASS));
        assertThat(view.knows("aa")).isFalse();
        assertThat(view.knows("cc")).isTrue();
        assertThat(view.size()).isEqualTo(2);
        assertThat(view.evicted()).isEqualTo(1);
    }

    @Test
    void manyStepsOfOneDeployment_crowdOutTheEldest() {
        view.apply(verdict("aa", "cart", "1", 0, true, VerdictStatus.PASS));
        for (int step = 1; step <= 6; step++) {
            view.apply(verdict("bb", "cart", "2", step, false, VerdictStatus.INCONCLUSIVE));
            assertThat(view.knows("aa")).isTrue();
        }
        view.apply(verdict("bb", "cart", "2", 7, false, VerdictStatus.INCONCLUSIVE));
        assertThat(view.knows("aa"))
                .as("1 + 7 + the newest are more than 2 * 4")
                .isFalse();
        assertThat(view.ofStep("bb", 1)).isPresent();
    }

    @Test
    void stepsOfADeployment_areBounded() {
        for (int step = 1; step <= 1_000; step++) {
            view.apply(verdict("aa", "cart", "2", step, false, VerdictStatus.INCONCLUSIVE));
        }
        assertThat(view.ofStep("aa", 1)).isEmpty();
        assertThat(view.ofStep("aa", 1_000)).isPresent();
    }
}
