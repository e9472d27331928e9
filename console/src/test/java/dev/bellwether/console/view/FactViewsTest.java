package dev.bellwether.console.view;

import static dev.bellwether.console.Fixtures.deployment;
import static dev.bellwether.console.Fixtures.verdict;
import static dev.bellwether.console.Fixtures.window;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.facts.VerdictStatus;
import dev.bellwether.schemas.ServiceKey;
import dev.bellwether.telemetry.histogram.MalformedHistogramException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactViewsTest {

    private static final VerdictQuestion CART_2 = new VerdictQuestion("cart", null, null, "v2", 0);

    private final FactViews views = new FactViews(ViewLimits.STANDARD);

    @BeforeEach
    void catchUp() {
        views.reachedTheEnd();
    }

    private VerdictAnswer ask(int step) {
        return views.answer(new VerdictQuestion("cart", null, null, "2", step));
    }

    @Test
    void beforeTheDeployment_theAnswerIsPending_andNotSettled() {
        VerdictAnswer answer = views.answer(CART_2);
        assertThat(answer.verdict()).isEqualTo("PENDING");
        assertThat(answer.deployment()).isNull();
        assertThat(answer.settled()).isFalse();
        assertThat(answer.service()).isEqualTo(new ServiceKey("default", "default", "cart"));
    }

    @ParameterizedTest
    @CsvSource({"PASS, PASS", "FAIL, FAIL", "INCONCLUSIVE, INCONCLUSIVE", "UNKNOWN, INCONCLUSIVE"})
    void finalVerdict_isTheAnswer(VerdictStatus status, String word) {
        views.deployments().apply(deployment("aa", "cart", "2", DeploymentPhase.STARTED, 0), 0);
        views.verdicts().apply(verdict("aa", "cart", "2", 0, true, status));
        VerdictAnswer answer = views.answer(CART_2);
        assertThat(answer.verdict()).isEqualTo(word);
        assertThat(answer.last()).isTrue();
        assertThat(answer.settled()).isTrue();
        assertThat(answer.reason()).isEqualTo("because");
        assertThat(answer.service()).isEqualTo(new ServiceKey("prod", "shop", "cart"));
    }

    @Test
    void passOfAStep_isNoPassOfTheDeployment() {
        views.deployments().apply(deployment("aa", "cart", "2", DeploymentPhase.STEPPED, 0), 0);
        views.verdicts().apply(verdict("aa", "cart", "2", 1, false, VerdictStatus.PASS));
        assertThat(ask(0).verdict()).isEqualTo("PENDING");
        assertThat(ask(0).details()).isNotNull();
        assertThat(ask(1).verdict()).isEqualTo("PASS");
        assertThat(ask(1).last()).isFalse();
        assertThat(ask(2).verdict()).isEqualTo("PENDING");
    }

    @Test
    void verdictOnAnEarlierDeployment_isNoAnswerToANewAnnouncement() {
        views.deployments().apply(deployment("aa", "cart", "2", DeploymentPhase.FINISHED, 0), 0);
        views.verdicts().apply(verdict("aa", "cart", "2", 0, true, VerdictStatus.PASS));
        assertThat(views.answer(CART_2).verdict()).isEqualTo("PASS");
        views.deployments().apply(deployment("", "cart", "2", DeploymentPhase.ANNOUNCED, 60), 1);
        assertThat(views.answer(CART_2).verdict()).isEqualTo("PENDING");
        views.deployments().apply(deployment("bb", "cart", "2", DeploymentPhase.STARTED, 61), 2);
        assertThat(views.answer(CART_2).verdict()).isEqualTo("PENDING");
        views.verdicts().apply(verdict("bb", "cart", "2", 0, true, VerdictStatus.FAIL));
        assertThat(views.answer(CART_2).verdict()).isEqualTo("FAIL");
    }

    @Test
    void beforeTheLogIsRead_noVerdictIsAnswered() {
        FactViews behind = new FactViews(ViewLimits.STANDARD);
        behind.deployments().apply(deployment("aa", "cart", "2", DeploymentPhase.FINISHED, 0), 0);
        behind.verdicts().apply(verdict("aa", "cart", "2", 0, true, VerdictStatus.PASS));
        assertThat(behind.answer(CART_2).verdict()).isEqualTo("PENDING");
        assertThat(behind.answer(CART_2).settled()).isFalse();
        behind.reachedTheEnd();
        assertThat(behind.answer(CART_2).verdict()).isEqualTo("PASS");
    }

    @Test
    void nameOfSeveralServices_isNotGuessed_evenWhereOnlyOneHasTheVersion() throws MalformedHistogramException {
        views.deployments().apply(deployment("aa", "cart", "2", DeploymentPhase.FINISHED, 0), 0);
        views.verdicts().apply(verdict("aa", "cart", "2", 0, true, VerdictStatus.PASS));
        views.services()
                .apply(window("cart", "1", "GET /", 0, 1, 10)
                        .setEnvironment("staging")
                        .build());
        VerdictAnswer answer = views.answer(CART_2);
        assertThat(answer.verdict()).isEqualTo("PENDING");
        assertThat(answer.settled()).isTrue();
        assertThat(answer.candidates())
                .extracting(ServiceKey::toString)
                .containsExactly("prod/shop/cart", "staging/shop/cart");
        assertThat(views.answer(new VerdictQuestion("cart", "prod", null, "2", 0))
                        .verdict())
                .isEqualTo("PASS");
    }

    @Test
    void unknownService_isTheOneWithTheDefaults() {
        Resolution resolution = views.resolve(new ServiceFilter("new", "prod", null, null));
        assertThat(resolution.service()).isEqualTo(new ServiceKey("prod", "default", "new"));
        assertThat(resolution.known()).isFalse();
    }

    @Test
    void wholeKey_isTakenAsWritten_whateverElseIsKnown() {
        views.deployments().apply(deployment("aa", "cart", "2", DeploymentPhase.STARTED, 0), 0);
        Resolution resolution = views.resolve(new ServiceFilter("cart", "staging", "shop", null));
        assertThat(resolution.service()).isEqualTo(new ServiceKey("staging", "shop", "cart"));
        assertThat(resolution.known()).isFalse();
    }
}
