package dev.bellwether.bench.audit;

import dev.bellwether.facts.OperationDelta;
import dev.bellwether.facts.RedDelta;
import dev.bellwether.facts.RedWindow;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Whether deltas and windows say what the ledger says. Each check returns what is wrong, in words; nothing where all is well. */
public final class WindowAudit {

    private WindowAudit() {}

    /** A request was folded, and no part of it twice: whoever adds the deltas up gets the ledger. */
    public static List<String> ofDeltas(SortedMap<SeriesWindow, Totals> ledger, List<RedDelta> deltas) {
        List<String> findings = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        SortedMap<SeriesWindow, Totals> sums = new TreeMap<>();
        for (RedDelta delta : deltas) {
            String origin = "%s/%d@%d %s %s %s"
                    .formatted(
                            delta.getSourceTopic(),
                            delta.getSourcePartition(),
                            delta.getSourceOffset(),
                            delta.getService(),
                            delta.getVersion(),
                            delta.getWindowStart());
            if (!seen.add(origin)) {
                findings.add("folded twice: " + origin);
            }
            for (OperationDelta operation : delta.getOperations()) {
                sums.merge(
                        SeriesWindow.of(delta, operation.getOperation()),
                        Totals.ofFact(operation.getCalls(), operation.getErrors(), operation.getDurations()),
                        Totals::plus);
            }
        }
        findings.addAll(differences("deltas", ledger, sums));
        return findings;
    }

    /** Each window's revisions are 1, 2, 3 and so on, and the newest says what the ledger says. */
    public static List<String> ofWindows(SortedMap<SeriesWindow, Totals> ledger, List<RedWindow> revisions) {
        List<String> findings = new ArrayList<>();
        Map<SeriesWindow, Integer> last = new TreeMap<>();
        SortedMap<SeriesWindow, Totals> newest = new TreeMap<>();
        for (RedWindow window : revisions) {
            SeriesWindow key = SeriesWindow.of(window);
            int expected = last.getOrDefault(key, 0) + 1;
            if (window.getRevision() != expected) {
                findings.add("%s: revision %d (expected: %d)".formatted(key, window.getRevision(), expected));
            }
            last.put(key, window.getRevision());
            newest.put(key, Totals.ofFact(window.getCalls(), window.getErrors(), window.getDurations()));
        }
        findings.addAll(differences("windows", ledger, newest));
        return findings;
    }

    private static List<String> differences(
            String what, SortedMap<SeriesWindow, Totals> ledger, SortedMap<SeriesWindow, Totals> told) {
        Set<SeriesWindow> all = new TreeSet<>(ledger.keySet());
        all.addAll(told.keySet());
        List<String> differences = new ArrayList<>();
        for (SeriesWindow key : all) {
            Totals expected = ledger.get(key);
            Totals found = told.get(key);
            if (expected == null) {
                differences.add("%s: %s holds %s, which nobody sent".formatted(what, key, found));
            } else if (found == null) {
                differences.add("%s: %s is missing (expected: %s)".formatted(what, key, expected));
            } else if (!found.equals(expected)) {
                String verb = found.calls() < expected.calls()
                        ? "lost"
                        : found.calls() > expected.calls() ? "counted twice" : "counted wrongly";
                differences.add("%s: %s: %d of %d calls %s: %s (expected: %s)"
                        .formatted(
                                what,
                                key,
                                Math.abs(found.calls() - expected.calls()),
                                expected.calls(),
                                verb,
                                found,
                                expected));
            }
        }
        return differences;
    }
}
