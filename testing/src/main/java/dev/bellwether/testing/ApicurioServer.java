package dev.bellwether.testing;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/**
 * A real Apicurio Registry in a process of its own, on a free port, with its schemas in memory. Its files come from {@code
 * io.apicurio:apicurio-registry-app}, the archive {@code all}; it wants a JDK of its own, since it needs a newer one than we do.
 */
public final class ApicurioServer implements AutoCloseable {

    private static final String NAME = "apicurio";

    private static final long PATIENCE_SECONDS = 120;

    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://127\\.0\\.0\\.1:\\d+)");

    private final Process process;
    private final URI address;
    private final HttpClient http = HttpClient.newHttpClient();

    private ApicurioServer(Process process, URI address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts one and waits until it answers.
     *
     * @param folder for what it prints
     * @throws org.opentest4j.TestAbortedException if its files or its JDK are not given by {@code apicurio.dir} and {@code
     *     apicurio.java}: the test counts as skipped
     */
    public static ApicurioServer start(Path folder) throws IOException {
        Path home = Requirements.folder("apicurio.dir", NAME);
        Path java = Requirements.program("apicurio.java", NAME);
        Path output = folder.resolve("apicurio.log");
        Process process = new ProcessBuilder(List.of(
                        java.toAbsolutePath().toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1", // a short life: what starts soon is better than what gets fast
                        "-Dquarkus.http.host=127.0.0.1",
                        "-Dquarkus.http.port=0",
                        "-Dquarkus.management.host=127.0.0.1",
                        "-Dquarkus.management.port=0",
                        "-Dapicurio.rest.deletion.artifact.enabled=true",
                        "-jar",
                        home.resolve("quarkus-run.jar").toAbsolutePath().toString()))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(output.toFile())
                .start();
        try {
            Awaitility.await()
                    .atMost(PATIENCE_SECONDS, SECONDS)
                    .pollInterval(100, MILLISECONDS)
                    .failFast(() -> !process.isAlive())
                    .until(() -> listening(output).isPresent());
            return new ApicurioServer(process, listening(output).orElseThrow());
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            process.destroyForcibly();
            throw new AssertionError("Apicurio did not start:\n" + Files.readString(output), e);
        } catch (RuntimeException | Error e) { // an interrupt among them
            process.destroyForcibly();
            throw e;
        }
    }

    private static Optional<URI> listening(Path output) throws IOException {
        Matcher matcher = LISTENING.matcher(Files.readString(output));
        return matcher.find() ? Optional.of(URI.create(matcher.group(1))) : Optional.empty();
    }

    /** Where it speaks Confluent's API: what {@code schema-registry.url} would be. */
    public URI uri() {
        return address.resolve("/apis/ccompat/v7");
    }

    /** Forgets all schemas and compatibility levels. */
    public void clear() throws IOException, InterruptedException {
        delete("/apis/registry/v3/groups/default/artifacts");
        delete("/apis/registry/v3/admin/rules");
    }

    private void delete(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(address.resolve(path)).DELETE().build();
        var answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 204 && answer.statusCode() != 404) { // 404: there is none
            throw new AssertionError(path + " answers " + answer.statusCode() + ": " + answer.body());
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
