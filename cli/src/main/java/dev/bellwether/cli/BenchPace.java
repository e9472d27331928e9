package dev.bellwether.cli;

import dev.bellwether.bench.load.LoadPlan;
import dev.bellwether.cli.config.Durations;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast a benchmark sends, and for how long. */
final class BenchPace {

    /** Enough to keep a broker busy, and no more than waits for it where a rate is given. */
    private static final int IN_FLIGHT = 32;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "max",
            description =
                    "Spans a second, whatever the answers; or max: as many as are acknowledged. Default: ${DEFAULT-VALUE}.")
    private String rate = "";

    @Option(
            names = "--duration",
            paramLabel = "DURATION",
            defaultValue = "60s",
            description = "How long it is measured. Default: ${DEFAULT-VALUE}.")
    private String duration = "";

    @Option(
            names = "--warm-up",
            paramLabel = "DURATION",
            defaultValue = "20s",
            description = "How long the same load runs before. Default: ${DEFAULT-VALUE}.")
    private String warmUp = "";

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            defaultValue = "" + IN_FLIGHT,
            description = "Requests without an answer yet, at most. Default: ${DEFAULT-VALUE}.")
    private int inFlight;

    LoadPlan plan() {
        try {
            return new LoadPlan(
                    LoadRate.parse(spec.commandLine(), rate),
                    Durations.option(spec.commandLine(), "--duration", duration),
                    inFlight,
                    1);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--" + e.getMessage());
        }
    }

    Duration warmUp() {
        return Durations.option(spec.commandLine(), "--warm-up", warmUp);
    }
}
