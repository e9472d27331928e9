package dev.bellwether.cli.crash;

import dev.bellwether.cli.Distribution;
import dev.bellwether.cli.Launched;
import dev.bellwether.cli.ServeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code serve} on a data folder of its own, through its deaths. Each of its lives has other ports. */
final class ServeUnderTest implements AutoCloseable {

    private final Distribution distribution;
    private final Path data;
    private final String[] settings;
    private volatile Optional<ServeProcess> process = Optional.empty();

    ServeUnderTest(Distribution distribution, Path data, Map<String, String> settings) {
        this.distribution = distribution;
        this.data = data;
        this.settings = settings.entrySet().stream()
                .flatMap(setting -> Stream.of("--set", setting.getKey() + "=" + setting.getValue()))
                .toArray(String[]::new);
    }

    Path data() {
        return data;
    }

    void launch() throws IOException {
        process = Optional.of(ServeProcess.launch(distribution, data, settings));
    }

    void awaitReady() throws InterruptedException {
        live().awaitReady();
    }

    /** Where traces go; empty while nobody listens. */
    Optional<URI> otlp() {
        try {
            return process.isPresent() ? process.get().shown("OTLP/HTTP").map(URI::create) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the topics of the life that is ready. */
    TopicReader reader() throws IOException {
        return new TopicReader(
                live().shown("Kafka").orElseThrow(),
                URI.create(live().shown("Schema registry").orElseThrow()));
    }

    void kill() throws InterruptedException {
        live().kill();
    }

    void suspend() throws IOException, InterruptedException {
        live().suspend();
    }

    void resume() throws IOException, InterruptedException {
        live().resume();
    }

    boolean running() {
        return process.map(ServeProcess::running).orElse(false);
    }

    /** Stops it in order. */
    Launched stop() throws InterruptedException {
        return live().stop();
    }

    List<String> log() throws IOException {
        return live().log();
    }

    private ServeProcess live() {
        return process.orElseThrow(() -> new IllegalStateException("not launched"));
    }

    @Override
    public void close() throws InterruptedException {
        if (process.isPresent()) {
            process.get().close();
        }
    }
}
