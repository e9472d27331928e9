package dev.bellwether.alerting.match;

import dev.bellwether.alerting.rulebook.MatchIndex;
import dev.bellwether.alerting.rulebook.RulebookSource;
import dev.bellwether.facts.SampleBatch;
import dev.bellwether.processors.fold.Origin;
import dev.bellwether.processors.fold.SignalFold;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Requests to batches: of each, what the rules need that are in force at its log time. */
final class RuleMatch implements SignalFold {

    private final SampleSource samples;
    private final RulebookSource rules;
    private final long longestDelay;
    private final MatchMeters meters;

    /** @param longestDelay how long after its time a slot is evaluated at the latest */
    RuleMatch(SampleSource samples, RulebookSource rules, Duration longestDelay, MatchMeters meters) {
        this.samples = samples;
        this.rules = rules;
        this.longestDelay = longestDelay.toMillis();
        this.meters = meters;
    }

    @Override
    public Result fold(byte[] request, Origin origin) throws MalformedOtlpException {
        MatchIndex index = rules.current().needed(origin.logTime(), longestDelay);
        if (index.isEmpty()) {
            return new Result(List.of(), () -> {});
        }
        Batches batches = new Batches(index);
        SampleSource.Read read = samples.read(request, new SampleSource.Matcher(index, batches));
        List<Keyed> sent = new ArrayList<>();
        batches.drain(() -> batch(origin), (group, batch) -> sent.add(new Keyed(group, batch)));
        return new Result(sent, () -> meters.matched(read, batches.matched(), sent.size()));
    }

    private static SampleBatch.Builder batch(Origin origin) {
        return SampleBatch.newBuilder()
                .setSourceTopic(origin.topic())
                .setSourcePartition(origin.partition())
                .setSourceOffset(origin.offset())
                .setLogTime(Instant.ofEpochMilli(origin.logTime()));
    }
}
