package dev.bellwether.cli;

import dev.bellwether.bench.endtoend.Installation;
import dev.bellwether.cli.terminal.Terminal;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** Runs a benchmark of whole processes. */
final class BenchRun {

    private BenchRun() {}

    /** One of them. */
    interface Bench<R> {
        R run(Installation installation, Consumer<String> progress) throws IOException, InterruptedException;
    }

    /** @throws CommandFailure if what is measured does not start, or does not get on */
    static <R> R of(Terminal terminal, Bench<R> bench) throws InterruptedException {
        Configurator.setLevel("dev.bellwether", Level.WARN);
        try {
            return bench.run(Installation.current(), terminal::note);
        } catch (IOException | IllegalStateException e) {
            throw new CommandFailure(ExitCode.FAILURE, String.valueOf(e.getMessage()));
        }
    }
}
