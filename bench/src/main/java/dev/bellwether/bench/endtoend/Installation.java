package dev.bellwether.bench.endtoend;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The distribution that this process runs from; what is measured is started from it as a person would start it.
 *
 * @param home its folder
 */
public record Installation(Path home) {

    private static final String PROPERTY = "bellwether.home";

    /**
     * The one that this process runs from, as its launcher says.
     *
     * @throws IllegalStateException if it was not started by its launcher
     */
    public static Installation current() {
        String home = System.getProperty(PROPERTY, "");
        Path launcher = Path.of(home, "bin", "bellwether");
        if (home.isEmpty() || !Files.isExecutable(launcher)) {
            throw new IllegalStateException(
                    "this benchmark starts processes of its own: run it with bin/bellwether of a distribution");
        }
        return new Installation(Path.of(home));
    }

    /**
     * Starts a command.
     *
     * @param environment of the launcher, on top of what this process has without Bellwether's own variables
     */
    Process start(List<String> arguments, Map<String, String> environment, File out, File err) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(home.resolve("bin").resolve("bellwether").toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out)
                .redirectError(err);
        builder.environment().keySet().removeIf(name -> name.startsWith("BELLWETHER"));
        builder.environment().putAll(environment);
        return builder.start();
    }
}
