package dev.bellwether.cli.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import dev.bellwether.cli.Launched;
import java.time.Duration;
import org.testcontainers.containers.GenericContainer;

/** What can befall a container, by its engine: what an operator, or a machine that fails, would do to the process in it. */
final class ContainerProcess {

    /** Nothing that is waited for takes longer, on a slow machine with other work. */
    static final Duration PATIENCE = Duration.ofSeconds(Launched.PATIENCE_SECONDS);

    private static final Duration POLL = Duration.ofMillis(50);

    /** As long as Kubernetes waits where nothing is said, twice. */
    private static final int STOP_SECONDS = 60;

    private final String name;
    private final GenericContainer<?> container;
    private final long stopped;

    /**
     * @param name what it is called in messages
     * @param stopped exit code that it has where it stops in order
     */
    ContainerProcess(String name, GenericContainer<?> container, long stopped) {
        this.name = name;
        this.container = container;
        this.stopped = stopped;
    }

    /** SIGKILL: nothing of it runs any more when this returns. */
    void kill() {
        docker().killContainerCmd(container.getContainerId()).exec();
        await(name + " is dead").atMost(PATIENCE).pollInterval(POLL).until(() -> !running());
    }

    /** SIGTERM, and waits until it has ended by itself, in order. */
    void stop() {
        docker().stopContainerCmd(container.getContainerId())
                .withTimeout(STOP_SECONDS)
                .exec();
        assertThat(state().getExitCodeLong()).as("exit code of %s", name).isEqualTo(stopped);
    }

    /** Nothing of it runs, and everybody waits for it. */
    void pause() {
        docker().pauseContainerCmd(container.getContainerId()).exec();
    }

    /** Lets it go on; for itself no time has passed. */
    void resume() {
        docker().unpauseContainerCmd(container.getContainerId()).exec();
    }

    /** Starts it again, on what it has left. */
    void startAgain() {
        docker().startContainerCmd(container.getContainerId()).exec();
    }

    boolean running() {
        return Boolean.TRUE.equals(state().getRunning());
    }

    private ContainerState state() {
        return docker().inspectContainerCmd(container.getContainerId()).exec().getState();
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }

    /** All that it has printed, in all its lives. */
    String printed() {
        return container.getLogs();
    }

    @Override
    public String toString() {
        return name;
    }
}
