package dev.bellwether.bench.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;

/** The diagnostic commands of a JVM. */
final class Jcmd {

    private Jcmd() {}

    /**
     * What a JVM prints to a command.
     *
     * @throws IOException if there is no jcmd beside this Java
     */
    static String print(long pid, String command) throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }
}
