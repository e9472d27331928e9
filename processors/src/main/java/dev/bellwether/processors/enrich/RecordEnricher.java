package dev.bellwether.processors.enrich;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellwether.observation.meter.Catalogue;
import dev.bellwether.observation.meter.Count;
import dev.bellwether.observation.meter.Counts;
import dev.bellwether.schemas.OtlpHeaders;
import dev.bellwether.schemas.Topic;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import dev.bellwether.telemetry.otlp.Signal;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Enriches the records of a raw topic, and makes those of the enriched one: key, headers and timestamp as they came. For one thread.
 */
public final class RecordEnricher {

    /** Room in a batch for what is not the value: headers, key, and the batch itself. */
    private static final int OVERHEAD_BYTES = 64 << 10;

    private final @Nullable Enricher enricher;
    private final @Nullable Written written;

    private RecordEnricher(@Nullable Enricher enricher, @Nullable Written written) {
        this.enricher = enricher;
        this.written = written;
    }

    /** @param enrichedTopic of the signal */
    public static RecordEnricher of(Enrichment enrichment, Signal signal, Topic enrichedTopic, Counts counts) {
        return new RecordEnricher(
                enrichment.enricher(signal, counts).orElse(null),
                enrichment.writes(signal) ? new Written(signal, enrichedTopic, counts) : null);
    }

    /**
     * The record's value with what is added to it.
     *
     * @throws MalformedOtlpException if it is no request
     */
    public byte[] enrich(Record<byte[], byte[]> record) throws MalformedOtlpException {
        return enricher == null
                ? record.value()
                : enricher.enrich(record.value(), connection(record), record.timestamp());
    }

    /** A record was read. */
    public void read() {
        if (written != null) {
            written.read.increment();
        }
    }

    /** The record is one that a client had sent before, and is not written. */
    public void duplicate() {
        if (written != null) {
            written.duplicates.increment();
        }
    }

    /** The record is no request, and is not written. */
    public void malformed() {
        if (written != null) {
            written.malformed.increment();
        }
    }

    /** The record for the enriched topic; empty where none is written. */
    public Optional<Record<byte[], byte[]>> enriched(Record<byte[], byte[]> raw, byte[] value) {
        return written == null ? Optional.empty() : written.record(raw, value);
    }

    private static String connection(Record<byte[], byte[]> record) {
        Header address = record.headers().lastHeader(OtlpHeaders.CLIENT_ADDRESS);
        return address == null || address.value() == null ? "" : new String(address.value(), UTF_8);
    }

    /** What becomes of records on the enriched topic: read = sum of the others. */
    private static final class Written {

        private final int maxValueBytes;
        private final Count read;
        private final Count enriched;
        private final Count unchanged;
        private final Count tooLarge;
        private final Count leftOut;
        private final Count duplicates;
        private final Count malformed;

        Written(Signal signal, Topic topic, Counts counts) {
            String name = EnrichmentMeters.label(signal);
            maxValueBytes = topic.maxMessageBytes() - OVERHEAD_BYTES;
            read = counts.of(Catalogue.Enrichment.READ_RECORDS, name);
            enriched = counts.of(Catalogue.Enrichment.RECORDS, name, "enriched");
            unchanged = counts.of(Catalogue.Enrichment.RECORDS, name, "unchanged");
            tooLarge = counts.of(Catalogue.Enrichment.RECORDS, name, "too_large");
            leftOut = counts.of(Catalogue.Enrichment.RECORDS, name, "left_out");
            duplicates = counts.of(Catalogue.Enrichment.RECORDS, name, "duplicate");
            malformed = counts.of(Catalogue.Enrichment.RECORDS, name, "malformed");
        }

        /** A batch that was compressed may hold a record that is larger than the topic takes; it must not stop the others. */
        Optional<Record<byte[], byte[]>> record(Record<byte[], byte[]> raw, byte[] value) {
            if (value.length <= maxValueBytes) {
                (value == raw.value() ? unchanged : enriched).increment();
                return Optional.of(raw.withValue(value));
            }
            if (raw.value().length <= maxValueBytes) {
                tooLarge.increment();
                return Optional.of(raw);
            }
            leftOut.increment();
            return Optional.empty();
        }
    }
}
