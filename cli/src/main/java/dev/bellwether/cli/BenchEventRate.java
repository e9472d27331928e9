package dev.bellwether.cli;

import picocli.CommandLine.Option;

/** How densely a topic's spans lie in event time. */
final class BenchEventRate {

    @Option(
            names = "--event-rate",
            paramLabel = "N",
            defaultValue = "500000",
            description = {
                "Spans of a second of event time, as if so many had come in: it decides how many each window has. The topic is filled"
                        + " no faster than that. Default: ${DEFAULT-VALUE}."
            })
    private double perSecond;

    double perSecond() {
        return perSecond;
    }
}
