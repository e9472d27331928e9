package dev.bellwether.promql.unittest;

import static java.util.Objects.requireNonNull;

import dev.bellwether.promql.storage.SeriesDescription;
import dev.bellwether.promql.syntax.ParseException;
import dev.bellwether.promql.syntax.Parser;
import dev.bellwether.promql.syntax.ParserOptions;
import dev.bellwether.promql.text.GoFloats;
import dev.bellwether.promql.unittest.TestFile.External;
import dev.bellwether.promql.unittest.TestFile.Input;
import dev.bellwether.promql.unittest.TestFile.TestGroup;
import dev.bellwether.promql.yaml.MalformedFileException;
import dev.bellwether.promql.yaml.Place;
import dev.bellwether.promql.yaml.Problems;
import dev.bellwether.promql.yaml.YamlFile;
import dev.bellwether.promql.yaml.YamlMapping;
import dev.bellwether.promql.yaml.YamlNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads files of tests, strictly: whatever is wrong in a file is told at once. */
public final class TestFileReader {

    private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);

    private final Parser parser;

    /** A reader of expressions with these options. */
    public TestFileReader(ParserOptions options) {
        this.parser = new Parser(requireNonNull(options, "options"));
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read
     * @throws MalformedFileException with all that is wrong in it
     */
    public TestFile read(Path file) throws IOException, MalformedFileException {
        return parse(file.toString(), YamlFile.read(file));
    }

    /**
     * Reads the text of a file.
     *
     * @param file how messages call it
     * @throws MalformedFileException with all that is wrong in it
     */
    public TestFile parse(String file, String text) throws MalformedFileException {
        Problems problems = new Problems();
        Optional<TestFile> read = YamlFile.parse(text, problems).map(root -> file(root, problems));
        if (!problems.isEmpty()) {
            throw new MalformedFileException(file, problems.sorted());
        }
        return read.orElse(new TestFile(List.of(), DEFAULT_INTERVAL, List.of(), false, List.of()));
    }

    private TestFile file(YamlNode root, Problems problems) {
        YamlMapping mapping = YamlMapping.of(root, "test file", problems);
        Duration interval = interval(mapping, "evaluation_interval").orElse(DEFAULT_INTERVAL);
        List<String> order = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (YamlNode group : mapping.list("group_eval_order")) {
            String name = text(group, "group_eval_order", problems);
            order.add(name);
            if (!named.add(name)) {
                problems.add(group.place(), "group name repeated in evaluation order: " + name);
            }
        }
        List<FilePattern> ruleFiles = new ArrayList<>();
        mapping.list("rule_files").forEach(pattern -> pattern(pattern, problems).ifPresent(ruleFiles::add));
        List<TestGroup> tests = new ArrayList<>();
        mapping.list("tests").forEach(test -> tests.add(test(test, interval, problems)));
        TestFile file = new TestFile(ruleFiles, interval, order, mapping.truth("fuzzy_compare"), tests);
        mapping.refuseOthers();
        return file;
    }

    private static Optional<Duration> interval(YamlMapping mapping, String key) {
        return mapping.duration(key).filter(interval -> !interval.isZero());
    }

    private static String text(YamlNode node, String key, Problems problems) {
        if (node.text().isEmpty()) {
            problems.add(node.place(), "'" + key + "': expected a list of texts");
        }
        return node.text().orElse("");
    }

    private static Optional<FilePattern> pattern(YamlNode node, Problems problems) {
        try {
            return Optional.of(FilePattern.parse(text(node, "rule_files", problems)));
        } catch (IllegalArgumentException malformed) {
            problems.add(node.place(), "'rule_files': " + malformed.getMessage());
            return Optional.empty();
        }
    }

    private TestGroup test(YamlNode node, Duration evaluationInterval, Problems problems) {
        YamlMapping mapping = YamlMapping.of(node, "test", problems);
        String name = mapping.text("name").orElse("");
        Duration interval = interval(mapping, "interval").orElse(evaluationInterval);
        Instant start = mapping.parsed("start_timestamp", TestFileReader::time).orElse(Instant.EPOCH);
        List<SeriesDescription> series = new ArrayList<>();
        mapping.list("input_series").forEach(input -> series(input, problems).ifPresent(series::add));
        Map<String, String> externalLabels = new LinkedHashMap<>();
        mapping.texts("external_labels")
                .forEach(
                        (label, value) -> externalLabels.put(label, value.text().orElse("")));
        External external =
                new External(externalLabels, mapping.text("external_url").orElse(""));
        ExpectationReader expectations = new ExpectationReader(parser, problems);
        TestGroup group = new TestGroup(name, new Input(start, interval, series), expectations.read(mapping), external);
        mapping.refuseOthers();
        return group;
    }

    /** Seconds since 1970, or RFC 3339. */
    private static Instant time(String text) {
        try {
            double seconds = GoFloats.parse(text);
            return Instant.ofEpochMilli(Math.round(seconds * 1000));
        } catch (NumberFormatException noNumber) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeParseException malformed) {
                throw new IllegalArgumentException("cannot parse \"" + text + "\" to a valid timestamp", malformed);
            }
        }
    }

    private Optional<SeriesDescription> series(YamlNode node, Problems problems) {
        YamlMapping mapping = YamlMapping.of(node, "series", problems);
        Place place = mapping.placeOf("series");
        String labels = mapping.text("series").orElse("");
        String values = mapping.text("values").orElse("");
        mapping.refuseOthers();
        try {
            return Optional.of(SeriesDescription.parse(parser, labels + " " + values));
        } catch (ParseException | IllegalArgumentException malformed) {
            problems.add(place, "series " + labels + " " + values + ": " + malformed.getMessage());
            return Optional.empty();
        }
    }
}
