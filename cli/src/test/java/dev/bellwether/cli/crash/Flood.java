package dev.bellwether.cli.crash;

import dev.bellwether.testing.LogsBuilder;
import dev.bellwether.testing.OtlpPayloads;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * As many clients as it takes to offer so many bytes, all at once, each a request of logs; which nobody reads, so nothing is counted.
 * Each has a thread and no memory of its own, or the flood would drown who makes it.
 */
final class Flood {

    private static final int RECORDS = 2_000;
    private static final int RECORD_BYTES = 1_000;
    private static final int CONNECT_MILLIS = 60_000;
    private static final int ANSWER_MILLIS = 120_000;

    private final URI server;
    private final byte[] body = body();

    /** @param server OTLP/HTTP */
    Flood(URI server) {
        this.server = server.resolve("/v1/logs");
    }

    /**
     * How a flood was answered.
     *
     * @param byStatus requests by HTTP status
     * @param longest from the first byte that a client sent to the head of its answer
     */
    record Answers(Map<Integer, Long> byStatus, Duration longest) {

        Answers {
            byStatus = Map.copyOf(byStatus);
        }
    }

    private record Answer(int status, Duration taken) {}

    /** Offers at least so many bytes. */
    Answers offer(long bytes) throws InterruptedException, ExecutionException {
        int clients = (int) (1 + bytes / body.length);
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Callable<Answer>> requests = IntStream.range(0, clients)
                    .<Callable<Answer>>mapToObj(client -> this::post)
                    .toList();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : threads.invokeAll(requests)) {
                answers.add(answer.get());
            }
            return new Answers(
                    answers.stream().collect(Collectors.groupingBy(Answer::status, Collectors.counting())),
                    answers.stream()
                            .map(Answer::taken)
                            .max(Comparator.naturalOrder())
                            .orElseThrow());
        } finally {
            threads.shutdownNow();
        }
    }

    private Answer post() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) server.toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(ANSWER_MILLIS);
        connection.setRequestMethod("POST");
        connection.setRequestProperty("Content-Type", "application/x-protobuf");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        long begun = System.nanoTime();
        try {
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body);
            }
            return new Answer(connection.getResponseCode(), Duration.ofNanos(System.nanoTime() - begun));
        } finally {
            connection.disconnect();
        }
    }

    private static byte[] body() {
        LogsBuilder logs = OtlpPayloads.logs();
        for (int i = 0; i < RECORDS; i++) {
            logs.record(i + 1L, SeverityNumber.SEVERITY_NUMBER_INFO, "x".repeat(RECORD_BYTES));
        }
        return logs.request().toByteArray();
    }
}
