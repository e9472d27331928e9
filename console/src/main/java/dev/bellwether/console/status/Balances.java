package dev.bellwether.console.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/**
 * Does it add up? What goes into a stage must come out of it, or be counted as refused with its reason. A difference that
 * stays is a loss; one that comes and goes is what is on its way. These are counts of this process since it started: what
 * a crash undid was counted all the same, so that exactness is proven on the topics, not here.
 */
public final class Balances {

    /** The stages of Bellwether, by the names of their counters. A stage that does not run in this process is left out. */
    public static final Balances STANDARD = new Balances(List.of(
            new Balance(
                    "ingest-requests",
                    "requests: received = appended + rejected",
                    Tally.of("received", "bellwether.ingest.received.requests"),
                    List.of(
                            Tally.of("appended", "bellwether.ingest.appended.requests"),
                            Tally.split("rejected", "bellwether.ingest.rejected.requests", "reason"))),
            new Balance(
                    "ingest-items",
                    "spans, data points and log records: received = appended + rejected",
                    Tally.of("received", "bellwether.ingest.received.items"),
                    List.of(
                            Tally.of("appended", "bellwether.ingest.appended.items"),
                            Tally.split("rejected", "bellwether.ingest.rejected.items", "reason"))),
            new Balance(
                    "windows",
                    "entry spans: folded = applied to a window + late",
                    Tally.of("folded", "bellwether.fold.spans", "kind", "entry"),
                    List.of(
                            Tally.of("applied", "bellwether.windows.calls", "result", "applied"),
                            Tally.of("late", "bellwether.windows.calls", "result", "late")))));

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
    record Balance(String name, String rule, Tally in, List<Tally> out) {}

    /** One object a stage: its terms, and the difference between what went in and what came out. */
    public ArrayNode toTree(MeterRegistry meters) {
        ArrayNode array = NODES.arrayNode();
        balances.stream()
                .filter(balance -> balance.in().isCounted(meters))
                .forEach(balance -> array.add(toTree(balance, meters)));
        return array;
    }

    private static ObjectNode toTree(Balance balance, MeterRegistry meters) {
        ObjectNode tree = NODES.objectNode().put("stage", balance.name()).put("rule", balance.rule());
        long left = balance.in().sum(meters);
        tree.put(balance.in().label(), left);
        for (Tally term : balance.out()) {
            long value = term.sum(meters);
            left -= value;
            tree.put(term.label(), value);
            if (term.splitBy() != null) {
                ObjectNode parts = tree.putObject(term.label() + "By");
                term.parts(meters).forEach(parts::put);
            }
        }
        return tree.put("difference", left);
    }
}
