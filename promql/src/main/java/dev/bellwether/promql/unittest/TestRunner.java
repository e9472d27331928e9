package dev.bellwether.promql.unittest;

import static java.util.Objects.requireNonNull;

import dev.bellwether.promql.eval.EngineOptions;
import dev.bellwether.promql.rules.RuleFile;
import dev.bellwether.promql.rules.RuleFileReader;
import dev.bellwether.promql.rules.RuleGroup;
import dev.bellwether.promql.syntax.ParserOptions;
import dev.bellwether.promql.yaml.MalformedFileException;
import dev.bellwether.promql.yaml.UnknownFields;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Runs files of tests as {@code promtool test rules} does.
 *
 * <p>All groups are evaluated at the start and then at each multiple of the file's evaluation interval, in the file's order; the intervals
 * of the groups do not count. Alerts are compared with what the last evaluation at or before their time gave, firing ones only;
 * expressions are evaluated after all rules were. Rules count as restored: their {@code ALERTS} are written from the first evaluation on.
 */
public final class TestRunner {

    private final ParserOptions parserOptions;
    private final RuleFileReader ruleFileReader;
    private final EngineOptions engineOptions;

    /**
     * A runner with a language and an engine.
     *
     * @param ofRuleFiles what becomes of fields of the rule files that nobody knows; those of test files are always refused
     */
    public TestRunner(ParserOptions parserOptions, UnknownFields ofRuleFiles, EngineOptions engineOptions) {
        this.parserOptions = requireNonNull(parserOptions, "parserOptions");
        this.ruleFileReader = new RuleFileReader(parserOptions, ofRuleFiles);
        this.engineOptions = requireNonNull(engineOptions, "engineOptions");
    }

    /**
     * What a file of tests came to.
     *
     * @param failures one text each, several lines long; none if all is as expected
     * @param warnings what may be a mistake and fails nothing
     */
    public record Result(List<String> failures, List<String> warnings) {

        /** Copies. */
        public Result {
            failures = List.copyOf(failures);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Runs the tests of a file.
     *
     * @param names which tests, by their names
     * @throws IOException if the file, or a rule file, cannot be read
     */
    public Result run(Path file, Predicate<String> names) throws IOException {
        List<String> warnings = new ArrayList<>();
        try {
            TestFile tests = new TestFileReader(parserOptions).read(file);
            Set<Path> ruleFiles = new LinkedHashSet<>(); // two patterns may match one file
            for (FilePattern pattern : tests.ruleFiles()) {
                List<Path> found = pattern.resolve(file.resolveSibling(""));
                if (found.isEmpty()) {
                    warnings.add("no file matches the pattern " + pattern);
                }
                ruleFiles.addAll(found);
            }
            return new Result(failures(tests, ruleFiles, names), warnings);
        } catch (MalformedFileException malformed) {
            return new Result(malformed.lines(), warnings);
        }
    }

    private List<String> failures(TestFile tests, Set<Path> ruleFiles, Predicate<String> names)
            throws IOException, MalformedFileException {
        List<TestFile.TestGroup> chosen =
                tests.tests().stream().filter(test -> names.test(test.name())).toList();
        if (chosen.isEmpty()) {
            return List.of();
        }
        List<RuleGroup> groups = groups(ruleFiles, tests.groupOrder());
        List<String> failures = new ArrayList<>();
        for (TestFile.TestGroup test : chosen) {
            failures.addAll(new TestGroupRun(tests, test, groups, parserOptions, engineOptions).failures());
        }
        return failures;
    }

    private List<RuleGroup> groups(Set<Path> files, List<String> order) throws IOException, MalformedFileException {
        List<RuleGroup> groups = new ArrayList<>();
        for (Path file : files) {
            RuleFile rules = ruleFileReader.read(file);
            groups.addAll(rules.groups());
        }
        // promtool's order: a group that is not named has the number of the first that is
        groups.sort(Comparator.comparingInt(group -> Math.max(0, order.indexOf(group.name()))));
        return groups;
    }
}
