package dev.bellwether.promql.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Runs the scripts of a folder, those of Prometheus' {@code promql/promqltest/testdata} for instance. */
class ConformanceTest {

    @Test
    void scripts_pass() throws IOException {
        Path folder = Requirements.folder("promqltest.dir", "promqltest");
        List<Path> scripts;
        try (Stream<Path> files = Files.list(folder)) {
            scripts = files.filter(file -> file.toString().endsWith(".test"))
                    .sorted()
                    .toList();
        }
        assertThat(scripts).as("scripts in %s", folder).isNotEmpty();
        int passed = 0;
        int queries = 0;
        List<String> failures = new ArrayList<>();
        StringBuilder report = new StringBuilder("\n");
        for (Path script : scripts) {
            ScriptRunner runner = new ScriptRunner();
            runner.run(Files.readString(script));
            String name = script.getFileName().toString();
            report.append(String.format(
                    "%-32s %5d passed %4d failed%n",
                    name, runner.passed(), runner.failures().size()));
            passed += runner.passed();
            queries += runner.queries();
            runner.failures().forEach(failure -> failures.add(name + ", " + failure));
        }
        failures.forEach(failure -> report.append(failure).append('\n'));
        report.append("promqltest: ")
                .append(passed)
                .append(" passed, ")
                .append(failures.size())
                .append(" failed, in ")
                .append(queries)
                .append(" queries");
        System.out.println(report);
        assertThat(failures).isEmpty();
    }
}
