package dev.bellwether.alerting.evaluate;

import dev.bellwether.observation.meter.Catalogue;
import dev.bellwether.observation.meter.Count;
import dev.bellwether.observation.meter.Counts;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/** Counts what the evaluation of rules does. Batches that came = kept + unknown. */
final class RuleMeters {

    private final Count kept;
    private final Count unknown;
    private final Count done;
    private final Count failed;
    private final Count full;
    private final Count warming;
    private final Map<AlertNews.Kind, Count> transitions = new EnumMap<>(AlertNews.Kind.class);

    RuleMeters(Counts counts) {
        kept = counts.of(Catalogue.Rules.BATCHES, "kept");
        unknown = counts.of(Catalogue.Rules.BATCHES, "unknown");
        done = counts.of(Catalogue.Rules.EVALUATIONS, "done");
        failed = counts.of(Catalogue.Rules.EVALUATIONS, "failed");
        full = counts.of(Catalogue.Rules.SLOTS, "full");
        warming = counts.of(Catalogue.Rules.SLOTS, "warming");
        for (AlertNews.Kind kind : AlertNews.Kind.values()) {
            if (kind.isTransition()) {
                transitions.put(
                        kind, counts.of(Catalogue.Rules.TRANSITIONS, kind.name().toLowerCase(Locale.ROOT)));
            }
        }
    }

    void batch(boolean isKept) {
        (isKept ? kept : unknown).increment();
    }

    void slot(boolean isWarming) {
        (isWarming ? warming : full).increment();
    }

    void rule(boolean hasFailed) {
        (hasFailed ? failed : done).increment();
    }

    void transition(AlertNews.Kind kind) {
        Count count = transitions.get(kind);
        if (count != null) {
            count.increment();
        }
    }
}
