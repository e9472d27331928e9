package dev.bellwether.processors.fold;

import dev.bellwether.facts.LogDelta;
import dev.bellwether.facts.LogTemplateDelta;
import dev.bellwether.schemas.FactNames;
import dev.bellwether.telemetry.log.MinedTemplate;
import dev.bellwether.telemetry.log.MinerLimits;
import dev.bellwether.telemetry.log.Severity;
import dev.bellwether.telemetry.log.TemplateMiner;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gathers one service, version and window of one request of logs. Templates are mined in it alone: what comes out depends on nothing
 * but the request. Mutable, owned by the {@link LogFold} that made it; used for one delta.
 */
final class LogDeltaBuilder {

    private final Source source;
    private final long windowStart;
    private final long[] bySeverity = new long[Severity.values().length];
    private final TemplateMiner<TemplateTally> miner;
    private @Nullable TemplateTally evicted;
    private long derivedSeverities;
    private long withoutMessage;
    private long clampedTimes;

    LogDeltaBuilder(Source source, long windowStart, MinerLimits limits) {
        this.source = source;
        this.windowStart = windowStart;
        this.miner = new TemplateMiner<>(limits, TemplateTally::new, this::evict);
    }

    private void evict(MinedTemplate<TemplateTally> template) {
        evicted = evicted == null ? template.tally() : evicted.plus(template.tally());
    }

    /** Counts a log record. */
    @SuppressWarnings("EnumOrdinal") // the counts are not kept, so the order of the severities may change
    void severity(Severity severity, boolean derived) {
        bySeverity[severity.ordinal()]++;
        derivedSeverities += derived ? 1 : 0;
    }

    /** The tally of the template that a message of these words has. */
    TemplateTally template(List<String> words) {
        return miner.add(words);
    }

    void withoutMessage() {
        withoutMessage++;
    }

    void clampedTime() {
        clampedTimes++;
    }

    LogDelta build(Origin origin, long windowMillis) {
        return LogDelta.newBuilder()
                .setEnvironment(source.service().environment())
                .setNamespace(source.service().namespace())
                .setService(source.service().name())
                .setVersion(source.version())
                .setWindowStart(Instant.ofEpochMilli(windowStart))
                .setWindowEnd(Instant.ofEpochMilli(windowStart + windowMillis))
                .setTraceRecords(records(Severity.TRACE))
                .setDebugRecords(records(Severity.DEBUG))
                .setInfoRecords(records(Severity.INFO))
                .setWarnRecords(records(Severity.WARN))
                .setErrorRecords(records(Severity.ERROR))
                .setFatalRecords(records(Severity.FATAL))
                .setUnspecifiedRecords(records(Severity.UNSPECIFIED))
                .setDerivedSeverities(derivedSeverities)
                .setTemplates(templates())
                .setWithoutMessage(withoutMessage)
                .setLogTime(Instant.ofEpochMilli(origin.logTime()))
                .setSourceTopic(origin.topic())
                .setSourcePartition(origin.partition())
                .setSourceOffset(origin.offset())
                .setClampedTimes(clampedTimes)
                .build();
    }

    @SuppressWarnings("EnumOrdinal")
    private long records(Severity severity) {
        return bySeverity[severity.ordinal()];
    }

    /** Each text once, though the miner may have found it in two places of its tree, and somebody may log {@code ~other}. */
    private List<LogTemplateDelta> templates() {
        Map<String, TemplateTally> byText = new LinkedHashMap<>();
        for (MinedTemplate<TemplateTally> template : miner.templates()) {
            byText.merge(template.text(), template.tally(), TemplateTally::plus);
        }
        if (evicted != null) {
            byText.merge(FactNames.OTHER, evicted, TemplateTally::plus);
        }
        return byText.entrySet().stream()
                .map(entry -> entry.getValue().toDelta(entry.getKey()))
                .toList();
    }
}
