package dev.bellwether.cli;

import dev.bellwether.bench.endtoend.Installation;
import dev.bellwether.bench.load.LoadPlan;
import dev.bellwether.bench.load.LoadSummary;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

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

    /**
     * What is to be done.
     *
     * @throws CommandLine.ParameterException where the options say what cannot be done: the message begins with the name of one
     */
    static <P> P plan(CommandSpec spec, Supplier<P> plan) {
        try {
            return plan.get();
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--" + e.getMessage());
        }
    }

    /** Says where latencies and costs are those of another load than was asked for, and gives the exit code. */
    static int end(Terminal terminal, LoadPlan plan, LoadSummary load, boolean good) {
        tellShortfall(terminal, plan, load);
        return good ? ExitCode.OK : ExitCode.FAILURE;
    }

    private static void tellShortfall(Terminal terminal, LoadPlan plan, LoadSummary load) {
        if (load.complete()) {
            return;
        }
        String offered = plan.isOpenLoop() ? " of " + Output.count(Math.round(plan.itemsPerSecond())) : "";
        terminal.note(
                "not all of the load was taken: %s%s spans/s; of its requests, %s failed %s, %s had no room, %s were not made in time"
                        .formatted(
                                Output.count(Math.round(load.itemsPerSecond())),
                                offered,
                                Output.count(load.failed()),
                                load.problems(),
                                Output.count(load.unsent()),
                                Output.count(load.overdue())));
    }
}
