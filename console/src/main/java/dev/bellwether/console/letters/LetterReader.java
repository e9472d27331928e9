package dev.bellwether.console.letters;

import dev.bellwether.console.letters.Letter.Place;
import dev.bellwether.console.log.Consumers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads the dead-letters topic with a consumer of its own. For one thread, and one question. */
final class LetterReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private static final String PURPOSE = "letters";

    private final Consumers consumers;
    private final Consumer<byte[], byte[]> consumer;
    private final String topic;
    private final long deadlineNanos;

    /** @param patience how long all reading together may take */
    LetterReader(Consumers consumers, String topic, Duration patience) {
        this.consumers = consumers;
        this.consumer = consumers.open(PURPOSE);
        this.topic = topic;
        this.deadlineNanos = System.nanoTime() + patience.toNanos();
    }

    /**
     * Goes through all that is there now, or from a time on. Where transactions have not ended yet, it waits for them: a mark that was
     * written before is always seen.
     */
    void readAll(Optional<Instant> since, LetterCensus census) {
        List<TopicPartition> partitions = Consumers.partitions(consumer, topic);
        consumer.assign(partitions);
        if (since.isPresent()) {
            Consumers.seekToTime(consumer, partitions, since.get().toEpochMilli());
        } else {
            consumer.seekToBeginning(partitions);
        }
        Map<TopicPartition, Long> ends = consumers.writtenEnds(PURPOSE, partitions);
        while (!Consumers.reached(consumer, ends)) {
            requireTimeLeft();
            for (ConsumerRecord<byte[], byte @Nullable []> record : consumer.poll(POLL)) {
                if (LetterCodec.isMark(record)) {
                    LetterCodec.subject(record).ifPresent(census::addReplayed);
                } else {
                    LetterCodec.letter(record).ifPresent(census::add);
                }
            }
        }
    }

    /** The record at a place; empty where there is none, or not any more. */
    Optional<ConsumerRecord<byte[], byte @Nullable []>> readOne(Place place) {
        TopicPartition partition = new TopicPartition(topic, place.partition());
        if (!Consumers.partitions(consumer, topic).contains(partition)) {
            return Optional.empty();
        }
        consumer.assign(List.of(partition));
        Map<TopicPartition, Long> ends = consumer.endOffsets(List.of(partition));
        Long end = ends.get(partition);
        if (end == null || place.offset() >= end) {
            return Optional.empty();
        }
        consumer.seek(partition, place.offset());
        while (!Consumers.reached(consumer, ends)) {
            requireTimeLeft();
            for (ConsumerRecord<byte[], byte @Nullable []> record : consumer.poll(POLL)) {
                return record.offset() == place.offset() ? Optional.of(record) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private void requireTimeLeft() {
        if (System.nanoTime() - deadlineNanos >= 0) {
            throw new LettersException("reading the dead letters took too long: say since when to look");
        }
    }

    @Override
    public void close() {
        Consumers.close(consumer);
    }
}
