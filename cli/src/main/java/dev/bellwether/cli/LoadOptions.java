package dev.bellwether.cli;

import dev.bellwether.bench.load.Latency;
import dev.bellwether.bench.load.LoadProfile;
import dev.bellwether.bench.load.Shape;
import dev.bellwether.cli.config.Durations;
import dev.bellwether.telemetry.otlp.Signal;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say what is generated. */
final class LoadOptions {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--shape",
            paramLabel = "SHAPE",
            defaultValue = "sdk",
            description = "sdk: each request is of one service; gateway: of 50, mixed. Default: ${DEFAULT-VALUE}.")
    private Shape shape = Shape.SDK;

    @Option(
            names = "--services",
            paramLabel = "N",
            defaultValue = "10",
            description = "Services, each with as much traffic. Default: ${DEFAULT-VALUE}.")
    private int services;

    @Option(
            names = "--operations",
            paramLabel = "N",
            defaultValue = "10",
            description = "Operations of each service. Default: ${DEFAULT-VALUE}.")
    private int operations;

    @Option(
            names = "--versions",
            paramLabel = "N",
            defaultValue = "1",
            description = "Versions of each service, side by side. Default: ${DEFAULT-VALUE}.")
    private int versions;

    @Option(
            names = "--batch",
            paramLabel = "N",
            defaultValue = "500",
            description = "Spans, data points or log records of a request. Default: ${DEFAULT-VALUE}.")
    private int batch;

    @Option(
            names = "--errors",
            paramLabel = "RATIO",
            defaultValue = "0.01",
            description = "Share of spans that fail, 0 to 1. Default: ${DEFAULT-VALUE}.")
    private double errors;

    @Option(
            names = "--latency-median",
            paramLabel = "DURATION",
            defaultValue = "20ms",
            description = "Median of the spans' durations, which are lognormal. Default: ${DEFAULT-VALUE}.")
    private String median = "";

    @Option(
            names = "--latency-p99",
            paramLabel = "DURATION",
            defaultValue = "300ms",
            description = "Their 99th percentile. Default: ${DEFAULT-VALUE}.")
    private String p99 = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Decides all that is random. Default: ${DEFAULT-VALUE}.")
    private long seed;

    LoadProfile profile(Signal signal) {
        try {
            return new LoadProfile(
                    signal,
                    shape,
                    services,
                    operations,
                    versions,
                    batch,
                    errors,
                    new Latency(
                            Durations.option(spec.commandLine(), "--latency-median", median),
                            Durations.option(spec.commandLine(), "--latency-p99", p99)),
                    seed);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--" + e.getMessage());
        }
    }
}
