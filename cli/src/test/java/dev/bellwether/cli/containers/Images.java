package dev.bellwether.cli.containers;

import dev.bellwether.cli.Launched;
import dev.bellwether.cli.Version;
import dev.bellwether.testing.Requirements;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.utility.DockerImageName;

/**
 * What containers are made of. The images of others are those that {@code docker-compose.yml} and {@code Dockerfile} name; where no registry of
 * images can be reached, {@code -Dimages.command} gives a command that makes one: {@code COMMAND KIND NAME:TAG}.
 */
final class Images {

    static final DockerImageName KAFKA = DockerImageName.parse("apache/kafka:4.3.1");
    static final DockerImageName REGISTRY = DockerImageName.parse("apicurio/apicurio-registry:3.3.3");
    static final DockerImageName JRE = DockerImageName.parse("eclipse-temurin:17.0.13_11-jre-noble");

    private static final Map<String, DockerImageName> BY_KIND =
            Map.of("kafka", KAFKA, "apicurio", REGISTRY, "jre", JRE);

    /** The root of the repository, seen from this module. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final String COMMAND = "images.command";

    private Images() {}

    /**
     * Sees to it that they are there, or can be had.
     *
     * @param folder for what the command prints
     * @throws org.opentest4j.TestAbortedException if no Docker engine answers: the test counts as skipped
     */
    static void prepare(Path folder) throws IOException, InterruptedException {
        Requirements.met(
                DockerClientFactory.instance().isDockerAvailable(), "docker", "no Docker engine answers: start one");
        String command = System.getProperty(COMMAND, "");
        if (!command.isBlank()) {
            for (Map.Entry<String, DockerImageName> image : BY_KIND.entrySet()) {
                run(folder, List.of(command, image.getKey(), image.getValue().asCanonicalNameString()));
            }
        }
    }

    private static void run(Path folder, List<String> command) throws IOException, InterruptedException {
        Launched run = Launched.run(folder, Map.of(), command);
        if (run.code() != 0) {
            throw new AssertionError("-D" + COMMAND + ": " + run);
        }
    }

    /** Bellwether's own, of the distribution that was built. */
    static ImageFromDockerfile bellwether() {
        return new ImageFromDockerfile("bellwether-under-test", false)
                .withDockerfile(ROOT.resolve("Dockerfile"))
                .withBuildArgs(Map.of(
                        "DIST",
                        "cli/target/bellwether-" + Version.current().number() + ".tar.gz",
                        "BUILD_IMAGE",
                        JRE.asCanonicalNameString())); // unpacks the distribution, compiles nothing
    }
}
