package dev.bellwether.cli;

import dev.bellwether.bench.endtoend.ServerOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that say how the process is started that a benchmark measures. */
final class BenchServerOptions {

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the process that is measured; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--server-heap",
            paramLabel = "SIZE",
            defaultValue = "",
            description = "Its largest heap, for example 1g. Default: that of serve.")
    private String heap = "";

    @Option(
            names = "--server-java-opts",
            paramLabel = "OPTIONS",
            defaultValue = "",
            description = "More options of its JVM, for example to record a profile.")
    private String javaOptions = "";

    ServerOptions options() {
        try {
            return new ServerOptions(settings, heap, javaOptions);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--" + e.getMessage());
        }
    }
}
