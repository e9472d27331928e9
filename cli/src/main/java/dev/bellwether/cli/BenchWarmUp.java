package dev.bellwether.cli;

import dev.bellwether.cli.config.Durations;
import java.time.Duration;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How long a benchmark's load runs before it is measured. */
final class BenchWarmUp {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--warm-up",
            paramLabel = "DURATION",
            description = "How long the same load runs before. Default: ${DEFAULT-VALUE}.")
    private String warmUp;

    private BenchWarmUp(String warmUp) {
        this.warmUp = warmUp;
    }

    /** Long enough for most of what is compiled. */
    static BenchWarmUp brief() {
        return new BenchWarmUp("20s");
    }

    /** So long, unless told otherwise. */
    static BenchWarmUp of(String duration) {
        return new BenchWarmUp(duration);
    }

    Duration duration() {
        return Durations.option(spec.commandLine(), "--warm-up", warmUp);
    }
}
