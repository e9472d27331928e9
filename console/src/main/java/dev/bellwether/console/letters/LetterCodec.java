package dev.bellwether.console.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bellwether.console.letters.Letter.Place;
import dev.bellwether.console.letters.Letter.Subject;
import dev.bellwether.schemas.DeadLetterHeaders;
import dev.bellwether.schemas.ReplayHeaders;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Records of the dead-letters topic as letters, and letters as the records that they were. */
final class LetterCodec {

    /** Reasons are sentences of ours; whoever else writes there may have much to say. */
    private static final int MAX_REASON = 500;

    /** What a record got when it died, and does not have when it is written back. */
    private static final Set<String> OF_THE_LETTER = Set.of(
            DeadLetterHeaders.APPLICATION,
            DeadLetterHeaders.SOURCE_TOPIC,
            DeadLetterHeaders.SOURCE_PARTITION,
            DeadLetterHeaders.SOURCE_OFFSET,
            DeadLetterHeaders.REASON,
            DeadLetterHeaders.CUT_FROM,
            ReplayHeaders.ADDRESSEE,
            ReplayHeaders.COUNT);

    private LetterCodec() {}

    /** Whether the record says that a letter was written back. */
    static boolean isMark(ConsumerRecord<byte[], byte @Nullable []> record) {
        return record.headers().lastHeader(DeadLetterHeaders.REPLAYED) != null;
    }

    /** What a letter, or a mark, is about; empty where somebody else wrote the record. */
    static Optional<Subject> subject(ConsumerRecord<byte[], byte @Nullable []> record) {
        String topic = text(record, DeadLetterHeaders.SOURCE_TOPIC);
        long partition = number(record, DeadLetterHeaders.SOURCE_PARTITION);
        long offset = number(record, DeadLetterHeaders.SOURCE_OFFSET);
        if (topic.isEmpty() || partition < 0 || partition > Integer.MAX_VALUE || offset < 0) {
            return Optional.empty();
        }
        return Optional.of(new Subject(topic, (int) partition, offset, text(record, DeadLetterHeaders.APPLICATION)));
    }

    /** The letter that a record is; empty where somebody else wrote it. */
    static Optional<Letter> letter(ConsumerRecord<byte[], byte @Nullable []> record) {
        byte[] value = record.value();
        String reason = text(record, DeadLetterHeaders.REASON);
        return subject(record)
                .map(subject -> new Letter(
                        new Place(record.partition(), record.offset()),
                        subject,
                        reason.length() > MAX_REASON ? reason.substring(0, MAX_REASON) + "…" : reason,
                        Instant.ofEpochMilli(record.timestamp()),
                        value == null ? 0 : value.length,
                        (int) Math.max(0, Math.min(number(record, ReplayHeaders.COUNT), Integer.MAX_VALUE - 1)),
                        record.headers().lastHeader(DeadLetterHeaders.CUT_FROM) != null));
    }

    /** The record as it was, for the application that could not read it, in the partition where it stood. */
    static ProducerRecord<byte[], byte[]> replay(Letter letter, ConsumerRecord<byte[], byte @Nullable []> record) {
        RecordHeaders headers = new RecordHeaders();
        for (Header header : record.headers()) {
            if (!OF_THE_LETTER.contains(header.key())) {
                headers.add(header);
            }
        }
        headers.add(ReplayHeaders.ADDRESSEE, bytes(letter.subject().application()));
        headers.add(ReplayHeaders.COUNT, bytes(Integer.toString(letter.replays() + 1)));
        Subject subject = letter.subject();
        return new ProducerRecord<>(subject.topic(), subject.partition(), null, record.key(), record.value(), headers);
    }

    /** What says that a letter was written back. */
    static ProducerRecord<byte[], byte[]> mark(String deadLetters, Letter letter, long writtenOffset) {
        Subject subject = letter.subject();
        RecordHeaders headers = new RecordHeaders();
        headers.add(DeadLetterHeaders.APPLICATION, bytes(subject.application()));
        headers.add(DeadLetterHeaders.SOURCE_TOPIC, bytes(subject.topic()));
        headers.add(DeadLetterHeaders.SOURCE_PARTITION, bytes(Integer.toString(subject.partition())));
        headers.add(DeadLetterHeaders.SOURCE_OFFSET, bytes(Long.toString(subject.offset())));
        headers.add(DeadLetterHeaders.REPLAYED, bytes(Long.toString(writtenOffset)));
        return new ProducerRecord<>(deadLetters, letter.place().partition(), null, null, null, headers);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String text(ConsumerRecord<byte[], byte @Nullable []> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }

    /** -1 where it is missing, or no number. */
    private static long number(ConsumerRecord<byte[], byte @Nullable []> record, String name) {
        try {
            return Long.parseLong(text(record, name));
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
