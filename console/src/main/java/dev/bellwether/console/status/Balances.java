package dev.bellwether.console.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Does it add up? What goes into a stage must come out of it, or be counted as refused with its reason. A difference that
 * stays is a loss; one that comes and goes is what is on its way.
 */
public final class Balances {

    /** The stages of Bellwether, by the names of their counters. A stage that does not run in this process is left out. */
    public static final Balances STANDARD = new Balances(List.of(
            new Balance(
                    "ingest",
                    "spans, data points and log records received = appended + rejected",
                    List.of(new Term("received", "bellwether.ingest.received", Map.of(), null)),
                    List.of(
                            new Term("appended", "bellwether.ingest.appended", Map.of(), null),
                            new Term("rejected", "bellwether.ingest.rejected", Map.of(), "reason"))),
            new Balance(
                    "windows",
                    "entry spans folded = applied to a window + late",
                    List.of(new Term("folded", "bellwether.fold.spans", Map.of("kind", "entry"), null)),
                    List.of(
                            new Term("applied", "bellwether.windows.calls", Map.of("result", "applied"), null),
                            new Term("late", "bellwether.windows.calls", Map.of("result", "late"), null)))));

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final List<Balance> balances;

    Balances(List<Balance> balances) {
        this.balances = List.copyOf(balances);
    }

    /**
     * One stage.
     *
     * @param name of the stage
     * @param rule what should be equal, in words
     * @param in what goes in
     * @param out where it goes
     */
    record Balance(String name, String rule, List<Term> in, List<Term> out) {}

    /**
     * The sum of some counters.
     *
     * @param label what it is called
     * @param meter name of the counters
     * @param tags that the counters must have
     * @param splitBy tag by which the sum is shown in parts; null where it is not
     */
    record Term(
            String label,
            String meter,
            Map<String, String> tags,
            @Nullable String splitBy) {}

    /** One object a stage: its terms, and the difference between what went in and what came out. */
    public ArrayNode toTree(MeterRegistry meters) {
        ArrayNode array = NODES.arrayNode();
        for (Balance balance : balances) {
            if (balance.in().stream().anyMatch(term -> !counters(term, meters).isEmpty())) {
                array.add(toTree(balance, meters));
            }
        }
        return array;
    }

    private static ObjectNode toTree(Balance balance, MeterRegistry meters) {
        ObjectNode tree = NODES.objectNode().put("stage", balance.name()).put("rule", balance.rule());
        long in = add(tree, balance.in(), meters);
        long out = add(tree, balance.out(), meters);
        return tree.put("difference", in - out);
    }

    private static long add(ObjectNode tree, List<Term> terms, MeterRegistry meters) {
        long sum = 0;
        for (Term term : terms) {
            List<Counter> counters = counters(term, meters);
            long value =
                    Math.round(counters.stream().mapToDouble(Counter::count).sum());
            sum += value;
            tree.put(term.label(), value);
            if (term.splitBy() != null) {
                ObjectNode parts = tree.putObject(term.label() + "By");
                split(counters, term.splitBy()).forEach(parts::put);
            }
        }
        return sum;
    }

    private static Map<String, Long> split(List<Counter> counters, String tag) {
        Map<String, Long> parts = new TreeMap<>();
        for (Counter counter : counters) {
            String value = counter.getId().getTag(tag);
            parts.merge(value == null ? "" : value, Math.round(counter.count()), Long::sum);
        }
        return parts;
    }

    private static List<Counter> counters(Term term, MeterRegistry meters) {
        return meters.find(term.meter()).counters().stream()
                .filter(counter -> term.tags().entrySet().stream()
                        .allMatch(tag -> tag.getValue().equals(counter.getId().getTag(tag.getKey()))))
                .toList();
    }
}
