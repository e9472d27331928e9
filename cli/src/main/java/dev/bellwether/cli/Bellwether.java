package dev.bellwether.cli;

import dev.bellwether.cli.config.ConfigurationException;
import dev.bellwether.edge.StartRefusedException;
import dev.bellwether.schemas.UnfitTopicsException;
import dev.bellwether.schemas.registry.SchemaRegistryException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The {@code bellwether} command. */
@Command(
        name = "bellwether",
        description = "Telemetry in, facts out: alerts and deployment verdicts from OTLP, on Kafka.",
        versionProvider = Version.Provider.class,
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            StatusCommand.class,
            HealthCommand.class,
            ServicesCommand.class,
            AlertsCommand.class,
            DeployCommand.class,
            VerdictCommand.class,
            TailCommand.class,
            DeadLettersCommand.class,
            RulesCommand.class,
            LoadCommand.class,
            BenchCommand.class,
            ConfigCommand.class,
            DoctorCommand.class
        },
        footer = {
            "",
            "Examples:",
            "  bellwether demo        see it at work: a shop, a good and a bad deployment",
            "  bellwether serve       take OTLP on 4317 and 4318, everything in one process",
            "  bellwether services    what is seen of each service and version",
            "  bellwether verdict await --service checkout --version 2.4.0",
            "",
            "Exit codes: 0 done, 1 failed, 64 wrong usage. 'verdict await' has its own."
        })
final class Bellwether implements Runnable {

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the versions of Bellwether, Java and Kafka.")
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean version;

    @CommandLine.Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int exitCode = commandLine(out, err).execute(arguments);
        out.flush();
        System.exit(exitCode);
    }

    /** The command, for {@link #main} and for tests. */
    static CommandLine commandLine(PrintWriter out, PrintWriter err) {
        CommandLine commandLine = new CommandLine(new Bellwether());
        addHelp(commandLine);
        commandLine.addSubcommand(helpCommand());
        commandLine.setOut(out);
        commandLine.setErr(err);
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setUsageHelpAutoWidth(true);
        commandLine.setParameterExceptionHandler((exception, arguments) -> {
            err.println("bellwether: " + UsageWords.of(exception));
            return ExitCode.USAGE;
        });
        commandLine.setExecutionExceptionHandler((exception, command, result) -> failure(exception, command));
        return commandLine;
    }

    private static void addHelp(CommandLine command) {
        command.getCommandSpec().addMixin("help", CommandSpec.forAnnotatedObject(new HelpOption()));
        command.getSubcommands().values().forEach(Bellwether::addHelp);
    }

    private static CommandLine helpCommand() {
        CommandLine help = new CommandLine(new CommandLine.HelpCommand());
        help.getCommandSpec().usageMessage().footer("", "Example:", "  bellwether help serve");
        return help;
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "which command?");
    }

    private static int failure(Exception exception, CommandLine command) {
        PrintWriter err = command.getErr();
        if (exception instanceof CommandFailure failure) {
            err.println("bellwether: " + failure.getMessage());
            return ExitCode.of(failure, command.getCommandName().equals("await"));
        }
        if (exception instanceof ConfigurationException configuration) {
            err.println("bellwether: the configuration cannot be used:");
            configuration.problems().forEach(problem -> err.println("  " + problem));
            return ExitCode.USAGE;
        }
        if (exception instanceof StartRefusedException
                || exception instanceof UnfitTopicsException
                || exception instanceof SchemaRegistryException) {
            err.println("bellwether: " + exception.getMessage());
            return ExitCode.FAILURE;
        }
        LoggerFactory.getLogger(Bellwether.class).error("a bug, or something nobody thought of", exception);
        err.println("bellwether: unexpected: " + exception);
        return command.getCommandName().equals("await") ? ExitCode.INTERNAL : ExitCode.FAILURE;
    }
}
