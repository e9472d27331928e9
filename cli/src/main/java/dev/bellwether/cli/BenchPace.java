package dev.bellwether.cli;

import dev.bellwether.bench.load.LoadPlan;
import dev.bellwether.cli.config.Durations;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How fast a benchmark sends, and for how long. */
final class BenchPace {

    /** Enough to keep a broker busy. */
    private static final int IN_FLIGHT = 32;

    /** Enough for a stall of some seconds, of which a rate takes no notice. */
    private static final int IN_FLIGHT_AT_A_RATE = 128;

    private static final String A_MINUTE = "60s";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description =
                    "Spans a second, whatever the answers; or max: as many as are acknowledged. Default: ${DEFAULT-VALUE}.")
    private String rate;

    @Option(
            names = "--duration",
            paramLabel = "DURATION",
            description = "How long it is measured. Default: ${DEFAULT-VALUE}.")
    private String duration;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            description = "Requests without an answer yet, at most. Default: ${DEFAULT-VALUE}.")
    private int inFlight;

    private BenchPace(String rate, String duration, int inFlight) {
        this.rate = rate;
        this.duration = duration;
        this.inFlight = inFlight;
    }

    /** As many as are acknowledged, unless told otherwise. */
    static BenchPace max() {
        return new BenchPace("max", A_MINUTE, IN_FLIGHT);
    }

    /** So many a second, unless told otherwise. */
    static BenchPace of(int perSecond) {
        return of(perSecond, A_MINUTE);
    }

    /** So many a second for so long, unless told otherwise. */
    static BenchPace of(int perSecond, String duration) {
        return new BenchPace(Integer.toString(perSecond), duration, IN_FLIGHT_AT_A_RATE);
    }

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
}
