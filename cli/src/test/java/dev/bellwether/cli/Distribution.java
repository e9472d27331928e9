package dev.bellwether.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code mvn package} made, used as a person would. */
public final class Distribution {

    /** Processes of tests live for seconds: what a second compiler would make better comes too late for them. */
    private static final Map<String, String> ENVIRONMENT =
            Map.of("JAVA_HOME", System.getProperty("java.home"), "BELLWETHER_JAVA_OPTS", "-XX:TieredStopAtLevel=1");

    private final Path home;
    private final Path folder;

    private Distribution(Path home, Path folder) {
        this.home = home;
        this.folder = folder;
    }

    /** @param folder for what its processes print */
    public static Distribution find(Path folder) {
        String name = "bellwether-" + Version.current().number();
        return at(Path.of("target", name, name), folder);
    }

    /**
     * Another one than that which was built now.
     *
     * @param home where it is unpacked
     * @param folder for what its processes print
     */
    public static Distribution at(Path home, Path folder) {
        if (!Files.isExecutable(home.resolve("bin/bellwether"))) {
            throw new AssertionError("no distribution at " + home.toAbsolutePath() + ": run mvn package");
        }
        return new Distribution(home.toAbsolutePath(), folder);
    }

    Launched start(String... arguments) throws IOException {
        return start(Map.of(), arguments);
    }

    /** @param environment on top of what every process of a test has */
    Launched start(Map<String, String> environment, String... arguments) throws IOException {
        Map<String, String> all = new HashMap<>(ENVIRONMENT);
        all.putAll(environment);
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/bellwether").toString()));
        command.addAll(List.of(arguments));
        return Launched.start(folder, all, command);
    }

    Launched run(String... arguments) throws IOException, InterruptedException {
        Launched launched = start(arguments);
        launched.awaitEnd();
        return launched;
    }

    /** Another main class of the distribution. */
    Launched runMain(String mainClass, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-Dlog4j2.configurationFile=" + home.resolve("conf/log4j2.properties"),
                "-cp",
                home.resolve("lib") + "/*",
                mainClass));
        command.addAll(List.of(arguments));
        return Launched.run(folder, Map.of(), command);
    }
}
