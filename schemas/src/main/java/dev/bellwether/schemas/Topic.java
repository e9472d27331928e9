package dev.bellwether.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * One topic of the catalogue: what its records mean, and the settings that this meaning needs. Names come from {@link
 * Topics} and from nowhere else.
 *
 * @param name name on the broker
 * @param key what the record key is, in words; keys are UTF-8 strings where they are ours
 * @param value what the record value is, in words
 * @param facts the Avro records that the topic holds, in the Confluent wire format; empty where the value is not ours
 * @param partitionedBy what decides the partition, in words
 * @param coPartitioned name of the group of topics that must have equally many partitions, since their records are joined
 *     by key; empty where the topic stands alone
 * @param cleanup how old records go
 * @param retention how long records stay; where {@code cleanup} is {@link Cleanup#COMPACT}, how long tombstones stay, and where it is
 *     {@link Cleanup#HISTORY}, how long those that were replaced
 * @param timestamps whose clock the record's timestamp is
 * @param maxMessageBytes largest record batch that the topic is created to take, in bytes
 * @param minMessageBytes where an existing topic takes less than this, records of ours would be refused
 * @param compression codec that records are stored with
 */
public record Topic(
        String name,
        String key,
        String value,
        List<Class<? extends SpecificRecord>> facts,
        String partitionedBy,
        String coPartitioned,
        Cleanup cleanup,
        Duration retention,
        Timestamps timestamps,
        int maxMessageBytes,
        int minMessageBytes,
        Compression compression) {

    /** How old records go: {@code cleanup.policy}. */
    public enum Cleanup {
        /** By age, and by size where that is bounded. */
        DELETE("delete"),
        /** The newest record of each key stays, until a tombstone removes it. */
        COMPACT("compact"),
        /** The newest record of each key stays for ever, and what it replaced for the retention. */
        HISTORY("compact");

        private final String setting;

        Cleanup(String setting) {
            this.setting = setting;
        }

        /** The value of {@code cleanup.policy}. */
        public String setting() {
            return setting;
        }
    }

    /** Whose clock the record's timestamp is: {@code message.timestamp.type}. */
    public enum Timestamps {
        /** The producer says; for facts derived from other records this is their log time. */
        CREATE_TIME("CreateTime"),
        /** The broker's clock when it appended the record: log time begins here. */
        LOG_APPEND_TIME("LogAppendTime");

        private final String setting;

        Timestamps(String setting) {
            this.setting = setting;
        }

        /** The value of {@code message.timestamp.type}. */
        public String setting() {
            return setting;
        }
    }

    /** Codec that records are stored with: {@code compression.type}. RATIONALE.md says why facts use gzip. */
    public enum Compression {
        /** As whoever writes them chose. */
        PRODUCER("producer"),
        /** The one codec that every client library reads without an additional package. */
        GZIP("gzip");

        private final String setting;

        Compression(String setting) {
            this.setting = setting;
        }

        /** The value of {@code compression.type}. */
        public String setting() {
            return setting;
        }
    }

    public Topic {
        requireNonNull(name, "name");
        requireNonNull(key, "key");
        requireNonNull(value, "value");
        facts = List.copyOf(facts);
        requireNonNull(partitionedBy, "partitionedBy");
        requireNonNull(coPartitioned, "coPartitioned");
        requireNonNull(cleanup, "cleanup");
        requireNonNull(retention, "retention");
        requireNonNull(timestamps, "timestamps");
        requireNonNull(compression, "compression");
        if (maxMessageBytes < minMessageBytes) {
            throw new IllegalArgumentException(
                    "maxMessageBytes: " + maxMessageBytes + " (expected: at least " + minMessageBytes + ")");
        }
    }

    /** Whether the topic holds our facts, and so is ours alone to write. */
    public boolean holdsFacts() {
        return !facts.isEmpty();
    }

    /** The group of topics that must have equally many partitions, if the topic belongs to one. */
    public Optional<String> partitionGroup() {
        return coPartitioned.isEmpty() ? Optional.empty() : Optional.of(coPartitioned);
    }

    /**
     * The subject under which a schema is registered: {@code <topic>-value} where the topic holds one type, as Confluent's
     * {@code TopicNameStrategy}, and {@code <topic>-<record full name>} where it holds several, as its {@code
     * TopicRecordNameStrategy}.
     *
     * @throws IllegalArgumentException if the topic holds no such record
     */
    public String subject(Schema schema) {
        requireNonNull(schema, "schema");
        if (facts.stream().noneMatch(fact -> fact.getName().equals(schema.getFullName()))) {
            throw new IllegalArgumentException("schema: " + schema.getFullName() + " (expected: one that topic " + name
                    + " holds: " + facts + ")");
        }
        return facts.size() == 1 ? name + "-value" : name + "-" + schema.getFullName();
    }

    @Override
    public String toString() {
        return name;
    }
}
