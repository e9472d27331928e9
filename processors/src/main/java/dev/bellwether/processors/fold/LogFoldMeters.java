package dev.bellwether.processors.fold;

import dev.bellwether.facts.LogDelta;
import dev.bellwether.facts.LogTemplateDelta;
import dev.bellwether.observation.meter.Catalogue;
import dev.bellwether.observation.meter.Count;
import dev.bellwether.observation.meter.Counts;
import dev.bellwether.schemas.FactNames;
import dev.bellwether.telemetry.log.Severity;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Counts the log records of the folded requests, and apart from that what the deltas say of them: read = sum by severity = sum by message.
 */
final class LogFoldMeters {

    private final Count read;
    private final Map<Severity, Count> bySeverity = new EnumMap<>(Severity.class);
    private final Count derived;
    private final Count templated;
    private final Count overflowed;
    private final Count withoutMessage;
    private final Count clamped;
    private final Count cutSources;
    private final Count cutMessages;
    private final Count cutExamples;

    LogFoldMeters(Counts counts) {
        read = counts.of(Catalogue.Logs.READ_RECORDS);
        for (Severity severity : Severity.values()) {
            bySeverity.put(
                    severity, counts.of(Catalogue.Logs.RECORDS, severity.name().toLowerCase(Locale.ROOT)));
        }
        derived = counts.of(Catalogue.Logs.DERIVED);
        templated = counts.of(Catalogue.Logs.MESSAGES, "template");
        overflowed = counts.of(Catalogue.Logs.MESSAGES, "overflow");
        withoutMessage = counts.of(Catalogue.Logs.MESSAGES, "none");
        clamped = counts.of(Catalogue.Logs.CLAMPED);
        cutSources = counts.of(Catalogue.Logs.CUT, "source");
        cutMessages = counts.of(Catalogue.Logs.CUT, "message");
        cutExamples = counts.of(Catalogue.Logs.CUT, "example");
    }

    void folded(LogFold.Folded result) {
        read.add(result.records());
        cutSources.add(result.cut().sources());
        cutMessages.add(result.cut().messages());
        cutExamples.add(result.cut().examples());
        for (LogDelta delta : result.deltas()) {
            add(Severity.UNSPECIFIED, delta.getUnspecifiedRecords());
            add(Severity.TRACE, delta.getTraceRecords());
            add(Severity.DEBUG, delta.getDebugRecords());
            add(Severity.INFO, delta.getInfoRecords());
            add(Severity.WARN, delta.getWarnRecords());
            add(Severity.ERROR, delta.getErrorRecords());
            add(Severity.FATAL, delta.getFatalRecords());
            derived.add(delta.getDerivedSeverities());
            for (LogTemplateDelta template : delta.getTemplates()) {
                boolean other = template.getTemplate().equals(FactNames.OTHER);
                (other ? overflowed : templated).add(template.getRecords());
            }
            withoutMessage.add(delta.getWithoutMessage());
            clamped.add(delta.getClampedTimes());
        }
    }

    private void add(Severity severity, long records) {
        Count count = bySeverity.get(severity);
        if (count == null) {
            throw new IllegalStateException("no counter of " + severity);
        }
        count.add(records);
    }
}
