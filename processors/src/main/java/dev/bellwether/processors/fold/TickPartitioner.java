package dev.bellwether.processors.fold;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Sends a tick to the partition whose reader wrote it: its key is {@code tick/<partition>}. */
final class TickPartitioner implements StreamPartitioner<byte[], byte[]> {

    private static final String PREFIX = "tick/";

    static byte[] key(int partition) {
        return (PREFIX + partition).getBytes(UTF_8);
    }

    @Override
    public Optional<Set<Integer>> partitions(String topic, byte[] key, byte[] value, int partitions) {
        return Optional.of(Set.of(Integer.parseInt(new String(key, UTF_8).substring(PREFIX.length()))));
    }
}
