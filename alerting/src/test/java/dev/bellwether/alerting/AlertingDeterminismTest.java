package dev.bellwether.alerting;

import static dev.bellwether.alerting.Deltas.requests;
import static org.assertj.core.api.Assertions.assertThat;

import dev.bellwether.alerting.signal.ErrorRatioSignal;
import dev.bellwether.alerting.signal.LatencySignal;
import dev.bellwether.alerting.signal.NoTrafficSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same records of each source partition give the same alerts, however the partitions interleave. */
class AlertingDeterminismTest {

    private static final AlertingConfig CONFIG = AlertingConfig.DEFAULT
            .withRange(Duration.ofSeconds(5))
            .withSignals(
                    ErrorRatioSignal.DEFAULT.withHold(Duration.ofSeconds(2)),
                    LatencySignal.DEFAULT.withHold(Duration.ZERO),
                    NoTrafficSignal.DEFAULT.withSilence(Duration.ofSeconds(10)).withSteadyMinutes(1));

    private static final int PARTITIONS = 3;
    private static final int SECONDS = 60;

    @TempDir
    private Path folder;

    @Test
    void anyInterleaving_givesTheSameAlerts() {
        for (int seed = 0; seed < 3; seed++) {
            List<String> first = run(seed, 0);
            assertThat(first).as("seed %d", seed).hasSizeGreaterThan(5);
            for (int interleaving = 1; interleaving < 3; interleaving++) {
                assertThat(run(seed, interleaving))
                        .as("seed %d, interleaving %d", seed, interleaving)
                        .isEqualTo(first);
            }
        }
    }

    private List<String> run(int seed, int interleaving) {
        List<Deque<SpecificRecord>> partitions = partitions(new Random(seed));
        Random order = new Random(31L * seed + interleaving);
        try (AlertingTask task = new AlertingTask(CONFIG, folder.resolve(seed + "-" + interleaving))) {
            // now one partition hurries ahead, now another
            while (partitions.stream().anyMatch(partition -> !partition.isEmpty())) {
                Deque<SpecificRecord> partition = partitions.get(order.nextInt(PARTITIONS));
                for (int burst = order.nextInt(40); burst > 0 && !partition.isEmpty(); burst--) {
                    task.process(partition.remove());
                }
            }
            return task.said();
        }
    }

    private static List<Deque<SpecificRecord>> partitions(Random random) {
        List<Deque<SpecificRecord>> partitions = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            Deque<SpecificRecord> records = new ArrayDeque<>();
            for (int second = 0; second < SECONDS; second++) {
                boolean bad = second / 10 % 2 == 1;
                for (int deltas = random.nextInt(3); deltas > 0; deltas--) {
                    String version = random.nextBoolean() ? "1" : "2";
                    int calls = 20 + random.nextInt(40);
                    records.add(requests(second, "cart", version, calls, bad ? random.nextInt(calls) : 0));
                    records.add(requests(
                            second + random.nextDouble(), "pay", "", calls, 0, Duration.ofMillis(bad ? 3_000 : 20)));
                }
                if (second < 20) {
                    records.add(requests(second, "mail", "7", 1, 0));
                }
                records.add(Deltas.watermark(partition, PARTITIONS, second + 0.5));
                records.add(Deltas.watermark(partition, PARTITIONS, second + 1));
            }
            partitions.add(records);
        }
        return partitions;
    }
}
