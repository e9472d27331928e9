package dev.bellwether.console.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bellwether.observation.meter.Catalogue.Enrichment;
import dev.bellwether.observation.meter.Catalogue.Fold;
import dev.bellwether.observation.meter.Catalogue.Ingest;
import dev.bellwether.observation.meter.Catalogue.Logs;
import dev.bellwether.observation.meter.Catalogue.Streams;
import dev.bellwether.observation.meter.Catalogue.Windows;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/**
 * Does it add up? What goes into a stage must come out of it, or be counted as refused with its reason. A difference that
 * stays is a loss; one that comes and goes is what is on its way. These are counts of this process since it started, of work
 * whose transaction was committed. Stages are not held against each other: after a restart a stage goes on with what an earlier
 * process left on its topic, so that exactness from end to end is proven on the topics, not here.
 */
public final class Balances {

    /** The stages of Bellwether, by the names of their counters. A stage that does not run in this process is left out. */
    public static final Balances STANDARD = new Balances(List.of(
            new Balance(
                    "ingest-requests",
                    "requests: received = appended + rejected",
                    Tally.of("received", Ingest.RECEIVED_REQUESTS),
                    List.of(
                            Tally.of("appended", Ingest.APPENDED_REQUESTS),
                            Tally.split("rejected", Ingest.REJECTED_REQUESTS, "reason"))),
            new Balance(
                    "ingest-items",
                    "spans, data points and log records: received = appended + rejected",
                    Tally.of("received", Ingest.RECEIVED_ITEMS),
                    List.of(
                            Tally.of("appended", Ingest.APPENDED_ITEMS),
                            Tally.split("rejected", Ingest.REJECTED_ITEMS, "reason"))),
            new Balance(
                    "enrichment",
                    "resources that a pod was looked for: read = results",
                    Tally.of("read", Enrichment.READ_RESOURCES),
                    List.of(Tally.split("results", Enrichment.RESOURCES, "result"))),
            new Balance(
                    "enriched-records",
                    "records of raw topics that are written enriched: read = results",
                    Tally.of("read", Enrichment.READ_RECORDS),
                    List.of(Tally.split("results", Enrichment.RECORDS, "result"))),
            new Balance(
                    "fold-records",
                    "records of the raw trace topic: read = folded + duplicate + dead letters",
                    Tally.of("read", Fold.READ_RECORDS),
                    List.of(
                            Tally.of("folded", Fold.RECORDS, "result", "folded"),
                            Tally.of("duplicate", Fold.RECORDS, "result", "duplicate"),
                            Tally.of("deadLetters", Streams.DEAD_LETTERS, "application", "fold"))),
            new Balance(
                    "fold-spans",
                    "spans of the folded records: read = entry + other",
                    Tally.of("read", Fold.READ_SPANS),
                    List.of(
                            Tally.of("entry", Fold.SPANS, "kind", "entry"),
                            Tally.of("other", Fold.SPANS, "kind", "other"))),
            new Balance(
                    "fold-logs-records",
                    "records of the raw topic of logs: read = folded + duplicate + dead letters",
                    Tally.of("read", Logs.READ_REQUESTS),
                    List.of(
                            Tally.of("folded", Logs.REQUESTS, "result", "folded"),
                            Tally.of("duplicate", Logs.REQUESTS, "result", "duplicate"),
                            Tally.of("deadLetters", Streams.DEAD_LETTERS, "application", "fold-logs"))),
            new Balance(
                    "logs-by-severity",
                    "log records of the folded requests: read = sum by severity",
                    Tally.of("read", Logs.READ_RECORDS),
                    List.of(Tally.split("severities", Logs.RECORDS, "severity"))),
            new Balance(
                    "logs-by-message",
                    "log records of the folded requests: read = under a template + beyond the limit + without a message",
                    Tally.of("read", Logs.READ_RECORDS),
                    List.of(Tally.split("messages", Logs.MESSAGES, "result"))),
            new Balance(
                    "windows",
                    "entry spans: read = applied to a window + late + of services too many",
                    Tally.of("read", Windows.READ_CALLS),
                    List.of(
                            Tally.of("applied", Windows.CALLS, "result", "applied"),
                            Tally.of("late", Windows.CALLS, "result", "late"),
                            Tally.of("tooManyServices", Windows.CALLS, "result", "too_many_services")))));

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
