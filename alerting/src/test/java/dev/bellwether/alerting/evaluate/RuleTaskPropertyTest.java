package dev.bellwether.alerting.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.evaluate.GroupRun.Evaluated;
import dev.bellwether.alerting.rulebook.FileVersion.Origin;
import dev.bellwether.alerting.rulebook.GroupKey;
import dev.bellwether.alerting.rulebook.RuleReading;
import dev.bellwether.alerting.rulebook.Rulebook;
import dev.bellwether.alerting.rulebook.RulebookConfig;
import dev.bellwether.facts.SampleBatch;
import dev.bellwether.promql.labels.Labels;
import dev.bellwether.promql.rules.Alert;
import dev.bellwether.promql.rules.GroupState;
import dev.bellwether.promql.rules.RuleEnvironment;
import dev.bellwether.promql.storage.StaleMarker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever comes, in whatever order the partitions are read, and wherever a process is killed: every slot gives what the engine gives over
 * all that was appended by then.
 */
final class RuleTaskPropertyTest {

    private static final long START = 1_700_000_000_000L;
    private static final long END = START + 120_000;
    private static final int SOURCES = 3;

    private static final RulebookConfig RULES =
            new RulebookConfig(Duration.ofSeconds(5), Duration.ofMinutes(10), Duration.ofSeconds(3));
    private static final EvaluationConfig CONFIG = new EvaluationConfig(
            RULES,
            RuleEnvironment.DEFAULT,
            Duration.ofMillis(500),
            Duration.ofSeconds(10),
            "prometheus_samples",
            1_000_000,
            Duration.ofMinutes(10));

    private static final List<String> EXPRESSIONS = List.of(
            "requests_total",
            "rate(requests_total[30s])",
            "sum by (job) (rate(requests_total[20s])) > 1",
            "max_over_time(temperature[15s]) > 50",
            "temperature > 60 and on (job) up == 1",
            "absent(temperature{job=\"a\"})",
            "avg_over_time(temperature[10s] offset 5s)",
            "max_over_time(sum(temperature)[20s:5s])",
            "changes(up[40s]) > 0",
            "{__name__=~\"tempe.*\",job!=\"b\"} > 40");

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everySlot_isWhatTheEngineGivesOverAllThatWasAppendedByThen(int seed) throws Exception {
        Random random = new Random(seed);
        Rulebook book = book(random);
        List<SampleBatch> log = log(random);
        BatchOracle oracle = new BatchOracle(CONFIG, book);
        log.forEach(batch -> batch.getSeries()
                .forEach(series -> oracle.sample(
                        Labels.of(series.getLabels()),
                        series.getSamples().get(0).getTime().toEpochMilli(),
                        series.getSamples().get(0).getValue(),
                        batch.getLogTime().toEpochMilli())));

        Map<Long, Map<GroupKey, GroupState>> actual = new Replay(book, log, random).run();

        assertThat(texts(actual)).isEqualTo(texts(oracle.run(START - 1, END - 1_000)));
    }

    /** Some groups that look at samples, and some that look at what others record. */
    private static Rulebook book(Random random) throws Exception {
        StringBuilder text = new StringBuilder("groups:\n");
        int groups = 1 + random.nextInt(4);
        for (int group = 0; group < groups; group++) {
            text.append("- name: g").append(group).append("\n  interval: ");
            text.append(List.of("1s", "2s", "5s").get(random.nextInt(3))).append("\n  rules:\n");
            int rules = 1 + random.nextInt(3);
            for (int rule = 0; rule < rules; rule++) {
                String expression = random.nextInt(3) == 0
                        ? String.format(
                                List.of("%s > 0", "sum_over_time(%s[12s])").get(random.nextInt(2)),
                                "recorded:g" + random.nextInt(groups) + ":" + random.nextInt(3))
                        : EXPRESSIONS.get(random.nextInt(EXPRESSIONS.size()));
                if (random.nextBoolean()) {
                    text.append("  - record: recorded:g")
                            .append(group)
                            .append(':')
                            .append(rule);
                    text.append("\n    expr: ").append(quoted(expression)).append('\n');
                } else {
                    text.append("  - alert: A")
                            .append(rule)
                            .append("\n    expr: ")
                            .append(quoted(expression));
                    text.append("\n    for: ").append(random.nextInt(8)).append("s\n    keep_firing_for: ");
                    text.append(random.nextInt(5)).append("s\n    labels: {severity: page}\n    annotations:\n");
                    text.append("      summary: \"{{ $labels }} is {{ $value }}\"\n");
                }
            }
        }
        return Rulebook.EMPTY.with(new RuleReading(RULES).read("random.yml", text.toString(), START - 1, Origin.API));
    }

    private static String quoted(String expression) {
        return "'" + expression + "'";
    }

    /** Series with gaps, resets, ends, late samples and two that claim the same time. */
    private static List<SampleBatch> log(Random random) {
        List<SampleBatch> log = new ArrayList<>();
        for (String metric : List.of("requests_total", "temperature", "up")) {
            for (String job : List.of("a", "b")) {
                Labels labels = Labels.of("__name__", metric, "job", job);
                double counter = 0;
                for (long time = START + random.nextInt(3_000); time < END; time += 500 + random.nextInt(3_000)) {
                    counter = random.nextInt(15) == 0 ? 0 : counter + random.nextInt(10);
                    double value = switch (metric) {
                        case "requests_total" -> counter;
                        case "up" -> random.nextInt(5) == 0 ? 0 : 1;
                        default -> random.nextInt(100);
                    };
                    boolean ends = random.nextInt(20) == 0;
                    long late = random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(300);
                    add(log, random, labels, time, ends ? StaleMarker.VALUE : value, time + late);
                    if (random.nextInt(25) == 0) {
                        add(log, random, labels, time, value + 1, time + random.nextInt(5_000));
                    }
                    time += ends ? 10_000 : 0;
                }
            }
        }
        return log;
    }

    private static void add(
            List<SampleBatch> log, Random random, Labels labels, long time, double value, long logTime) {
        log.add(Batch.of(
                "otlp_metrics", random.nextInt(SOURCES), log.size(), logTime, Batch.series(labels, time, value)));
    }

    /** Reads a log as partitions that are not read at the same pace, and begins anew from the stores now and then. */
    private static final class Replay {

        private final Rulebook book;
        private final Random random;
        private final List<List<SampleBatch>> partitions = new ArrayList<>();
        private final MemoryGroupStore store = new MemoryGroupStore();
        private final Map<Long, Map<GroupKey, GroupState>> results = new TreeMap<>();
        private final List<SampleBatch> recorded = new ArrayList<>();
        private final List<GroupKey> readers = new ArrayList<>();
        private RuleTask task = open();

        Replay(Rulebook book, List<SampleBatch> log, Random random) {
            this.book = book;
            this.random = random;
            for (int source = 0; source < SOURCES; source++) {
                int partition = source;
                List<SampleBatch> of = new ArrayList<>(log.stream()
                        .filter(batch -> batch.getSourcePartition() == partition)
                        .toList());
                of.sort((a, b) -> a.getLogTime().compareTo(b.getLogTime()));
                partitions.add(of);
            }
        }

        private RuleTask open() {
            return new RuleTask(CONFIG, store, group -> true);
        }

        Map<Long, Map<GroupKey, GroupState>> run() {
            task.evaluate(START, book, 1_000, this::evaluated);
            int[] next = new int[SOURCES];
            while (!done(next)) {
                int source = random.nextInt(SOURCES);
                for (int burst = random.nextInt(30);
                        burst > 0 && next[source] < partitions.get(source).size();
                        burst--) {
                    arrive(partitions.get(source).get(next[source]++));
                }
                if (random.nextInt(10) == 0) {
                    task = open();
                }
                work(clock(next));
            }
            work(END);
            return results;
        }

        private boolean done(int... next) {
            return IntStream.range(0, SOURCES)
                    .allMatch(source -> next[source] == partitions.get(source).size());
        }

        /** All before it has come, of every source. */
        private long clock(int... next) {
            return IntStream.range(0, SOURCES)
                    .mapToLong(source -> next[source] == partitions.get(source).size()
                            ? END
                            : partitions
                                    .get(source)
                                    .get(next[source])
                                    .getLogTime()
                                    .toEpochMilli())
                    .min()
                    .orElseThrow();
        }

        private void arrive(SampleBatch batch) {
            Labels labels = Labels.of(batch.getSeries().get(0).getLabels());
            book.at(batch.getLogTime().toEpochMilli())
                    .index()
                    .readers(labels::get)
                    .forEach(group -> task.arrive(group, batch, book));
        }

        private void work(long clock) {
            boolean more = true;
            while (more) {
                more = task.evaluate(clock, book, 1 + random.nextInt(20), this::evaluated) || !recorded.isEmpty();
                for (int i = 0; i < recorded.size(); i++) {
                    task.arrive(readers.get(i), recorded.get(i), book);
                }
                recorded.clear();
                readers.clear();
            }
        }

        private void evaluated(GroupKey group, Evaluated evaluated) {
            RuleMemory memory = store.memory(group);
            GroupState state = memory.carriedTo(
                            book.at(evaluated.slot()).group(group).orElseThrow().group())
                    .state();
            assertThat(results.computeIfAbsent(evaluated.slot(), slot -> new TreeMap<>())
                            .put(group, state))
                    .as("%s at %s was evaluated before", group, evaluated.slot())
                    .isNull();
            evaluated.recorded().forEach((reader, batch) -> {
                readers.add(reader);
                recorded.add(batch);
            });
        }
    }

    /** Values of alerts as they are written, so that not a number is equal to itself. */
    private static List<String> texts(Map<Long, Map<GroupKey, GroupState>> results) {
        List<String> texts = new ArrayList<>();
        results.forEach((slot, groups) -> groups.forEach((group, state) -> {
            if (slot <= END - 1_000) {
                for (int rule = 0; rule < state.rules().size(); rule++) {
                    texts.add((slot - START) + " " + group + " " + rule + " "
                            + new TreeMap<>(state.rules().get(rule).alerts())
                                    .values().stream()
                                            .map(RuleTaskPropertyTest::text)
                                            .toList()
                            + " " + new TreeSet<>(state.rules().get(rule).written())
                            + " " + state.rules().get(rule).failure().orElse(""));
                }
            }
        }));
        return Collections.unmodifiableList(texts);
    }

    private static String text(Alert alert) {
        return alert.labels() + " " + new TreeMap<>(alert.annotations()) + " " + alert.state() + " " + alert.value()
                + " " + alert.activeAt() + " " + alert.firedAt() + " " + alert.resolvedAt();
    }
}
