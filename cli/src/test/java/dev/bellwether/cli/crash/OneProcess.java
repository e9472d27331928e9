package dev.bellwether.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.bench.audit.TopicReader;
import dev.bellwether.cli.Distribution;
import dev.bellwether.cli.ServeProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code serve} with all its roles and its own broker, on one data folder through all its lives. Each has other ports. */
final class OneProcess implements Site {

    private final Distribution distribution;
    private final Path data;
    private final String[] settings;
    private volatile ServeProcess process;
    private @Nullable LocalCluster left;

    private OneProcess(Distribution distribution, Path data, String[] settings) throws IOException {
        this.distribution = distribution;
        this.data = data;
        this.settings = settings;
        this.process = ServeProcess.launch(distribution, data, settings);
    }

    /** @param folder for its data and for what it prints */
    static OneProcess launch(Path folder, Map<String, String> settings) throws IOException {
        return launch(folder, folder.resolve("data"), settings);
    }

    static OneProcess launch(Path printed, Path data, Map<String, String> settings) throws IOException {
        return launch(Distribution.find(printed), data, settings);
    }

    static OneProcess launch(Distribution distribution, Path data, Map<String, String> settings) throws IOException {
        return new OneProcess(distribution, data, arguments(settings));
    }

    /** Settings as the command line wants them. */
    static String[] arguments(Map<String, String> settings) {
        return settings.entrySet().stream()
                .flatMap(setting -> Stream.of("--set", setting.getKey() + "=" + setting.getValue()))
                .toArray(String[]::new);
    }

    /** Starts it on what the life before has left. */
    void launchAgain() throws IOException {
        launchAgain(distribution);
    }

    /** Starts another build on what the life before has left. */
    void launchAgain(Distribution distribution) throws IOException {
        process = ServeProcess.launch(distribution, data, settings);
    }

    void awaitReady() throws InterruptedException {
        process.awaitReady();
    }

    ServeProcess process() {
        return process;
    }

    @Override
    public Optional<URI> otlp() {
        try {
            return process.shown("OTLP/HTTP").map(URI::create);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public TopicReader reader() throws IOException {
        if (left != null) {
            return left.reader();
        }
        return new TopicReader(
                process.shown("Kafka").orElseThrow(),
                URI.create(process.shown("Schema registry").orElseThrow()));
    }

    @Override
    public void stop() throws InterruptedException {
        assertThat(process.stop().code()).isZero();
        left = LocalCluster.open(data.resolve("kafka"));
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
        if (left != null) {
            left.close();
        }
    }
}
