package dev.bellwether.ingest;

import dev.bellwether.ingest.IngestStats.Amount;
import dev.bellwether.ingest.append.AppendException;
import dev.bellwether.ingest.append.RawRecord;
import dev.bellwether.ingest.memory.MemoryRefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request on its way: decoded, checked and counted, split where it must be, appended, and settled in the counters. Its bytes stay
 * reserved until they are given up or the broker has answered for all of them, even if the client has had its answer before that.
 */
final class Exchange {

    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);

    /** Bodies from this length on are not worked on in the event loop, where other connections would wait for it. */
    private static final int LONG_WORK_BYTES = 64 * 1024;

    private final Intake intake;
    private final Content content;
    private final Origin origin;
    private final IngestCounters.SignalCounters counters;
    private final InFlightBytes.Reservation reservation;
    private long items;
    private long bytes;
    private long deadline;
    private boolean settled;
    private boolean appending;

    Exchange(
            Intake intake,
            Content content,
            Origin origin,
            IngestCounters.SignalCounters counters,
            InFlightBytes.Reservation reservation) {
        this.intake = intake;
        this.content = content;
        this.origin = origin;
        this.counters = counters;
        this.reservation = reservation;
        counters.received(new Amount(1, 0, 0));
    }

    InFlightBytes.Reservation reservation() {
        return reservation;
    }

    /**
     * Takes a request that is here whole. The client has its answer within the acknowledge timeout from now on, whatever has to be waited
     * for: a thread, the work itself, or the broker.
     */
    CompletableFuture<Outcome> process(Body body, PayloadDecoder decoder, Executor longWork) {
        int wireBytes = body.length();
        long timeoutNanos = intake.config().acknowledgeTimeout().toNanos();
        deadline = System.nanoTime() + timeoutNanos;
        Executor executor = wireBytes < LONG_WORK_BYTES ? Runnable::run : longWork;
        return CompletableFuture.completedFuture(body)
                .thenComposeAsync(collected -> decodeAndAppend(collected, decoder), executor)
                .whenComplete((outcome, error) -> reservation.close())
                .copy() // the time-out is the client's alone
                .orTimeout(timeoutNanos, TimeUnit.NANOSECONDS)
                .exceptionally(this::refusal)
                .thenApply(outcome -> settle(outcome, wireBytes));
    }

    /** The end of a request that did not arrive whole. */
    CompletableFuture<Outcome> failed(Throwable error, int wireBytes) {
        reservation.close();
        return CompletableFuture.completedFuture(settle(refusal(error), wireBytes));
    }

    /** Settles the counters for a request that nothing has been read of. */
    CompletableFuture<Outcome> end(Outcome outcome) {
        reservation.close();
        return CompletableFuture.completedFuture(settle(outcome, 0));
    }

    private CompletableFuture<Outcome> decodeAndAppend(Body body, PayloadDecoder decoder) {
        try {
            requireTimeLeft();
            Payload payload = decoder.decode(body);
            receivedBytes(payload.receivedBytes());
            return append(payload.request());
        } catch (MemoryRefusedException e) {
            throw new CompletionException(reservation.refusal(e.bytes()));
        } catch (RefusedException e) {
            throw new CompletionException(e);
        }
    }

    private CompletableFuture<Outcome> append(byte[] request) throws RefusedException, MemoryRefusedException {
        long before = reservation.bytes();
        Census census = content.count(request, reservation);
        receivedItems(census.items());
        reservation.shrink(reservation.bytes() - before);
        if (items == 0) {
            return CompletableFuture.completedFuture(Outcome.Accepted.ALL); // nothing to keep
        }
        Pieces pieces = content.split(request, census, intake.config().limits().maxRecordBytes(), reservation);
        if (pieces.records().isEmpty()) {
            return CompletableFuture.completedFuture(accepted(pieces.leftOut()));
        }
        beginToAppend();
        return append(pieces);
    }

    private CompletableFuture<Outcome> append(Pieces pieces) {
        List<byte[]> records = pieces.records();
        AppendSpan span = AppendSpan.begin(origin.span(), intake.appender().topic(content.feed()), records.size());
        List<CompletableFuture<Long>> parts = new ArrayList<>();
        for (byte[] part : records) {
            parts.add(appendPart(part));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
        return all.whenComplete((nothing, error) -> span.end(error))
                .thenApply(nothing ->
                        parts.stream().mapToLong(CompletableFuture::join).sum())
                .thenApply(tooLarge -> accepted(pieces.leftOut().plus(RejectReason.ITEM_TOO_LARGE, tooLarge)));
    }

    /** Completes with the number of items of this part that are too large to be appended. */
    private CompletableFuture<Long> appendPart(byte[] part) {
        if (part.length > intake.config().limits().maxRecordBytes()) {
            return CompletableFuture.completedFuture(itemsOf(part));
        }
        int length = part.length;
        return intake.appender()
                .append(new RawRecord(content.feed(), content.mediaType(), part, origin.clientAddress()), deadline)
                .handle((nothing, error) -> {
                    if (error == null) {
                        counters.record(length);
                        return 0L;
                    } else if (error instanceof AppendException failure
                            && failure.kind() == AppendException.Kind.TOO_LARGE) {
                        return itemsOf(part);
                    }
                    throw new CompletionException(error);
                });
    }

    private long itemsOf(byte[] part) {
        try {
            return content.lost(part);
        } catch (RefusedException | MemoryRefusedException e) {
            throw new IllegalStateException("a part of a well-formed request is malformed", e);
        }
    }

    private Outcome accepted(LeftOut leftOut) {
        return new Outcome.Accepted(
                leftOut, leftOut.message(items, intake.config().limits()));
    }

    private Outcome refusal(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof RefusedException refused) {
            return refused.outcome();
        }
        if (cause instanceof TimeoutException) {
            return isAppending() ? notAcknowledged() : tooLate().outcome();
        }
        if (cause instanceof AppendException) {
            return notAcknowledged();
        }
        LOG.error("Defect while taking a request ({})", content.feed(), cause);
        return new Outcome.Rejected(RejectReason.INTERNAL, "internal error");
    }

    private static Outcome.Rejected notAcknowledged() {
        return new Outcome.Rejected(
                RejectReason.BROKER_UNAVAILABLE, "not stored in time: the Kafka broker did not acknowledge it");
    }

    private static RefusedException tooLate() {
        return new RefusedException(RejectReason.OVERLOADED, "overloaded: the request could not be read in time");
    }

    /** No work is spent on a request whose client has had its answer, and nothing of it counts any more. */
    private synchronized void requireTimeLeft() throws RefusedException {
        if (settled || System.nanoTime() - deadline >= 0) {
            throw tooLate();
        }
    }

    private synchronized void receivedBytes(long received) throws RefusedException {
        requireTimeLeft();
        bytes = received;
        counters.received(new Amount(0, 0, received));
    }

    private synchronized void receivedItems(long received) throws RefusedException {
        requireTimeLeft();
        items = received;
        counters.received(new Amount(0, received, 0));
    }

    private synchronized void beginToAppend() throws RefusedException {
        requireTimeLeft();
        appending = true;
    }

    private synchronized boolean isAppending() {
        return appending;
    }

    /** @param wireBytes the request's length as it came, which counts where it is not known how long it is decompressed */
    private synchronized Outcome settle(Outcome outcome, int wireBytes) {
        settled = true;
        if (outcome instanceof Outcome.Accepted accepted) {
            counters.appended(new Amount(1, items - accepted.rejectedItems(), bytes));
            accepted.leftOut().items().forEach((reason, count) -> counters.rejected(reason, new Amount(0, count, 0)));
        } else if (outcome instanceof Outcome.Rejected rejected) {
            if (bytes == 0) {
                bytes = wireBytes;
                counters.received(new Amount(0, 0, bytes));
            }
            counters.rejected(rejected.reason(), new Amount(1, items, bytes));
        }
        intake.ended();
        return outcome;
    }
}
