package dev.bellwether.cli.crash;

import dev.bellwether.bench.audit.TopicReader;
import dev.bellwether.cli.config.ConfigurationException;
import dev.bellwether.cli.node.Replay;
import dev.bellwether.cli.node.Replay.Application;
import dev.bellwether.schemas.Topic;
import dev.bellwether.schemas.Topic.Timestamps;
import dev.bellwether.schemas.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Whether every fact stands on its topic that the log asks for, once and at its time, and no other.
 *
 * <p>Facts are a function of the log. So what an application wrote, through however many deaths, must be what the same
 * topology makes of the same records in one go: as far as it says itself, by its committed offsets, that it has come. An alert
 * that was pending when a process died must fire in the same second of log time, with the same evidence.
 */
final class ReplayAudit {

    private final Topics topics;
    private final TopicReader reader;
    private final Replay replay;

    ReplayAudit(Topics topics, TopicReader reader, Map<String, String> settings, Path state)
            throws ConfigurationException {
        this.topics = topics;
        this.reader = reader;
        this.replay = Replay.with(settings, reader.codec(), state);
    }

    /** What is wrong, in words; nothing where all is well. */
    List<String> findings() throws ExecutionException, InterruptedException {
        List<String> findings = new ArrayList<>();
        List<ConsumerRecord<String, byte[]>> deltas = reader.records(topics.redDeltas());
        for (Application application : Application.values()) {
            Map<TopicPartition, Long> read = reader.committed(topics.prefix() + application.id());
            Map<Topic, List<Told>> expected = replayed(application, deltas, read);
            for (Topic output : application.outputs(topics)) {
                findings.addAll(differences(output, expected.getOrDefault(output, List.of()), told(output)));
            }
        }
        return findings;
    }

    private Map<Topic, List<Told>> replayed(
            Application application, List<ConsumerRecord<String, byte[]>> deltas, Map<TopicPartition, Long> read) {
        Map<Topic, List<Told>> told = new TreeMap<>((a, b) -> a.name().compareTo(b.name()));
        for (TopicPartition partition : read.keySet()) {
            if (!partition.topic().equals(topics.redDeltas().name())) {
                continue;
            }
            List<ConsumerRecord<String, byte[]>> input = deltas.stream()
                    .filter(record -> record.partition() == partition.partition())
                    .filter(record -> record.offset() < read.getOrDefault(partition, 0L))
                    .toList();
            replay.run(application, input)
                    .forEach((topic, records) ->
                            records.forEach(record -> told.computeIfAbsent(topic, absent -> new ArrayList<>())
                                    .add(told(topic, record.key(), record.timestamp(), record.value()))));
        }
        return told;
    }

    private List<Told> told(Topic topic) {
        return reader.records(topic).stream()
                .map(record -> told(topic, record.key(), record.timestamp(), record.value()))
                .toList();
    }

    private Told told(Topic topic, String key, long timestamp, byte @Nullable [] value) {
        return new Told(
                key,
                topic.timestamps() == Timestamps.CREATE_TIME ? timestamp : 0,
                value == null ? "(tombstone)" : reader.codec().decode(value).toString());
    }

    private static Map<String, List<Told>> byKey(List<Told> told) {
        return told.stream().collect(Collectors.groupingBy(Told::key, TreeMap::new, Collectors.toList()));
    }

    /** The first difference of each key. Facts of one key are in one partition, and so in order. */
    static List<String> differences(Topic topic, List<Told> allExpected, List<Told> allFound) {
        Map<String, List<Told>> expected = byKey(allExpected);
        Map<String, List<Told>> found = byKey(allFound);
        Set<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(found.keySet());
        List<String> differences = new ArrayList<>();
        for (String key : keys) {
            List<Told> wanted = expected.getOrDefault(key, List.of());
            List<Told> got = found.getOrDefault(key, List.of());
            int same = 0;
            while (same < wanted.size() && same < got.size() && wanted.get(same).equals(got.get(same))) {
                same++;
            }
            if (same < Math.max(wanted.size(), got.size())) {
                differences.add("%s: fact %d of %d about %s is %s (expected: %d facts, and here %s)"
                        .formatted(
                                topic.name(),
                                same + 1,
                                got.size(),
                                key,
                                same < got.size() ? got.get(same) : "missing",
                                wanted.size(),
                                same < wanted.size() ? wanted.get(same) : "nothing"));
            }
        }
        return differences;
    }

    /**
     * A fact on its topic.
     *
     * @param logTime of the record, milliseconds since the epoch; 0 where the broker gives it another
     * @param value as Avro shows it
     */
    record Told(String key, long logTime, String value) {}
}
