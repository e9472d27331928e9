package dev.bellwether.processors.red;

import dev.bellwether.processors.time.SourcePartition;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.StreamPartitioner;

/** Sends an excuse to the partition whose reader wrote it, which stands before a colon in the key. */
final class ExcusePartitioner implements StreamPartitioner<String, SpecificRecord> {

    static String key(int partition, SourcePartition excused) {
        return partition + ":" + excused;
    }

    @Override
    public Optional<Set<Integer>> partitions(String topic, String key, SpecificRecord value, int partitions) {
        return Optional.of(Set.of(Integer.parseInt(key.substring(0, key.indexOf(':')))));
    }
}
