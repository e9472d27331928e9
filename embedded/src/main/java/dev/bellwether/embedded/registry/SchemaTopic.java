package dev.bellwether.embedded.registry;

import dev.bellwether.edge.StartRefusedException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;

/** The topic as the registry needs it: compacted, and with one partition, since its records only make sense in order. */
final class SchemaTopic {

    private SchemaTopic() {}

    /**
     * Makes the topic where it is missing.
     *
     * @throws StartRefusedException if it is there and has several partitions, or cannot be made
     */
    static void create(String bootstrapServers, String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrapServers, "client.id", "schema-registry");
        try (Admin admin = Admin.create(settings)) {
            if (admin.listTopics().names().get().contains(topic)) {
                check(admin, topic);
            } else {
                NewTopic wanted = new NewTopic(topic, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
                admin.createTopics(List.of(wanted)).all().get();
            }
        } catch (ExecutionException e) {
            throw new StartRefusedException(
                    "the schema registry cannot make its topic %s on %s: %s"
                            .formatted(topic, bootstrapServers, e.getCause()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartRefusedException("interrupted while making topic " + topic, e);
        }
    }

    private static void check(Admin admin, String topic) throws ExecutionException, InterruptedException {
        for (TopicDescription found :
                admin.describeTopics(List.of(topic)).allTopicNames().get().values()) {
            if (found.partitions().size() != 1) {
                throw new StartRefusedException(
                        "topic %s has %d partitions, and a schema registry needs the order of one: name another topic, or make this one anew"
                                .formatted(topic, found.partitions().size()));
            }
        }
    }
}
