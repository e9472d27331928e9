package dev.bellwether.cli;

import dev.bellwether.cli.config.Configuration;
import dev.bellwether.cli.config.ConfigurationException;
import dev.bellwether.cli.config.Secrets;
import dev.bellwether.cli.config.Setting;
import dev.bellwether.cli.config.Settings;
import dev.bellwether.cli.terminal.Output;
import dev.bellwether.cli.terminal.Terminal;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The effective configuration, or the reference of all settings. */
@Command(
        name = "config",
        description = {
            "Shows the effective configuration as YAML.",
            "Each setting stands there with what it means, and where its value comes from.",
            "Names and passwords in addresses are shown as ***."
        },
        footer = {
            "",
            "Examples:",
            "  bellwether config > bellwether.yaml    a file to start from",
            "  bellwether config --config FILE        that file, with the environment",
            "  bellwether config --reference          the table of all settings, as Markdown"
        })
final class ConfigCommand implements Callable<Integer> {

    @Mixin
    private final ConfigurationOptions options = new ConfigurationOptions();

    @Option(names = "--reference", description = "Print the table of all settings instead.")
    private boolean reference;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws ConfigurationException {
        Terminal terminal = Output.terminal(spec);
        if (reference) {
            referenceTable().lines().forEach(terminal::line);
            return ExitCode.OK;
        }
        Configuration configuration = options.read();
        for (Setting<?> setting : Settings.all()) {
            Configuration.Value value = configuration.value(setting);
            terminal.line("# " + setting.description());
            terminal.line("# " + setting.kind().expected() + "; default \"" + setting.defaultText() + "\"; "
                    + setting.environmentVariable() + "; from: " + value.origin());
            terminal.line(setting.key() + ": \""
                    + Secrets.hidden(value.text()).replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
            terminal.line("");
        }
        return ExitCode.OK;
    }

    /** The table that stands in the README. */
    static String referenceTable() {
        StringBuilder table = new StringBuilder("| Setting | Default | Meaning |\n| --- | --- | --- |\n");
        for (Setting<?> setting : Settings.all()) {
            table.append("| `%s` | %s | %s |\n"
                    .formatted(
                            setting.key(),
                            setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`",
                            setting.description()));
        }
        return table.toString();
    }
}
