package dev.bellwether.alerting.rulebook;

import static java.util.Objects.requireNonNull;

import dev.bellwether.alerting.rulebook.FileVersion.Origin;
import dev.bellwether.promql.eval.Demand;
import dev.bellwether.promql.eval.EngineOptions;
import dev.bellwether.promql.eval.EvaluationException;
import dev.bellwether.promql.labels.LabelMatcher;
import dev.bellwether.promql.rules.Rule;
import dev.bellwether.promql.rules.RuleFile;
import dev.bellwether.promql.rules.RuleFileReader;
import dev.bellwether.promql.rules.RuleGroup;
import dev.bellwether.promql.syntax.ParserOptions;
import dev.bellwether.promql.yaml.MalformedFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads rule files as standing queries: what Prometheus takes, less what cannot be answered from a log. */
public final class RuleReading {

    private final RulebookConfig config;
    private final ParserOptions parserOptions;
    private final EngineOptions engineOptions;

    public RuleReading(RulebookConfig config) {
        this.config = requireNonNull(config, "config");
        this.parserOptions = ParserOptions.DEFAULT;
        this.engineOptions = config.engineOptions();
    }

    /**
     * A version of a file.
     *
     * @param file its name
     * @param since log time at which it takes effect
     * @throws MalformedFileException with all that Prometheus would refuse
     * @throws UnansweredRulesException with all that Prometheus would take, and cannot be evaluated here
     */
    public FileVersion read(String file, String text, long since, Origin origin)
            throws MalformedFileException, UnansweredRulesException {
        RuleFile parsed = new RuleFileReader(parserOptions).parse(file, text);
        List<String> problems = new ArrayList<>();
        List<LiveGroup> groups = live(file, parsed, since, problems);
        if (!problems.isEmpty()) {
            throw new UnansweredRulesException(file, problems);
        }
        return new FileVersion(file, since, text, origin, groups);
    }

    /** All in a file that cannot be evaluated here, one for each rule, with its group and name. */
    public List<String> unanswered(RuleFile parsed) {
        List<String> problems = new ArrayList<>();
        live("any", parsed, 0, problems);
        return problems;
    }

    private List<LiveGroup> live(String file, RuleFile parsed, long since, List<String> problems) {
        List<LiveGroup> groups = new ArrayList<>();
        for (RuleGroup group : parsed.groups()) {
            groups.add(live(new GroupKey(file, group.name()), group, since, problems));
        }
        return groups;
    }

    /** The version that ends a file. */
    public static FileVersion removal(String file, long since, Origin origin) {
        return new FileVersion(file, since, "", origin, List.of());
    }

    private LiveGroup live(GroupKey key, RuleGroup group, long since, List<String> problems) {
        Duration interval = group.interval().orElse(config.evaluationInterval());
        if (interval.toMillis() < 1 || interval.compareTo(config.maxRange()) > 0) {
            problems.add("group \"" + key.group() + "\": interval " + interval
                    + " (expected: up to alerting.max-range, " + config.maxRange() + ")");
        }
        Duration offset = group.queryOffset().orElse(Duration.ZERO);
        Set<List<LabelMatcher>> matchers = new LinkedHashSet<>();
        Duration reach = Duration.ZERO;
        for (Rule rule : group.rules()) {
            Optional<Demand> demand = demand(rule, problems, key);
            if (demand.isPresent()) {
                demand.get().selections().forEach(selection -> matchers.add(selection.matchers()));
                Duration back = reach(rule, demand.get(), problems, key).plus(offset);
                reach = back.compareTo(reach) > 0 ? back : reach;
            }
        }
        return new LiveGroup(key, group, GroupText.hash(group), since, since, interval, matchers, reach);
    }

    private Optional<Demand> demand(Rule rule, List<String> problems, GroupKey key) {
        try {
            return Optional.of(Demand.of(rule.expression(), engineOptions));
        } catch (EvaluationException e) {
            problems.add(where(rule, key) + e.getMessage());
            return Optional.empty();
        }
    }

    private Duration reach(Rule rule, Demand demand, List<String> problems, GroupKey key) {
        Optional<Duration> reach = demand.reach();
        if (reach.isEmpty()) {
            problems.add(where(rule, key) + "looks at a fixed time (@), of which nothing is kept; use offset");
            return Duration.ZERO;
        }
        if (reach.get().compareTo(config.maxRange()) > 0) {
            problems.add(where(rule, key) + "looks back " + reach.get() + ", lookback included, which is more than "
                    + "alerting.max-range, " + config.maxRange() + "; record a rule over shorter ranges, or raise it");
        }
        return reach.get();
    }

    private static String where(Rule rule, GroupKey key) {
        return "group \"" + key.group() + "\", rule \"" + rule.name() + "\": ";
    }
}
