package dev.bellwether.processors.fold;

import dev.bellwether.facts.Watermark;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Deltas by key, as every Kafka producer would; watermarks to every partition, since every reader needs them. */
final class DeltaPartitioner implements StreamPartitioner<String, SpecificRecord> {

    @Override
    public Optional<Set<Integer>> partitions(String topic, String key, SpecificRecord value, int partitions) {
        if (value instanceof Watermark) {
            return Optional.of(IntStream.range(0, partitions).boxed().collect(Collectors.toUnmodifiableSet()));
        }
        return Optional.empty();
    }
}
