package dev.bellwether.schemas.follow;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Who is told what stands on a topic. All of it is called on the thread of its {@link TopicFollower}; what is thrown ends that, unless said otherwise. */
public interface TopicListener {

    /**
     * The next record of a partition. After an outage a record may be told again.
     *
     * @throws dev.bellwether.schemas.registry.SchemaRegistryException if it cannot be understood now; it is told again after a pause
     */
    void tell(ConsumerRecord<byte[], byte[]> record);

    /** All records that were fetched together have been told. */
    default void pause() {}

    /** All has been told that stood on the partition when it was begun with. */
    default void loaded(int partition) {}

    /** The same is true of every partition that is followed; told again each time that it has become true. */
    default void loaded() {}

    /** The partition is followed no longer: another process has it, or this one begins with it anew. Only where it is shared. */
    default void left(int partition) {}

    /** Something did not answer, and is tried again. */
    default void failed(RuntimeException why) {}
}
