package dev.bellwether.cli.containers;

import static dev.bellwether.cli.crash.Patience.patiently;

import com.github.dockerjava.api.model.HealthCheck;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;

/** A process of Bellwether, in the image that is shipped; its data is on a volume of its own, which outlives a restart of the container. */
final class BellwetherContainer extends GenericContainer<BellwetherContainer> {

    private static final int HTTP_API_PORT = 8080;
    private static final int OTLP_HTTP_PORT = 4318;

    /** The least that the manifests give a process. The image's heap is half of it. */
    private static final long MEMORY_BYTES = 768L << 20;

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private static final int STOPPED = 0;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String name;
    private final int apiPort = FreePort.next();
    private final int otlpPort = FreePort.next();

    /**
     * @param name what it is called in messages
     * @param settings by key; what they leave open is as in the image
     */
    @SuppressWarnings("this-escape") // how containers are configured
    BellwetherContainer(
            String name, ImageFromDockerfile image, Network network, String roles, Map<String, String> settings) {
        super(image);
        this.name = name;
        addFixedExposedPort(apiPort, HTTP_API_PORT);
        addFixedExposedPort(otlpPort, OTLP_HTTP_PORT);
        withNetwork(network);
        withCreateContainerCmdModifier(command -> {
            if (command.getHostConfig() != null) {
                command.getHostConfig().withMemory(MEMORY_BYTES);
            }
            // The image's own check is a JVM of its own; compose and Kubernetes ask over HTTP instead, and so does this
            // test.
            command.withHealthcheck(new HealthCheck().withTest(List.of("NONE")));
        });
        // Short lives: what a second compiler would make better comes too late for them.
        withEnv("BELLWETHER_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        withCommand(Stream.concat(
                        Stream.of("serve", "--roles", roles),
                        settings.entrySet().stream()
                                .flatMap(setting -> Stream.of("--set", setting.getKey() + "=" + setting.getValue())))
                .toArray(String[]::new));
        waitingFor(Wait.forHttp("/readyz").forPort(HTTP_API_PORT).withStartupTimeout(ContainerProcess.PATIENCE));
    }

    /** Where it takes OTLP/HTTP, if that is its role. */
    URI otlp() {
        return URI.create("http://" + getHost() + ":" + otlpPort);
    }

    ContainerProcess process() {
        return new ContainerProcess(name, this, STOPPED);
    }

    /** Starts it again, on what it has left, and waits until all of it runs. */
    void startAgain() {
        process().startAgain();
        URI readiness = URI.create("http://" + getHost() + ":" + apiPort + "/readyz");
        patiently(name + " is ready")
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> http.send(
                                        HttpRequest.newBuilder(readiness)
                                                .timeout(ANSWER_TIMEOUT)
                                                .build(),
                                        HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200);
    }
}
