package dev.bellwether.alerting.rulefile;

import static java.util.Objects.requireNonNull;

import dev.bellwether.alerting.rulebook.RuleReading;
import dev.bellwether.alerting.rulebook.RulebookConfig;
import dev.bellwether.promql.yaml.MalformedFileException;
import dev.bellwether.promql.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rule files that the configuration of a process names: {@code alerting.rules.files}. On the log each is known by the last part of its path. */
public final class RuleFiles {

    private static final Logger log = LoggerFactory.getLogger(RuleFiles.class);
    private static final String SETTING = "alerting.rules.files";

    private final List<String> patterns;
    private final RuleReading reading;

    /**
     * The files of these patterns.
     *
     * @param patterns paths, whose parts may have {@code *}, {@code ?} and {@code [abc]}
     */
    public RuleFiles(Collection<String> patterns, RulebookConfig config) {
        this.patterns = List.copyOf(patterns);
        this.reading = new RuleReading(requireNonNull(config, "config"));
    }

    /**
     * Their present texts, by name.
     *
     * @throws RuleFilesException with all that is wrong, if anything is
     */
    public Map<String, String> read() throws RuleFilesException {
        List<String> problems = new ArrayList<>();
        Map<String, Path> byName = new TreeMap<>();
        for (Path path : paths(problems)) {
            String name = String.valueOf(path.getFileName());
            Path other = byName.putIfAbsent(name, path);
            if (other != null) {
                problems.add(SETTING + ": " + other + " and " + path
                        + " have the same name, by which a rule file is known: rename one of them");
            }
        }
        Map<String, String> texts = new TreeMap<>();
        byName.forEach((name, path) -> texts.put(name, text(name, path, problems)));
        if (!problems.isEmpty()) {
            throw new RuleFilesException(problems);
        }
        return texts;
    }

    private Set<Path> paths(List<String> problems) {
        Set<Path> paths = new LinkedHashSet<>();
        for (String pattern : patterns) {
            try {
                List<Path> found = Globs.files(pattern);
                found.forEach(path -> paths.add(path.normalize()));
                if (found.isEmpty() && Globs.isPattern(pattern)) {
                    log.warn("{}: {} stands for no file", SETTING, pattern);
                } else if (found.isEmpty()) {
                    problems.add(SETTING + ": " + pattern + ": no such file");
                }
            } catch (IOException | IllegalArgumentException e) {
                problems.add(SETTING + ": " + pattern + ": " + e.getMessage());
            }
        }
        return paths;
    }

    /** Its text; of one that cannot be used, which is told, whatever could be read. */
    private String text(String name, Path path, List<String> problems) {
        RuleText rules = new RuleText(name, "");
        problems.addAll(RuleText.nameProblems(name));
        try {
            rules = new RuleText(name, YamlFile.read(path));
            if (rules.isTooLarge()) {
                problems.add(rules.tooLarge(path.toString()));
            } else if (RuleText.nameProblems(name).isEmpty()) {
                problems.addAll(rules.problems(reading, path.toString()));
            }
        } catch (MalformedFileException e) {
            problems.addAll(e.lines());
        } catch (IOException e) {
            problems.add(path + ": cannot be read: " + e.getMessage());
        }
        return rules.text();
    }
}
