package dev.bellwether.testing;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Outside things that a test needs and a plain checkout does not have. Without them the test is skipped with one line that says how to
 * give them; where the system property {@value #REQUIRE} names them (comma-separated), the test fails instead, so that a build server
 * cannot quietly check less than it should.
 */
public final class Requirements {

    /** System property: comma-separated names of things that must be there. */
    public static final String REQUIRE = "require";

    private Requirements() {}

    /**
     * The folder that a system property gives.
     *
     * @param property system property that holds the path, e.g. {@code otlp.examples.dir}
     * @param name how {@value #REQUIRE} calls this thing, e.g. {@code otlp-examples}
     * @throws TestAbortedException if it is not there and not required: the test counts as skipped
     * @throws AssertionFailedError if it is not there but required
     */
    public static Path folder(String property, String name) {
        return given(property, name, "folder", Files::isDirectory);
    }

    /** The program that a system property gives; the rest is as for {@link #folder}. */
    public static Path program(String property, String name) {
        return given(property, name, "program", path -> Files.isRegularFile(path) && Files.isExecutable(path));
    }

    /**
     * Goes on where something is there that no path leads to, such as a server that answers; the rest is as for {@link #folder}.
     *
     * @param instead what there is instead, e.g. {@code no engine answers}
     */
    public static void met(boolean there, String name, String instead) {
        requireNonNull(name, "name");
        if (!there) {
            throw unmet(name, instead);
        }
    }

    private static Path given(String property, String name, String kind, Predicate<Path> fits) {
        requireNonNull(property, "property");
        requireNonNull(name, "name");
        Optional<Path> given = Optional.ofNullable(System.getProperty(property))
                .filter(value -> !value.isBlank())
                .map(Path::of);
        if (given.isPresent() && fits.test(given.get())) {
            return given.get();
        }
        String what = given.map(path -> path + " is not a " + kind).orElse("no " + kind + " is given");
        throw unmet(name, what + ": give -D" + property + "=" + kind.toUpperCase(Locale.ROOT));
    }

    private static RuntimeException unmet(String name, String instead) {
        String sentence = "needs " + name + ", but " + instead;
        if (required(name)) {
            throw new AssertionFailedError(sentence + " (required by -D" + REQUIRE + ")");
        }
        return new TestAbortedException(sentence);
    }

    private static boolean required(String name) {
        return Arrays.stream(System.getProperty(REQUIRE, "").split(",", -1))
                .map(String::strip)
                .anyMatch(name::equals);
    }
}
