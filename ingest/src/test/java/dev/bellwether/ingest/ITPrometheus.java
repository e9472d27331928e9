package dev.bellwether.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.bellwether.edge.Edge;
import dev.bellwether.embedded.broker.EmbeddedBroker;
import dev.bellwether.embedded.broker.EmbeddedBrokerConfig;
import dev.bellwether.ingest.append.Feed;
import dev.bellwether.ingest.remotewrite.WriteVersion;
import dev.bellwether.ingest.remotewrite.WrittenSamples;
import dev.bellwether.schemas.OtlpHeaders;
import dev.bellwether.schemas.Topics;
import dev.bellwether.testing.Requirements;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus writes into a real broker: what it has itself is what arrives, also of the time when nothing was taken. */
class ITPrometheus {

    private static final Topics TOPICS = Topics.standard();
    private static final int SERIES = 50;

    @TempDir
    Path folder;

    private final AtomicInteger scrapes = new AtomicInteger();

    @Test
    void everySampleArrives() throws Exception {
        Path program = Requirements.program("prometheus", "prometheus");
        HttpServer target = target();
        try (EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerConfig.in(folder.resolve("broker")))) {
            ITIngest.provision(broker);
            try (IngestServer server = ingest(broker);
                    PrometheusProcess prometheus = PrometheusProcess.start(
                            program, folder, target.getAddress().getPort(), server.httpPort())) {
                awaitScrapes(5);
                server.pause("a test");
                awaitScrapes(scrapes.get() + 5);
                Awaitility.await("a refused write")
                        .until(() -> stats(server).rejected().containsKey(RejectReason.PAUSED));
                server.resume();
                awaitScrapes(scrapes.get() + 5);
                assertLedger(prometheus, broker);
                assertThat(stats(server).rejected().keySet()).containsExactly(RejectReason.PAUSED);
                assertThat(stats(server).appended().items()).isGreaterThan(15L * SERIES);
            }
        } finally {
            target.stop(0);
        }
    }

    private static IngestServer ingest(EmbeddedBroker broker) {
        return IngestServer.toKafka(
                        Edge.open(),
                        IngestConfig.DEFAULT.withFreePorts(),
                        TOPICS,
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new SimpleMeterRegistry())
                .start();
    }

    private static IngestStats.SignalStats stats(IngestServer server) {
        return server.stats().of(Feed.SAMPLES);
    }

    /** What Prometheus has of its own scrapes by now, first and last series, is on the topic, with the same times. */
    private static void assertLedger(PrometheusProcess prometheus, EmbeddedBroker broker) {
        for (int item : new int[] {0, SERIES - 1}) {
            Map<Long, Double> sent = prometheus.samples("ledger{item=\"" + item + "\"}");
            assertThat(sent).as(prometheus.log()).hasSizeGreaterThan(10);
            Map<String, String> labels = Map.of("__name__", "ledger", "item", Integer.toString(item), "job", "ledger");
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(arrived(broker, labels)).containsAllEntriesOf(sent));
        }
    }

    private static Map<Long, Double> arrived(EmbeddedBroker broker, Map<String, String> labels) throws IOException {
        Map<Long, Double> samples = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record :
                TopicReader.readAll(broker.bootstrapServers(), TOPICS.prometheusSamples())) {
            assertThat(record.headers().lastHeader(OtlpHeaders.CONTENT_TYPE).value())
                    .asString(UTF_8)
                    .isEqualTo(WriteVersion.V1.mediaType());
            WrittenSamples.addTo(samples, record.value(), labels);
        }
        return samples;
    }

    private void awaitScrapes(int count) {
        Awaitility.await("scrape " + count).atMost(Duration.ofMinutes(1)).until(() -> scrapes.get() >= count);
    }

    /** Gauges that say with each scrape which one it is. */
    private HttpServer target() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", exchange -> {
            int scrape = scrapes.incrementAndGet();
            StringBuilder text = new StringBuilder("# TYPE ledger gauge\n");
            for (int item = 0; item < SERIES; item++) {
                text.append("ledger{item=\"").append(item).append("\"} ").append(scrape * 1000 + item);
                text.append('\n');
            }
            byte[] body = text.toString().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }
}
