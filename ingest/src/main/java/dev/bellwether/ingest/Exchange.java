package dev.bellwether.ingest;

import dev.bellwether.ingest.IngestStats.Amount;
import dev.bellwether.ingest.append.AppendException;
import dev.bellwether.ingest.append.RawRecord;
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
 * reserved until the broker has answered for all of them, even if the client has had its answer before that.
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

    CompletableFuture<Outcome> process(Body body, PayloadDecoder decoder, Executor longWork) {
        int wireBytes = body.length();
        Executor executor = wireBytes < LONG_WORK_BYTES ? Runnable::run : longWork;
        return CompletableFuture.completedFuture(body)
                .thenComposeAsync(collected -> decodeAndAppend(collected, decoder), executor)
                .exceptionallyCompose(error -> failed(error, wireBytes));
    }

    /** The end of a request that could not be taken. */
    CompletableFuture<Outcome> failed(Throwable error, int wireBytes) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (bytes == 0) {
            receivedBytes(wireBytes);
        }
        if (cause instanceof RefusedException refused) {
            return end(refused.outcome());
        }
        LOG.error("Defect while taking a request ({})", content.feed(), cause);
        return end(new Outcome.Rejected(RejectReason.INTERNAL, "internal error"));
    }

    /** Settles the counters for a request whose bytes need no reservation any more. */
    CompletableFuture<Outcome> end(Outcome outcome) {
        reservation.close();
        return CompletableFuture.completedFuture(settle(outcome));
    }

    private CompletableFuture<Outcome> decodeAndAppend(Body body, PayloadDecoder decoder) {
        try {
            Payload payload = decoder.decode(body);
            receivedBytes(payload.receivedBytes());
            return append(payload.request());
        } catch (RefusedException e) {
            throw new CompletionException(e);
        }
    }

    private CompletableFuture<Outcome> append(byte[] request) throws RefusedException {
        items = content.count(request);
        counters.received(new Amount(0, items, 0));
        if (items == 0) {
            return end(Outcome.Accepted.ALL); // nothing to keep
        }
        List<byte[]> records = content.split(request, intake.config().maxRecordBytes());
        long timeoutNanos = intake.config().acknowledgeTimeout().toNanos();
        long deadline = System.nanoTime() + timeoutNanos;
        AppendSpan span = AppendSpan.begin(origin.span(), intake.appender().topic(content.feed()), records.size());
        List<CompletableFuture<Long>> parts = new ArrayList<>();
        for (byte[] part : records) {
            parts.add(appendPart(part, deadline));
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
        return all.whenComplete((nothing, error) -> {
                    reservation.close();
                    span.end(error);
                })
                .copy() // the time-out is the client's alone
                .orTimeout(timeoutNanos, TimeUnit.NANOSECONDS)
                .thenApply(nothing -> accepted(
                        parts.stream().mapToLong(CompletableFuture::join).sum()))
                .exceptionally(Exchange::unavailable)
                .thenApply(this::settle);
    }

    /** Completes with the number of items of this part that are too large to be appended. */
    private CompletableFuture<Long> appendPart(byte[] part, long deadline) {
        if (part.length > intake.config().maxRecordBytes()) {
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
        } catch (RefusedException e) {
            throw new IllegalStateException("a part of a well-formed request is malformed", e);
        }
    }

    private Outcome accepted(long tooLarge) {
        return tooLarge == 0
                ? Outcome.Accepted.ALL
                : new Outcome.Accepted(
                        tooLarge,
                        tooLarge + " of " + items
                                + " items are, with their resource and scope, larger than a record may be ("
                                + intake.config().maxRecordBytes() + " bytes)");
    }

    private static Outcome unavailable(Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (!(cause instanceof AppendException) && !(cause instanceof TimeoutException)) {
            LOG.error("Defect while appending", cause);
            return new Outcome.Rejected(RejectReason.INTERNAL, "internal error");
        }
        return new Outcome.Rejected(
                RejectReason.BROKER_UNAVAILABLE, "not stored in time: the Kafka broker did not acknowledge it");
    }

    private void receivedBytes(long received) {
        bytes = received;
        counters.received(new Amount(0, 0, received));
    }

    private Outcome settle(Outcome outcome) {
        if (outcome instanceof Outcome.Accepted accepted) {
            counters.appended(new Amount(1, items - accepted.rejectedItems(), bytes));
            if (accepted.rejectedItems() > 0) {
                counters.rejected(RejectReason.ITEM_TOO_LARGE, new Amount(0, accepted.rejectedItems(), 0));
            }
        } else if (outcome instanceof Outcome.Rejected rejected) {
            counters.rejected(rejected.reason(), new Amount(1, items, bytes));
        }
        intake.ended();
        return outcome;
    }
}
