package dev.bellwether.cli.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.cli.crash.Drill;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three brokers, two processes for each role, all in containers, under load that goes on: whatever of them is killed, stopped, held up or
 * replaced, nothing that was acknowledged is lost, nothing is counted twice, and every alert and verdict is there once. The time without
 * progress is told beside what is promised.
 */
@Tag("long")
class ITContainers {

    private static final Duration KILLED_PROCESS = Duration.ofSeconds(25);
    private static final Duration STOPPED_BROKER = Duration.ofSeconds(10);
    private static final Duration KILLED_BROKER = Duration.ofSeconds(20);
    private static final Duration ROLLING_RESTART = Duration.ofSeconds(10);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private ContainerSite site;

    @SuppressWarnings("NullAway.Init")
    private ProgressWatch progress;

    @SuppressWarnings("NullAway.Init")
    private Drill drill;

    @BeforeEach
    void start() throws Exception {
        site = ContainerSite.start(folder, Drill.SETTINGS);
        progress = site.watch();
        drill = new Drill(site, folder);
        drill.rollOut();
    }

    @AfterEach
    void end() {
        if (drill != null) { // they did not start: that is what is told then
            drill.close();
            progress.close();
            site.close();
        }
    }

    @Test
    void killedProcess_isTakenOver() throws Exception {
        ContainerProcess one = site.one().process();
        drill.blowWhilePending("a process is killed", progress.measured(one::kill));
        drill.recover("the other has taken over", () -> {});
        progress.tell("a process is killed", KILLED_PROCESS);

        drill.recover("it is started again", progress.measured(site.one()::startAgain));
        progress.tell("the process that was killed is started again");
        assertAccount();
    }

    @Test
    void processPausedForLongerThanItsTransaction_isTakenOver_andComesBack() throws Exception {
        ContainerProcess one = site.one().process();
        drill.holdUp("a process", progress.measured(one::pause), () -> {
            drill.recover("the other has taken over", () -> {});
            progress.tell("a process is paused", KILLED_PROCESS);
            progress.measured(one::resume).run();
        });
        progress.tell("the process that was paused goes on");
        assertAccount();
    }

    @Test
    void stoppedBroker_isDoneWithout() throws Exception {
        ContainerProcess stopped = site.brokers().leader();
        drill.blow(stopped + " is stopped", progress.measured(stopped::stop));
        drill.recover("the other two go on", () -> {});
        progress.tell("a broker is stopped", STOPPED_BROKER);

        drill.recover(
                stopped + " is started again",
                progress.measured(() -> site.brokers().startAgain(stopped)));
        progress.tell("the broker that was stopped is started again");
        assertAccount();
    }

    @Test
    void killedBroker_isDoneWithout() throws Exception {
        ContainerProcess killed = site.brokers().leader();
        drill.blow(killed + " is killed", progress.measured(killed::kill));
        drill.recover("the other two go on", () -> {});
        progress.tell("a broker is killed", KILLED_BROKER);

        drill.recover(
                killed + " is started again",
                progress.measured(() -> site.brokers().startAgain(killed)));
        progress.tell("the broker that was killed is started again");
        assertAccount();
    }

    @Test
    void allProcessesAreRolled_andAThirdOneJoins() throws Exception {
        progress.measured(() -> {
                    for (BellwetherContainer each : site.processes()) {
                        drill.blow(each.process() + " is stopped", each.process()::stop);
                        drill.recover(each.process() + " is started again", each::startAgain);
                    }
                })
                .run();
        progress.tell("all processes are rolled, one by one", ROLLING_RESTART);

        drill.recover("a third process joins", progress.measured(site::startAnother));
        assertThat(site.sharing())
                .as("processes that share the tasks")
                .allSatisfy((application, processes) ->
                        assertThat(processes).as(application).isEqualTo(3));
        progress.tell("a third process joins");
        assertAccount();
    }

    @Test
    void stateThatIsGoneFromAllDisks_isReadBackFromTheTopics() throws Exception {
        drill.blowWhilePending("all state is destroyed", progress.measured(site::destroyEngines));
        drill.recover("new processes, without any state", site::startEngines);
        progress.tell("all state is destroyed, and read back from the topics");
        assertAccount();
    }

    private void assertAccount() throws Exception {
        drill.awaitFacts();
        assertThat(drill.settle()).as("seed %d", Drill.SEED).isEmpty();
    }
}
