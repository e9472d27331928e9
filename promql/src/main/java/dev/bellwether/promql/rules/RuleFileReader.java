package dev.bellwether.promql.rules;

import static java.util.Objects.requireNonNull;

import dev.bellwether.promql.labels.LabelNames;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.syntax.ParserOptions;
import dev.bellwether.promql.text.GoStrings;
import dev.bellwether.promql.yaml.MalformedFileException;
import dev.bellwether.promql.yaml.Place;
import dev.bellwether.promql.yaml.Problems;
import dev.bellwether.promql.yaml.UnknownFields;
import dev.bellwether.promql.yaml.YamlFile;
import dev.bellwether.promql.yaml.YamlMapping;
import dev.bellwether.promql.yaml.YamlNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads Prometheus' rule files, strictly: whatever is wrong in a file is told at once. */
public final class RuleFileReader {

    /** Digits of the largest number that 64 bits hold. */
    private static final int LONGEST_LIMIT = 19;

    private final ParserOptions options;
    private final UnknownFields unknownFields;

    /** A reader of expressions with these options, which refuses fields that nobody knows. */
    public RuleFileReader(ParserOptions options) {
        this(options, UnknownFields.REFUSED);
    }

    /**
     * A reader of expressions with these options.
     *
     * @param unknownFields what becomes of fields that nobody knows
     */
    public RuleFileReader(ParserOptions options, UnknownFields unknownFields) {
        this.options = requireNonNull(options, "options");
        this.unknownFields = requireNonNull(unknownFields, "unknownFields");
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read
     * @throws MalformedFileException with all that is wrong in it
     */
    public RuleFile read(Path file) throws IOException, MalformedFileException {
        return parse(file.toString(), YamlFile.read(file));
    }

    /**
     * Reads the text of a file.
     *
     * @param file how messages call it
     * @throws MalformedFileException with all that is wrong in it
     */
    public RuleFile parse(String file, String text) throws MalformedFileException {
        Problems problems = new Problems(unknownFields);
        List<RuleGroup> groups = new ArrayList<>();
        YamlFile.parse(text, problems).ifPresent(root -> {
            YamlMapping mapping = YamlMapping.of(root, "rule file", problems);
            Map<String, Place> names = new HashMap<>();
            mapping.list("groups").forEach(group -> groups.add(group(group, names, problems)));
            mapping.refuseOthers();
        });
        if (!problems.isEmpty()) {
            throw new MalformedFileException(file, problems.sorted());
        }
        return new RuleFile(groups);
    }

    private RuleGroup group(YamlNode node, Map<String, Place> names, Problems problems) {
        YamlMapping mapping = YamlMapping.of(node, "rule group", problems);
        Place namePlace = mapping.placeOf("name");
        String name = mapping.text("name").orElse("");
        Place earlier = names.putIfAbsent(name, namePlace);
        if (name.isEmpty()) {
            problems.add(namePlace, "the group has no 'name'");
        } else if (earlier != null) {
            problems.add(namePlace, "group " + GoStrings.quote(name) + " stands already at line " + earlier.line());
        }
        Map<String, YamlNode> labels = mapping.texts("labels");
        labels.forEach((label, value) -> checkLabel(label, value, "group " + GoStrings.quote(name), problems));
        RuleReader reader = new RuleReader(options, problems, name, labels);
        List<Rule> rules = new ArrayList<>();
        int number = 1;
        for (YamlNode rule : mapping.list("rules")) {
            reader.read(rule, number++).ifPresent(rules::add);
        }
        RuleGroup group = new RuleGroup(
                name,
                mapping.duration("interval").filter(interval -> !interval.isZero()),
                mapping.duration("query_offset"),
                mapping.number("limit", RuleFileReader::integer).orElse(0L),
                rules);
        mapping.refuseOthers();
        return group;
    }

    static void checkLabel(String name, YamlNode value, String where, Problems problems) {
        if (!LabelNames.isValid(name) || name.equals(Labels.METRIC_NAME)) {
            problems.add(value.place(), where + ": invalid label name: " + GoStrings.quote(name));
        }
    }

    /** As Go's YAML reads integers: decimal, 0x, 0o, 0b, and a fraction is cut off. */
    private static long integer(String text) {
        boolean negative = text.startsWith("-");
        String digits = negative || text.startsWith("+") ? text.substring(1) : text;
        String prefix = digits.length() > 2 ? digits.substring(0, 2).toLowerCase(Locale.ROOT) : "";
        int radix = switch (prefix) {
            case "0x" -> 16;
            case "0o" -> 8;
            case "0b" -> 2;
            default -> 10;
        };
        BigInteger value = radix == 10 ? decimal(digits) : new BigInteger(digits.substring(2), radix);
        if (value.bitLength() > 63) {
            throw new NumberFormatException("too large");
        }
        return negative ? -value.longValue() : value.longValue();
    }

    /** Written out only if that is short: {@code 1e100000000} would take minutes. */
    private static BigInteger decimal(String digits) {
        BigDecimal number = new BigDecimal(digits);
        long digitsBeforeThePoint = (long) number.precision() - number.scale();
        if (number.signum() == 0 || digitsBeforeThePoint <= 0) {
            return BigInteger.ZERO;
        }
        if (digitsBeforeThePoint > LONGEST_LIMIT) {
            throw new NumberFormatException("too large");
        }
        return number.toBigInteger();
    }
}
