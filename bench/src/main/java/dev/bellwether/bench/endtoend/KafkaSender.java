package dev.bellwether.bench.endtoend;

import dev.bellwether.bench.load.Answer;
import dev.bellwether.bench.load.RequestSender;
import dev.bellwether.ingest.append.KafkaAppender;
import dev.bellwether.ingest.append.ProducerSettings;
import dev.bellwether.ingest.append.RawRecord;
import dev.bellwether.schemas.Topics;
import dev.bellwether.telemetry.otlp.MalformedOtlpException;
import dev.bellwether.telemetry.otlp.OtlpRequests;
import dev.bellwether.telemetry.otlp.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Puts requests on their topic as ingest would: split where they are too large, with the same headers, in the same partitions. */
final class KafkaSender implements RequestSender {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MAX_RECORD_BYTES = 900_000;
    private static final long MAX_IN_FLIGHT_BYTES = 64L << 20;

    private final KafkaAppender appender;
    private final Signal signal;

    KafkaSender(String kafka, Topics topics, Signal signal) {
        ProducerSettings settings = new ProducerSettings(MAX_IN_FLIGHT_BYTES, MAX_RECORD_BYTES, PATIENCE);
        this.appender = KafkaAppender.connect(settings, Map.of("bootstrap.servers", kafka), topics, PATIENCE);
        this.signal = signal;
    }

    @Override
    public int room() {
        return 0;
    }

    @Override
    public CompletableFuture<Answer> send(byte[] request) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<CompletableFuture<Void>> appended = new ArrayList<>();
        for (byte[] part : parts(request)) {
            appended.add(appender.append(new RawRecord(signal, part, "127.0.0.1"), deadline));
        }
        return CompletableFuture.allOf(appended.toArray(CompletableFuture[]::new))
                .handle((done, failure) ->
                        failure == null ? Answer.ACKNOWLEDGED : Answer.uncertain(failure.toString()));
    }

    private List<byte[]> parts(byte[] request) {
        try {
            return OtlpRequests.split(signal, request, MAX_RECORD_BYTES);
        } catch (MalformedOtlpException impossible) {
            throw new IllegalStateException("a request that was made here", impossible);
        }
    }

    @Override
    public void close() {
        appender.close();
    }
}
