package dev.bellwether.processors.fold;

import dev.bellwether.facts.LogDelta;
import dev.bellwether.telemetry.log.MessageMask;
import dev.bellwether.telemetry.log.Severity;
import dev.bellwether.telemetry.otlp.AttributeSelection;
import dev.bellwether.telemetry.otlp.ByteSlice;
import dev.bellwether.telemetry.otlp.LogReader;
import dev.bellwether.telemetry.otlp.LogView;
import dev.bellwether.telemetry.otlp.LogVisitor;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import dev.bellwether.telemetry.otlp.ResourceView;
import java.util.List;

/**
 * Folds one request of logs into one delta for each service, version and window that it speaks of: log records by severity, and the
 * templates of their messages. One pass over the bytes; for a log record it makes the part of its message that is looked at, and the words
 * in that, however long the message is.
 *
 * <p>A log record counts in the window of its time, else of the time at which it was observed. Where both are missing, or it is further
 * ahead of the log than the limit, it is taken to be the log time. The message is the body where that is text, else the name of the event;
 * what has neither is counted, but has no template.
 *
 * <p>Templates are mined anew in each delta, so that the same request always gives the same delta, whatever was read before it and
 * whoever reads it. A template is what its text says, and nothing else identifies it.
 *
 * <p>Mutable, for one thread; what {@link #fold} returns belongs to the caller.
 */
final class LogFold {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LogFoldConfig config;
    private final LogReader reader = new LogReader(Source.ATTRIBUTES, AttributeSelection.of());
    private final MessageMask mask;
    private final RememberedSources sources;
    private final int charactersLookedAt;

    /** With resources of its own. */
    LogFold(LogFoldConfig config) {
        this(config, new RememberedSources(config.fold(), evicted -> {}));
    }

    /** @param sources may be those of other threads too */
    LogFold(LogFoldConfig config, RememberedSources sources) {
        this.config = config;
        this.mask = new MessageMask(config.maxMessageLength());
        this.sources = sources;
        this.charactersLookedAt = Math.max(config.maxMessageLength(), config.maxExampleLength());
    }

    /**
     * What a request adds.
     *
     * @param deltas in the order in which their first log records stand in the request; none of them is without records
     * @param records all log records in the request
     * @param cut what was longer than it may be
     */
    record Folded(List<LogDelta> deltas, long records, Cut cut) {}

    /**
     * What was cut.
     *
     * @param sources resources whose service or version was
     * @param messages log records whose template is made of the beginning of their message
     * @param examples log records of whose message an example would be the beginning
     */
    record Cut(long sources, long messages, long examples) {}

    /**
     * Folds a request.
     *
     * @throws MalformedOtlpException if the bytes are not a request of logs; nothing of it is counted then
     * @throws TooManyDeltasException if it would make more than {@link FoldConfig#maxDeltas()}; nothing of it is counted then
     */
    Folded fold(byte[] request, Origin origin) throws MalformedOtlpException {
        Pass pass = new Pass(origin);
        reader.read(request, pass);
        return pass.result();
    }

    /** One request on its way through. */
    private final class Pass implements LogVisitor {

        private final Origin origin;
        private final long windowMillis = config.fold().windowLength().toMillis();
        private final long latestMillis;
        private final WindowedBuilders<LogDeltaBuilder> builders = new WindowedBuilders<>(
                config.fold(), (from, windowStart) -> new LogDeltaBuilder(from, windowStart, config.templates()));
        private long records;
        private long cutSources;
        private long cutMessages;
        private long cutExamples;

        Pass(Origin origin) {
            this.origin = origin;
            this.latestMillis = origin.logTime() + config.fold().maxClockAhead().toMillis();
        }

        @Override
        public void resource(ResourceView resource) {
            Source.Read met = sources.of(resource);
            builders.enter(met.source());
            cutSources += met.cut() ? 1 : 0;
        }

        @Override
        public void log(LogView log) {
            records++;
            long eventMillis = Long.divideUnsigned(log.eventUnixNanos(), NANOS_PER_MILLI);
            boolean clamped = eventMillis == 0 || eventMillis > latestMillis;
            LogDeltaBuilder delta = builders.at(clamped ? origin.logTime() : eventMillis);
            if (clamped) {
                delta.clampedTime();
            }
            Severity severity = Severity.of(log.severityNumber(), log.severityText());
            delta.severity(severity, severity != Severity.of(log.severityNumber()));
            String message = BoundedText.of(message(log), charactersLookedAt);
            cutMessages += Names.isCut(message, config.maxMessageLength()) ? 1 : 0;
            boolean examples = config.maxExampleLength() > 0;
            cutExamples += examples && Names.isCut(message, config.maxExampleLength()) ? 1 : 0;
            List<String> words = mask.words(message);
            if (words.isEmpty()) {
                delta.withoutMessage();
            } else {
                TemplateTally tally = delta.template(words);
                if (tally.add(severity)) {
                    tally.example(log, example(message));
                }
            }
        }

        Folded result() {
            return new Folded(
                    builders.all().stream()
                            .map(builder -> builder.build(origin, windowMillis))
                            .toList(),
                    records,
                    new Cut(cutSources, cutMessages, cutExamples));
        }
    }

    private static ByteSlice message(LogView log) {
        return log.body().isString() ? log.body().slice() : log.eventName();
    }

    private String example(String message) {
        return config.maxExampleLength() == 0 ? "" : Names.bounded(message.strip(), config.maxExampleLength());
    }
}
