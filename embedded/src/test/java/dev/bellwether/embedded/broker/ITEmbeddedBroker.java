package dev.bellwether.embedded.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ITEmbeddedBroker {
    @TempDir
    Path folder;

    @Test
    void roundTrip() throws Exception {
        for (int i = 0; i < 4; i++) {
            long t0 = System.nanoTime();
            EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder));
            long t1 = System.nanoTime();
            Map<String, Object> p = Map.of("bootstrap.servers", broker.bootstrapServers());
            if (i == 0) {
                try (Admin admin = Admin.create(p)) {
                    admin.createTopics(List.of(new NewTopic("t", 4, (short) 1)))
                            .all()
                            .get();
                }
            }
            long t2 = System.nanoTime();
            Properties props = new Properties();
            props.putAll(p);
            props.put("transactional.id", "x");
            try (var producer = new KafkaProducer<>(props, new StringSerializer(), new StringSerializer())) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("t", "a", "b" + i)).get();
                producer.commitTransaction();
            }
            props.put("group.id", "g" + i);
            props.put("auto.offset.reset", "earliest");
            try (var consumer = new KafkaConsumer<>(props, new StringDeserializer(), new StringDeserializer())) {
                consumer.subscribe(List.of("t"));
                int n = 0;
                while (n < i + 1) {
                    n += consumer.poll(Duration.ofMillis(100)).count();
                }
                assertThat(n).isEqualTo(i + 1);
            }
            long t3 = System.nanoTime();
            broker.close();
            long t4 = System.nanoTime();
            System.err.printf(
                    "start %d ms, topic %d ms, round %d ms, stop %d ms%n",
                    (t1 - t0) / 1000000, (t2 - t1) / 1000000, (t3 - t2) / 1000000, (t4 - t3) / 1000000);
            Thread.getAllStackTraces()
                    .keySet()
                    .forEach(t -> System.err.println("  " + t.isDaemon() + " " + t.getName()));
        }
    }
}
