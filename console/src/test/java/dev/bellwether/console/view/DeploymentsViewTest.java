package dev.bellwether.console.view;

import static dev.bellwether.console.Fixtures.deployment;
import static dev.bellwether.console.Fixtures.noonPlus;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.facts.DeploymentEvent;
import dev.bellwether.facts.DeploymentPhase;
import dev.bellwether.schemas.ServiceKey;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeploymentsViewTest {

    private static final ServiceVersion CART_2 = new ServiceVersion(new ServiceKey("prod", "shop", "cart"), "2");

    private final DeploymentsView view = new DeploymentsView(3);

    @Test
    void deployment_keepsWhatLaterEventsLeaveOut() {
        DeploymentEvent started = deployment("aa", "cart", "2", DeploymentPhase.STARTED, 0);
        started.setPreviousVersion("1");
        started.setWeight(10.0);
        started.setStep(1);
        view.apply(started, 0);
        DeploymentEvent stepped = deployment("aa", "cart", "2", DeploymentPhase.STEPPED, 60);
        stepped.setStep(2);
        view.apply(stepped, 1);
        Deployment deployment = view.byId("aa").orElseThrow();
        assertThat(deployment.event().getPreviousVersion()).isEqualTo("1");
        assertThat(deployment.event().getWeight()).isEqualTo(10);
        assertThat(deployment.event().getStep()).isEqualTo(2);
        assertThat(deployment.event().getPhase()).isEqualTo(DeploymentPhase.STEPPED);
        assertThat(deployment.startedAt()).isEqualTo(noonPlus(0));
        assertThat(deployment.event().getAt()).isEqualTo(noonPlus(60));
    }

    @ParameterizedTest
    @EnumSource(names = {"SUPERSEDED", "ROLLED_BACK", "FINISHED"})
    void deploymentThatIsOver_isNotReopened(DeploymentPhase end) {
        view.apply(deployment("aa", "cart", "2", DeploymentPhase.STARTED, 0), 0);
        assertThat(view.openOf(CART_2)).isPresent();
        view.apply(deployment("aa", "cart", "2", end, 60), 1);
        view.apply(deployment("aa", "cart", "2", DeploymentPhase.STEPPED, 61), 2);
        view.apply(deployment("aa", "cart", "2", DeploymentPhase.ANNOUNCED, 62), 3);
        view.apply(deployment("aa", "cart", "2", DeploymentPhase.UNKNOWN, 63), 4);
        assertThat(view.openOf(CART_2)).isEmpty();
        assertThat(view.byId("aa").orElseThrow().event().getPhase()).isEqualTo(end);
    }

    @Test
    void finishedDeployment_canStillBeRolledBack() {
        view.apply(deployment("aa", "cart", "2", DeploymentPhase.FINISHED, 0), 0);
        view.apply(deployment("aa", "cart", "2", DeploymentPhase.ROLLED_BACK, 60), 1);
        assertThat(view.byId("aa").orElseThrow().event().getPhase()).isEqualTo(DeploymentPhase.ROLLED_BACK);
    }

    @Test
    void announcementOfAnOpenDeployment_movesNoPhase() {
        view.apply(deployment("aa", "cart", "2", DeploymentPhase.STARTED, 0), 0);
        view.apply(deployment("aa", "cart", "2", DeploymentPhase.ANNOUNCED, 1), 1);
        assertThat(view.byId("aa").orElseThrow().event().getPhase()).isEqualTo(DeploymentPhase.STARTED);
    }

    @Test
    void announcement_standsUntilTheWordOnItFollows() {
        view.apply(deployment("aa", "cart", "2", DeploymentPhase.FINISHED, 0), 0);
        view.apply(deployment("", "cart", "v2", DeploymentPhase.ANNOUNCED, 60), 5);
        assertThat(view.standing(CART_2).announced()).isNotNull();
        view.apply(deployment("bb", "cart", "3", DeploymentPhase.STARTED, 61), 6);
        assertThat(view.standing(CART_2).announced()).as("another version").isNotNull();
        view.apply(deployment("cc", "cart", "2", DeploymentPhase.STARTED, 62), 7);
        assertThat(view.standing(CART_2).announced()).isNull();
        assertThat(view.standing(CART_2).deployment()).isNotNull().returns("cc", Deployment::id);
    }

    @Test
    void announcementSeenBeforeReadingHasComeSoFar_isNotClearedByOlderWords() {
        view.apply(deployment("", "cart", "2", DeploymentPhase.ANNOUNCED, 60), 5); // its writer tells first
        view.apply(deployment("aa", "cart", "2", DeploymentPhase.FINISHED, 0), 3);
        assertThat(view.standing(CART_2).announced()).isNotNull();
    }

    @Test
    void announcementSeenAfterItsAnswer_isNoNews() {
        view.apply(deployment("aa", "cart", "2", DeploymentPhase.STARTED, 61), 6);
        view.apply(deployment("", "cart", "2", DeploymentPhase.ANNOUNCED, 60), 5);
        assertThat(view.standing(CART_2).announced()).isNull();
    }

    @Test
    void whatOutsidersSayOfEnds_isNotTheWord() {
        view.apply(deployment("aa", "cart", "2", DeploymentPhase.STARTED, 0), 0);
        view.apply(deployment("", "cart", "2", DeploymentPhase.FINISHED, 60), 1);
        assertThat(view.openOf(CART_2)).isPresent();
        assertThat(view.standing(CART_2).announced()).isNull();
    }

    @Test
    void readingAgain_changesNothing() {
        DeploymentEvent started = deployment("aa", "cart", "2", DeploymentPhase.STARTED, 0);
        DeploymentEvent finished = deployment("aa", "cart", "2", DeploymentPhase.FINISHED, 60);
        view.apply(started, 0);
        view.apply(finished, 1);
        view.apply(started, 0);
        view.apply(finished, 1);
        assertThat(view.openOf(CART_2)).isEmpty();
        assertThat(view.list(ServiceFilter.ALL, null, 10)).hasSize(1);
    }

    @Test
    void beyondTheLimit_closedOnesGoFirst() {
        view.apply(deployment("open", "cart", "1", DeploymentPhase.STARTED, 0), 0);
        view.apply(deployment("closed", "cart", "2", DeploymentPhase.STARTED, 1), 1);
        view.apply(deployment("closed", "cart", "2", DeploymentPhase.FINISHED, 2), 2);
        view.apply(deployment("third", "cart", "3", DeploymentPhase.STARTED, 3), 3);
        view.apply(deployment("fourth", "cart", "4", DeploymentPhase.STARTED, 4), 4);
        assertThat(view.list(ServiceFilter.ALL, null, 10))
                .extracting(Deployment::id)
                .containsExactly("fourth", "third", "open");
        assertThat(view.standing(CART_2).deployment()).isNull();
        assertThat(view.evicted()).isEqualTo(1);
    }

    @Test
    void announcements_areBoundedToo() {
        IntStream.range(0, 10)
                .forEach(i -> view.apply(deployment("", "cart", "1." + i, DeploymentPhase.ANNOUNCED, i), i));
        assertThat(view.announced(ServiceFilter.ALL, 10))
                .extracting(DeploymentEvent::getVersion)
                .containsExactly("1.9", "1.8", "1.7");
    }

    @Test
    void list_isNewestFirst_filtered_andCut() {
        view.apply(deployment("aa", "cart", "1", DeploymentPhase.FINISHED, 0), 0);
        view.apply(deployment("bb", "pay", "1", DeploymentPhase.STARTED, 60), 0);
        view.apply(deployment("cc", "cart", "2", DeploymentPhase.STARTED, 30), 1);
        assertThat(view.list(ServiceFilter.ALL, null, 2))
                .extracting(Deployment::id)
                .containsExactly("bb", "cc");
        assertThat(view.list(new ServiceFilter("cart", null, null, null), true, 10))
                .extracting(Deployment::id)
                .containsExactly("cc");
        assertThat(view.list(new ServiceFilter(null, "prod", "shop", "v1"), false, 10))
                .extracting(Deployment::id)
                .containsExactly("aa");
        assertThat(view.list(new ServiceFilter(null, "staging", null, null), null, 10))
                .isEmpty();
    }
}
