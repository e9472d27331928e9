package dev.bellwether.cli.interop;

import dev.bellwether.cli.Launched;
import dev.bellwether.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Another language with the packages that {@code src/test/interop} names. */
record ForeignRuntime(String interpreter, String suffix, Path scripts) {

    private static final Path SCRIPTS = Path.of("src", "test", "interop").toAbsolutePath();

    /** Where programs run; what they print is kept until the next clean build. */
    private static final Path FOLDER = Path.of("target", "interop").toAbsolutePath();

    /** Python with the packages of {@code python/requirements.txt}; a test that asks for it is skipped where there is none. */
    static ForeignRuntime python() {
        Path python = Requirements.program("interop.python", "interop-python");
        return new ForeignRuntime(python.toAbsolutePath().toString(), ".py", SCRIPTS.resolve("python"));
    }

    /** Node.js with the packages of {@code node/package-lock.json}; a test that asks for it is skipped where there is none. */
    static ForeignRuntime node() throws IOException {
        Path modules = Requirements.folder("interop.node.dir", "interop-node").resolve("node_modules");
        // Node.js looks for what a program imports beside it, and nowhere else.
        Path link = Files.createDirectories(FOLDER).resolve("node_modules");
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, modules.toAbsolutePath());
        return new ForeignRuntime("node", ".mjs", SCRIPTS.resolve("node"));
    }

    /** Starts a program whose text is given. */
    Launched start(String program, String... arguments) throws IOException {
        Files.createDirectories(FOLDER);
        Path file = Files.writeString(Files.createTempFile(FOLDER, "program-", suffix), program);
        List<String> command = new ArrayList<>(List.of(interpreter, file.toString()));
        command.addAll(List.of(arguments));
        return Launched.start(FOLDER, Map.of(), command);
    }

    /** Runs one of the programs beside the tests to its end, which must be a good one, and returns what it printed. */
    List<String> run(String name, String... arguments) throws IOException, InterruptedException {
        try (Launched launched = start(Files.readString(scripts.resolve(name + suffix)), arguments)) {
            if (launched.awaitEnd() != 0) {
                throw new AssertionError(name + suffix + " ended with " + launched.code() + ": " + launched);
            }
            return launched.outLines();
        }
    }
}
