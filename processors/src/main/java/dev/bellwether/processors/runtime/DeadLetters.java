package dev.bellwether.processors.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellwether.observation.log.LimitedWarning;
import dev.bellwether.observation.meter.Catalogue;
import dev.bellwether.observation.meter.Count;
import dev.bellwether.schemas.DeadLetterHeaders;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what cannot be read to the dead-letters topic, in the transaction that steps over it: the bytes and the headers as
 * they came, and headers that name the source topic, partition, offset and the reason. Everything else that goes wrong is
 * thrown on: it concerns a broker, a disk or a bug, not a record.
 *
 * <p>Kafka Streams makes the instances; what they need comes with the configuration, under the keys of this class.
 */
public final class DeadLetters implements DeserializationExceptionHandler, ProcessingExceptionHandler {

    static final String TOPIC_CONFIG = "bellwether.dead-letters.topic";
    static final String METERS_CONFIG = "bellwether.dead-letters.meters";

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    /** The topic takes 9 MiB, headers included; a batch that was compressed may hold a record that is larger. */
    private static final int MAX_VALUE_BYTES = 8 << 20;

    private @Nullable String application;
    private @Nullable String name;
    private @Nullable String topic;
    private @Nullable StreamsMeters meters;
    private final LimitedWarning warning = new LimitedWarning(log);

    @Override
    public void configure(Map<String, ?> configs) {
        application = (String) configs.get(StreamsConfig.APPLICATION_ID_CONFIG);
        name = (String) configs.get(StreamsConfig.CLIENT_ID_CONFIG);
        topic = (String) configs.get(TOPIC_CONFIG);
        meters = (StreamsMeters) configs.get(METERS_CONFIG);
    }

    @Override
    public DeserializationExceptionHandler.Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        if (!(exception instanceof SerializationException)) {
            return DeserializationExceptionHandler.Response
                    .fail(); // the registry does not answer: no fault of the record
        }
        return DeserializationExceptionHandler.Response.resume(List.of(deadLetter(
                record.topic(),
                record.partition(),
                record.offset(),
                record.headers(),
                record.key(),
                record.value(),
                String.valueOf(exception.getMessage()))));
    }

    @Override
    public ProcessingExceptionHandler.Response handleError(
            ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
        if (!(exception instanceof PoisonRecordException) || context.offset() < 0) {
            return ProcessingExceptionHandler.Response.fail();
        }
        return ProcessingExceptionHandler.Response.resume(List.of(deadLetter(
                context.topic(),
                context.partition(),
                context.offset(),
                context.headers(),
                context.sourceRawKey(),
                context.sourceRawValue(),
                String.valueOf(exception.getMessage()))));
    }

    private Count counted(StreamsMeters in, String source) {
        return in.counts().of(Catalogue.Streams.DEAD_LETTERS, String.valueOf(name), source);
    }

    private ProducerRecord<byte[], byte[]> deadLetter(
            String source,
            int partition,
            long offset,
            Headers original,
            byte @Nullable [] key,
            byte @Nullable [] value,
            String reason) {
        if (topic == null || meters == null) {
            throw new IllegalStateException("not configured: " + TOPIC_CONFIG + ", " + METERS_CONFIG);
        }
        counted(meters, source).increment();
        warning.warn("dead letter from {}/{}@{}: {}", source, partition, offset, reason);
        RecordHeaders headers = new RecordHeaders(original);
        headers.add(DeadLetterHeaders.APPLICATION, String.valueOf(application).getBytes(UTF_8));
        headers.add(DeadLetterHeaders.SOURCE_TOPIC, source.getBytes(UTF_8));
        headers.add(
                DeadLetterHeaders.SOURCE_PARTITION, Integer.toString(partition).getBytes(UTF_8));
        headers.add(DeadLetterHeaders.SOURCE_OFFSET, Long.toString(offset).getBytes(UTF_8));
        headers.add(DeadLetterHeaders.REASON, reason.getBytes(UTF_8));
        byte[] kept = value;
        if (value != null && value.length > MAX_VALUE_BYTES) {
            kept = Arrays.copyOf(value, MAX_VALUE_BYTES);
            headers.add(
                    DeadLetterHeaders.CUT_FROM, Integer.toString(value.length).getBytes(UTF_8));
        }
        return new ProducerRecord<>(topic, null, null, key, kept, headers);
    }
}
