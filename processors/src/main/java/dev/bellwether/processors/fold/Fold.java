package dev.bellwether.processors.fold;

import dev.bellwether.facts.RedDelta;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import dev.bellwether.telemetry.otlp.ResourceView;
import dev.bellwether.telemetry.otlp.SpanView;
import dev.bellwether.telemetry.otlp.TraceReader;
import dev.bellwether.telemetry.otlp.TraceVisitor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Folds one request of traces into one delta for each service, version and window that it speaks of. One pass over the
 * bytes; no object for a span, and no text unless a service or an operation is new.
 *
 * <p>Counted are entry spans (kind SERVER or CONSUMER), in the window that their end falls into: that is when they are
 * known. An end that is missing, or further ahead of the log than the limit, is taken to be the log time. A span whose start
 * is missing, or after its end, has a duration of zero.
 *
 * <p>Mutable, for one thread; what {@link #fold} returns belongs to the caller.
 */
final class Fold {

    private static final int MAX_POOLED_CELLS = 1_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final FoldConfig config;
    private final TraceReader reader =
            TraceReader.withAttributesOfEntrySpans(Source.ATTRIBUTES, OperationNames.ATTRIBUTES);
    private final OperationNames operations;
    private final RememberedSources sources;
    private final Deque<Cell> pool = new ArrayDeque<>();

    /** With resources of its own. */
    Fold(FoldConfig config) {
        this(config, new RememberedSources(config, evicted -> {}));
    }

    /** @param sources may be those of other threads too */
    Fold(FoldConfig config, RememberedSources sources) {
        this.config = config;
        this.operations = new OperationNames(config.maxNameLength());
        this.sources = sources;
    }

    /**
     * What a request adds.
     *
     * @param deltas in the order in which their first spans stand in the request; none of them is without calls
     * @param spans all spans in the request
     * @param folded of those, the entry spans that the deltas count
     * @param overflowed of those, the ones counted under {@code ~other}
     * @param cut names that were longer than they may be
     */
    record Folded(List<RedDelta> deltas, long spans, long folded, long overflowed, Cut cut) {}

    /**
     * Names that were cut.
     *
     * @param sources resources whose service or version was
     * @param operations entry spans whose operation was
     */
    record Cut(long sources, long operations) {}

    /**
     * Folds a request.
     *
     * @throws MalformedOtlpException if the bytes are not a request of traces; nothing of it is counted then
     * @throws TooManyDeltasException if it would make more than {@link FoldConfig#maxDeltas()}; nothing of it is counted then
     */
    Folded fold(byte[] request, Origin origin) throws MalformedOtlpException {
        Pass pass = new Pass(origin);
        try {
            reader.read(request, pass);
            return pass.drain();
        } finally {
            pass.release();
        }
    }

    /** One request on its way through. */
    private final class Pass implements TraceVisitor {

        private final Origin origin;
        private final long windowMillis = config.windowLength().toMillis();
        private final long latestMillis;
        private final WindowedBuilders<DeltaBuilder> builders = new WindowedBuilders<>(config, DeltaBuilder::new);
        private long spans;
        private long folded;
        private long cutSources;
        private long cutOperations;

        Pass(Origin origin) {
            this.origin = origin;
            this.latestMillis = origin.logTime() + config.maxClockAhead().toMillis();
        }

        @Override
        public void resource(ResourceView resource) {
            Source.Read met = sources.of(resource);
            builders.enter(met.source());
            cutSources += met.cut() ? 1 : 0;
        }

        @Override
        public void span(SpanView span) {
            spans++;
            if (!span.isEntry()) {
                return;
            }
            folded++;
            long endMillis = Long.divideUnsigned(span.endUnixNanos(), NANOS_PER_MILLI);
            boolean clamped = endMillis == 0 || endMillis > latestMillis;
            DeltaBuilder delta = builders.at(clamped ? origin.logTime() : endMillis);
            if (clamped) {
                delta.clampedTimes++;
            }
            long duration = span.endUnixNanos() - span.startUnixNanos();
            if (span.startUnixNanos() == 0 || Long.compareUnsigned(span.endUnixNanos(), span.startUnixNanos()) < 0) {
                delta.clampedDurations++;
                duration = 0;
            } else if (duration < 0) {
                duration = Long.MAX_VALUE;
            }
            OperationNames.Name operation = operations.of(span);
            cutOperations += operation.cut() ? 1 : 0;
            delta.cell(operation.text(), config.maxOperations(), pool)
                    .add(span, duration, Sampling.adjustedCount(span.traceState()));
        }

        Folded drain() {
            long overflowed = builders.all().stream()
                    .mapToLong(builder -> builder.overflowed)
                    .sum();
            List<RedDelta> deltas = new ArrayList<>(builders.all().size());
            builders.all().forEach(builder -> deltas.add(builder.build(origin, windowMillis, pool)));
            return new Folded(deltas, spans, folded, overflowed, new Cut(cutSources, cutOperations));
        }

        void release() {
            builders.all().forEach(builder -> builder.release(pool));
            while (pool.size() > MAX_POOLED_CELLS) {
                pool.pop();
            }
        }
    }
}
