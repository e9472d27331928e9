package dev.bellwether.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of its own, whose output goes to files. It does not outlive the test that closes it. */
public final class Launched implements AutoCloseable {

    /** Nothing that a test waits for takes longer, on a slow machine with other work. */
    public static final long PATIENCE_SECONDS = 240;

    private final Process process;
    private final Path out;
    private final Path err;

    private Launched(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /**
     * Starts a process.
     *
     * @param environment on top of what this process has, without Bellwether's own variables
     */
    public static Launched start(Path folder, Map<String, String> environment, List<String> command)
            throws IOException {
        Path out = Files.createTempFile(folder, "process-", ".out");
        Path err = Files.createTempFile(folder, "process-", ".err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("BELLWETHER"));
        builder.environment().putAll(environment);
        return new Launched(builder.start(), out, err);
    }

    /** Starts a process and waits for its end. */
    public static Launched run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Launched launched = start(folder, environment, command);
        launched.awaitEnd();
        return launched;
    }

    /** Ends it where it stands, as SIGKILL does: it learns nothing of it. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Sends it a signal by its name, without SIG. Only the shell can do that on every system. */
    void signal(String name) throws IOException, InterruptedException {
        Process sender = new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid())
                .inheritIO()
                .start();
        if (!sender.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || sender.exitValue() != 0) {
            sender.destroyForcibly();
            throw new AssertionError("SIG" + name + " could not be sent to " + this);
        }
    }

    /** Asks it to end, as SIGTERM does. */
    void terminate() {
        process.destroy();
    }

    /** Waits for its end. */
    public int awaitEnd() throws InterruptedException {
        return awaitEnd(Duration.ofSeconds(PATIENCE_SECONDS));
    }

    int awaitEnd(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
            close();
            throw new AssertionError("did not end within " + patience.toSeconds() + " s: " + this);
        }
        return process.exitValue();
    }

    public boolean running() {
        return process.isAlive();
    }

    public int code() {
        return process.exitValue();
    }

    long pid() {
        return process.pid();
    }

    public List<String> outLines() throws IOException {
        return lines(out);
    }

    public List<String> errLines() throws IOException {
        return lines(err);
    }

    /** Whole lines: while it runs, what follows the last line break is half a line, and may be half a character. */
    private List<String> lines(Path printed) throws IOException {
        boolean halfWritten = running();
        byte[] bytes = Files.readAllBytes(printed);
        int end = bytes.length;
        while (halfWritten && end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return new String(bytes, 0, end, UTF_8).lines().toList();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** For the messages of tests: what it was, and what it printed. */
    @Override
    public String toString() {
        try {
            return process.info().commandLine().orElse("process " + process.pid()) + "\n"
                    + String.join("\n", outLines()) + "\n"
                    + String.join("\n", errLines());
        } catch (IOException e) {
            return e.toString();
        }
    }
}
