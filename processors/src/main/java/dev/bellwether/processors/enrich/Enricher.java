package dev.bellwether.processors.enrich;

import dev.bellwether.kubernetes.directory.Clues;
import dev.bellwether.kubernetes.directory.Directory;
import dev.bellwether.kubernetes.directory.Resolution;
import dev.bellwether.processors.enrich.EnrichmentMeters.Skipped;
import dev.bellwether.processors.resource.ResourceCache;
import dev.bellwether.telemetry.otlp.AddedAttributes;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import dev.bellwether.telemetry.otlp.ResourceRewriter;
import dev.bellwether.telemetry.otlp.ResourceView;
import java.time.Instant;

/**
 * Adds to the resources of a request what the directory says of their pods, as of the request's log time; to one whose pod is not found, why.
 * Attributes that a resource has already are left as they are.
 *
 * <p>Where metadata on its way may say more, it is waited for; what was waited for in vain is so again only when the directory has gone on.
 * Mutable, for one thread and one partition.
 */
final class Enricher {

    private final Directory directory;
    private final Patience patience;
    private final VainWaits vain;
    private final EnrichmentMeters meters;
    private final ResourceRewriter rewriter = new ResourceRewriter(Sender.ATTRIBUTES);
    private final ResourceCache<Sender.Key, Sender> senders;

    /** @param senders may be those of other threads too */
    Enricher(
            Directory directory,
            ResourceCache<Sender.Key, Sender> senders,
            Patience patience,
            VainWaits vain,
            EnrichmentMeters meters) {
        this.directory = directory;
        this.senders = senders;
        this.patience = patience;
        this.vain = vain;
        this.meters = meters;
    }

    /**
     * The request with what is added to it; the same array where that is nothing.
     *
     * @param connection address that the request came from; empty where that is not known
     * @param logTime append time, milliseconds since the epoch
     * @throws MalformedOtlpException if the bytes are no request
     */
    byte[] enrich(byte[] request, String connection, long logTime) throws MalformedOtlpException {
        Instant appended = Instant.ofEpochMilli(logTime);
        return rewriter.rewrite(request, resource -> additions(resource, connection, appended));
    }

    private AddedAttributes additions(ResourceView resource, String connection, Instant appended) {
        Sender known = senders.get(new Sender.Key(resource.bytes(), connection));
        Sender sender = known == null ? Sender.of(resource, connection) : known;
        Resolution found = resolve(sender.clues(), appended);
        meters.resource(found);
        Sender now = sender.with(found);
        if (now != known) {
            senders.put(new Sender.Key(resource.bytes().copy(), connection), now);
        }
        return now.additions(found);
    }

    private Resolution resolve(Clues clues, Instant appended) {
        long known = directory.changes();
        Resolution found = directory.resolve(clues, appended);
        if (!found.mayImprove()) {
            vain.forget(clues);
            return found;
        }
        if (vain.include(clues, found)) {
            meters.notWaited(Skipped.IN_VAIN);
            return found;
        }
        Patience.Left left = patience.left(appended);
        if (left.isOver()) {
            meters.notWaited(left.isOverByClock() ? Skipped.CLOCK : Skipped.LATE);
            return found;
        }
        while (found.mayImprove() && !left.isOver() && directory.awaitChange(known, left.byBroker())) {
            known = directory.changes();
            found = directory.resolve(clues, appended);
            left = patience.left(appended);
        }
        meters.waited(!found.mayImprove());
        if (found.mayImprove()) {
            vain.add(clues, found);
        } else {
            vain.forget(clues);
        }
        return found;
    }
}
