package dev.bellwether.alerting.match;

import dev.bellwether.alerting.rulebook.MatchIndex;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;

/** Reads the samples of a request of one kind. Mutable, for one thread. */
interface SampleSource {

    /**
     * Reads a request.
     *
     * @throws MalformedOtlpException if the bytes are no such request; what was matched until then is to be forgotten
     * @throws dev.bellwether.processors.runtime.PoisonRecordException likewise
     */
    Read read(byte[] request, Matcher matcher) throws MalformedOtlpException;

    /** Which samples are wanted, and where they go. */
    record Matcher(MatchIndex index, Batches batches) {}

    /**
     * What was in a request.
     *
     * @param samples read; those of metrics that nobody needs may not be among them
     * @param refused data points that make no sample
     */
    record Read(long samples, long refused) {}
}
